import type { SettingsSection } from './settings-reading.js';

export type Secrets = Record<string, string>;

/** Secrets stand apart from settings: sealed in the store, or in the environment. */
export function readSecret(section: SettingsSection, secrets: Secrets, name: string): string {
  section.reading.note({ key: `secrets.${name}`, kind: 'secret', required: true });
  const value = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
  if (value !== undefined && value !== '') return value;
  section.reading.fault(
    `secrets.${name}`,
    `is missing, and ${section.path || 'this dialect'} needs it`,
    'Add it to the secrets of this connection.',
  );
  return '';
}

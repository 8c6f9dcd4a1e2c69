import type { SettingsSection } from './settings-reading.js';

/** Names of the outside system's own fields that take a score. */
export interface ScoreFields {
  likelihood: string;
  band?: string;
  reason?: string;
}

/** Undefined where no field is named, and nothing can be written. */
export function readScoreFields(
  root: SettingsSection,
  key: string,
  fix: string,
): ScoreFields | undefined {
  const section = root.optionalSection(key, fix);
  if (!section) return undefined;
  const band = section.optionalText('band', fix);
  const reason = section.optionalText('reason', fix);
  const likelihood = section.text('likelihood', fix);
  section.close();
  return { likelihood, ...(band && { band }), ...(reason && { reason }) };
}

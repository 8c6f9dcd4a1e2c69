import { readSecret, type Secrets } from '../read-secret.js';
import type { SettingsSection } from '../settings-reading.js';

const TLS_WORDS = ['implicit', 'starttls', 'none'] as const;

/** A mail server of somebody else: where mail is fetched from, or handed over for sending. */
export interface MailServer {
  host: string;
  port: number;
  /** `none` only works with hosts the operator allowed by name. */
  tls: (typeof TLS_WORDS)[number];
  user?: string;
  password?: string;
  timeoutMs: number;
}

const HOST = /^(?=.{1,253}$)[a-z0-9]([a-z0-9.:-]*[a-z0-9])?$/i;

/** Host, port, tls, user and the secret that belongs to them; the section's other keys are the caller's. */
export function readMailServer(
  section: SettingsSection,
  secrets: Secrets,
  secret: string,
  usual: { port: number; tls: MailServer['tls'] },
): MailServer {
  const fix = 'Give the name of the mail server, such as mail.example.com.';
  const host = section.text('host', fix);
  if (host !== '' && !HOST.test(host)) section.fault('host', 'is not a host name', fix);
  const user = section.optionalText('user', 'Give the name to sign in with.');
  return {
    host,
    port: section.number('port', { min: 1, max: 65_535, fallback: usual.port }),
    tls: section.word('tls', TLS_WORDS, usual.tls),
    timeoutMs: section.number('timeoutMs', { min: 100, max: 300_000, fallback: 30_000 }),
    ...(user !== undefined && { user, password: readSecret(section, secrets, secret) }),
  };
}

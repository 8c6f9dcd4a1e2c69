import type { Secrets } from '../read-secret.js';
import type { SettingsReading } from '../settings-reading.js';

/** Mail programs may lower the case of an address, and stop at 64 characters. */
const TOKEN = /^[a-z0-9]{20,60}$/;

/**
 * The part before the @ under which a connection takes mail at our SMTP door. Nothing else proves a mail,
 * so it must be unguessable.
 */
export function checkMailToken(reading: SettingsReading, secrets: Secrets): void {
  const token = Object.hasOwn(secrets, 'mailToken') ? secrets['mailToken'] : undefined;
  if (token === undefined || TOKEN.test(token)) return;
  reading.fault(
    'secrets.mailToken',
    'cannot be the name of a mailbox that nobody guesses',
    'Give 20 to 60 small letters and digits, such as those of `openssl rand -hex 16`.',
  );
}

/** The token of a recipient's address: what stands before the @, without what follows a plus. */
export const mailTokenOf = (address: string): string =>
  (address.split('@', 1)[0] ?? '').split('+', 1)[0]!.toLowerCase();

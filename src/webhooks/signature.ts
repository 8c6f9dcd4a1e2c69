import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
const SECRET_BYTES = 32;

export interface LiveSecret {
  secret: string;
  /** When it stops signing, ISO 8601; null: it is the present one. */
  until: string | null;
}

export const newSecret = (): string => PREFIX + randomBytes(SECRET_BYTES).toString('base64');

/**
 * The headers of one try. While a secret is being changed there are two signatures, so that a receiver
 * may check with either.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signedHeaders(
  { id, body, at }: { id: string; body: string; at: Date },
  secrets: readonly LiveSecret[],
): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signatures = liveOf(secrets, at).map(({ secret }) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}

export const liveOf = (secrets: readonly LiveSecret[], at: Date): LiveSecret[] =>
  secrets.filter(({ until }) => until === null || new Date(until) > at);

/** A new present secret; the one before goes on signing for a day, an older one ends. */
export function rotated(secrets: readonly LiveSecret[], at: Date): LiveSecret[] {
  const until = new Date(at.getTime() + OVERLAP_MS).toISOString();
  const before = secrets.filter((one) => one.until === null).map((one) => ({ ...one, until }));
  return [{ secret: newSecret(), until: null }, ...before];
}

const OVERLAP_MS = 86_400_000;

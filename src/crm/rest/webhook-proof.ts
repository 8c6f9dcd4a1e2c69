import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '#platform';
import { CrmAuthError } from '../crm.errors.js';
import { instantMs } from '../instant.js';
import type { WebhookSettings } from './rest-settings.js';

/**
 * Checks a webhook's HMAC over its raw bytes, as they came over the wire, or the token it shows.
 *
 * @throws CrmAuthError when it is absent, does not match, or is too old.
 */
export function verifyProof(
  settings: WebhookSettings,
  headers: Record<string, string | undefined>,
  rawBody: Buffer,
  clock: Clock,
): void {
  const given = headerOf(headers, settings.signatureHeader);
  if (given === undefined || !given.startsWith(settings.prefix)) {
    throw new CrmAuthError(`The webhook carries no signature in ${settings.signatureHeader}.`);
  }
  const { timestampHeader } = settings;
  const timestamp =
    timestampHeader === undefined
      ? ''
      : `${checkedTimestamp(settings, timestampHeader, headers, clock)}.`;
  const shown = given.slice(settings.prefix.length);
  const { proof, expected } =
    settings.algorithm === 'token'
      ? { proof: digestOf(shown.trim()), expected: digestOf(settings.secret) }
      : {
          proof: Buffer.from(shown, settings.encoding),
          expected: macOf(settings.algorithm, settings.secret, timestamp, rawBody),
        };
  if (proof.length !== expected.length || !timingSafeEqual(proof, expected)) {
    throw new CrmAuthError('The signature of the webhook does not match its body.');
  }
}

/** Of equal length whatever was shown. */
const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

const macOf = (algorithm: string, secret: string, timestamp: string, rawBody: Buffer): Buffer =>
  createHmac(algorithm.replace('hmac-', ''), secret).update(timestamp).update(rawBody).digest();

function checkedTimestamp(
  settings: WebhookSettings,
  name: string,
  headers: Record<string, string | undefined>,
  clock: Clock,
): string {
  const text = headerOf(headers, name);
  const sentAt = instantMs(text);
  const ageMs = sentAt === undefined ? Infinity : Math.abs(clock.now().getTime() - sentAt);
  if (text === undefined || ageMs > settings.toleranceSeconds * 1000) {
    throw new CrmAuthError(`The webhook's ${name} is missing or too far from now.`);
  }
  return text;
}

function headerOf(headers: Record<string, string | undefined>, name: string): string | undefined {
  const key = Object.keys(headers).find((header) => header.toLowerCase() === name);
  return key === undefined ? undefined : headers[key];
}

import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '#platform';
import { CrmAuthError } from '../crm.errors.js';

const SIGNATURE = 'x-hubspot-signature-v3';
const TIMESTAMP = 'x-hubspot-request-timestamp';
/** HubSpot's own limit; older messages may be replays. */
const OLDEST_MS = 300_000;

/** Where HubSpot sends events, as it was registered, and what it signs with. */
export interface HubSpotWebhook {
  url: string;
  clientSecret: string;
}

/** HubSpot signs the address with these decoded, and no others. */
const DECODED: Record<string, string> = {
  '%3A': ':',
  '%2F': '/',
  '%3F': '?',
  '%40': '@',
  '%21': '!',
  '%24': '$',
  '%27': "'",
  '%28': '(',
  '%29': ')',
  '%2A': '*',
  '%2C': ',',
  '%3B': ';',
};

/**
 * Checks version 3 of HubSpot's signature: HMAC-SHA-256 over method, address, body and timestamp, in base64.
 *
 * @param url - The address as it was registered, which is not always the one we see behind a proxy.
 * @throws CrmAuthError when it is absent, does not match, or is too old.
 */
export function verifyHubSpotSignature(
  { url, clientSecret }: HubSpotWebhook,
  headers: Record<string, string | undefined>,
  rawBody: Buffer,
  clock: Clock,
): void {
  const given = headerOf(headers, SIGNATURE);
  const timestamp = headerOf(headers, TIMESTAMP);
  if (given === undefined || timestamp === undefined) {
    throw new CrmAuthError(`The webhook carries no ${SIGNATURE} or no ${TIMESTAMP}.`);
  }
  const ageMs = Math.abs(clock.now().getTime() - Number(timestamp));
  if (!(ageMs <= OLDEST_MS))
    throw new CrmAuthError(`The webhook's ${TIMESTAMP} is too far from now.`);
  const expected = createHmac('sha256', clientSecret)
    .update(`POST${signedAddress(url)}`)
    .update(rawBody)
    .update(timestamp)
    .digest();
  const proof = Buffer.from(given, 'base64');
  if (proof.length !== expected.length || !timingSafeEqual(proof, expected)) {
    throw new CrmAuthError('The signature of the webhook does not match its body.');
  }
}

const signedAddress = (url: string): string =>
  url.replaceAll(/%[0-9A-F]{2}/gi, (code) => DECODED[code.toUpperCase()] ?? code);

function headerOf(headers: Record<string, string | undefined>, name: string): string | undefined {
  const key = Object.keys(headers).find((header) => header.toLowerCase() === name);
  return key === undefined ? undefined : headers[key];
}

import { CrmAuthError } from '../crm.errors.js';
import { parseJson } from '../http/json-text.js';
import { isSameSecret } from '../same-secret.js';
import { isPlainObject } from '../settings-reading.js';

/** @throws CrmAuthError unless the header agreed on says what was agreed on. */
export function verifyEvent(
  headers: Record<string, string | undefined>,
  agreed: { header: string; value: string },
): void {
  const name = Object.keys(headers).find(
    (header) => header.toLowerCase() === agreed.header.toLowerCase(),
  );
  const shown = name === undefined ? undefined : headers[name];
  if (shown === undefined || !isSameSecret(shown, agreed.value))
    throw new CrmAuthError(`The event's ${agreed.header} is absent or not the one agreed on.`);
}

/** One event, or a list of them. */
export function isEvents(rawBody: Buffer): boolean {
  let told: unknown;
  try {
    told = parseJson(rawBody.toString('utf8'));
  } catch {
    // What it holds instead is nobody's business here.
    return false;
  }
  const events: unknown[] = Array.isArray(told) ? told : [told];
  return events.length > 0 && events.every((event) => isPlainObject(event) && isTracked(event));
}

const isTracked = ({ Type, TrackingId }: Record<string, unknown>): boolean =>
  typeof Type === 'string' && typeof TrackingId === 'string';

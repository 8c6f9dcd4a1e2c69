import { parseJson } from '../http/json-text.js';
import { isPlainObject } from '../settings-reading.js';

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

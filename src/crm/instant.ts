import { DateTime } from 'luxon';

export type InstantFormat = 'iso' | 'epoch-ms' | 'epoch-s';

const MS_FROM = 1e11;

/** Epoch ms of an update time: ISO text (UTC where it names no zone) or epoch seconds or ms. */
export function instantMs(value: unknown): number | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const number = Number(value);
  if (value !== '' && !Number.isNaN(number)) return number >= MS_FROM ? number : number * 1000;
  const parsed = DateTime.fromISO(String(value), { zone: 'utc' });
  return parsed.isValid ? parsed.toMillis() : undefined;
}

export function writeInstant(ms: number, format: InstantFormat): string {
  if (format === 'epoch-ms') return String(ms);
  return format === 'epoch-s' ? String(Math.floor(ms / 1000)) : new Date(ms).toISOString();
}

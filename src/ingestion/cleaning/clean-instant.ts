import { DateTime } from 'luxon';
import type { Said } from '#crm';
import { type CleaningContext, CLOCK_SKEW_MS } from './cleaning-context.js';
import { type Cleaned, Refused, refused } from './cleaned.js';
import { cleanWord } from './clean-text.js';

type Place = Pick<CleaningContext, 'timeZone' | 'country' | 'now'>;

const ISO_INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;
const YEAR_FIRST =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s*(Z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)?$/i;
const YEAR_LAST =
  /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?:,?[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap]\.?m\.?)?)?\s*(Z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)?$/i;
const NAMED_MONTH = [
  'd LLL yyyy HH:mm:ss',
  'd LLL yyyy HH:mm',
  'd LLL yyyy',
  'LLL d, yyyy h:mm:ss a',
  'LLL d, yyyy h:mm a',
  'LLL d, yyyy',
  'LLLL d, yyyy h:mm a',
  'LLLL d, yyyy',
];
/** Nothing a dealership tracks happened before computers counted seconds. */
const EARLIEST = Date.UTC(1971, 0, 1);
/** Nobody makes an appointment for the year after. */
const LATEST = Date.UTC(2200, 0, 1);
const FIX = 'Send an ISO 8601 instant with its offset, such as 2026-03-05T14:30:00-05:00.';

/**
 * An instant: ISO 8601, epoch seconds or milliseconds, RFC 2822, or a local date as its country writes it.
 * Without an offset it is local time at the dealership. Instants ahead of `now` are refused.
 */
export function cleanInstant(said: Said, field: string, place: Place): Cleaned<Date> {
  const instant = cleanAnyInstant(said, field, place);
  if (!(instant instanceof Date) || instant.getTime() <= place.now.getTime() + CLOCK_SKEW_MS)
    return instant;
  return inTheFuture(field);
}

/** Like {@link cleanInstant} for what may well lie ahead, such as an appointment. */
export function cleanAnyInstant(said: Said, field: string, place: Place): Cleaned<Date> {
  const text = cleanWord(said, 80);
  if (text === undefined || /^0{4}-0{2}|^0+$/.test(text)) return undefined;
  const epochMs =
    readEpoch(text) ?? (ISO_INSTANT.test(text) ? Date.parse(text) : readWritten(text, place));
  if (epochMs === undefined || !Number.isFinite(epochMs))
    return refused(field, 'not an instant', FIX);
  if (epochMs < EARLIEST)
    return refused(
      field,
      'a placeholder date',
      'Leave the field empty when the time is not known.',
    );
  return epochMs > LATEST ? inTheFuture(field) : new Date(epochMs);
}

const inTheFuture = (field: string): Refused =>
  refused(field, 'lies in the future', "Check the sending system's clock and time zone.");

/** A record's version: an update time, or a counter of the CRM's own; 0 when nothing usable was said. */
export function cleanSourceVersion(said: Said, place: Place): number {
  const counter = cleanWord(said, 20);
  if (counter !== undefined && /^\d{1,9}$/.test(counter)) return Number(counter);
  const instant = cleanInstant(said, 'updatedAt', place);
  return instant === undefined || instant instanceof Refused ? 0 : instant.getTime();
}

function readEpoch(text: string): number | undefined {
  if (/^\d{9,10}(?:\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
  return /^\d{12,13}$/.test(text) ? Number(text) : undefined;
}

function readWritten(text: string, place: Place): number | undefined {
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) {
    const [, year, month, day, hour, minute, second, offset] = yearFirst;
    return instantOf([year, month, day, hour, minute, second], offset, place);
  }
  const yearLast = YEAR_LAST.exec(text);
  if (yearLast) return readYearLast(yearLast, place);
  return readNamedMonth(text, place);
}

function readYearLast(match: RegExpExecArray, place: Place): number | undefined {
  const [, first = '', second = '', year = '', hour, minute, seconds, half, offset] = match;
  const monthFirst = (place.country === 'US' && Number(first) <= 12) || Number(second) > 12;
  const [month, day] = monthFirst ? [first, second] : [second, first];
  const fullYear = year.length === 2 ? `20${year}` : year;
  return instantOf([fullYear, month, day, halfDayHour(hour, half), minute, seconds], offset, place);
}

function halfDayHour(hour: string | undefined, half: string | undefined): string | undefined {
  if (hour === undefined || half === undefined) return hour;
  const twelve = Number(hour) % 12;
  return Number(hour) > 12 ? '99' : String(/^p/i.test(half) ? twelve + 12 : twelve);
}

function readNamedMonth(text: string, { timeZone }: Place): number | undefined {
  const mail = DateTime.fromRFC2822(text);
  if (mail.isValid) return mail.toMillis();
  for (const format of NAMED_MONTH) {
    const local = DateTime.fromFormat(text, format, { zone: timeZone, locale: 'en-US' });
    if (local.isValid) return local.toMillis();
  }
  return undefined;
}

function instantOf(
  parts: (string | undefined)[],
  offset: string | undefined,
  { timeZone }: Place,
): number | undefined {
  const [year, month, day, hour, minute, second] = parts.map((part) => Number(part ?? 0));
  const zone = offset === undefined ? timeZone : offsetZone(offset);
  const local = DateTime.fromObject({ year, month, day, hour, minute, second }, { zone });
  return local.isValid ? local.toMillis() : undefined;
}

function offsetZone(offset: string): string {
  const [, sign, hours, minutes] = /^([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(offset) ?? [];
  return sign === undefined
    ? 'utc'
    : `UTC${sign}${hours}${minutes === undefined ? '' : `:${minutes}`}`;
}

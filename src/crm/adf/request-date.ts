import { DateTime, type Zone } from 'luxon';
import { type DayOrder, readCalendarDay } from './request-day.js';
import { readZone } from './request-zone.js';

export type RequestDate = { requestedAt: string } | { requestedAtLocal: string };

/** Software that knows no date writes one of these years instead. */
const OLDEST_YEAR = 1990;
const MAX_LENGTH = 80;

/**
 * The instant, or the local time where no zone is written, of an ADF `requestdate`: ISO 8601 with
 * the slips senders make (one-digit hours and offsets, day and month swapped), US dates, RFC 2822,
 * the `toString` of JavaScript and Ruby, months in several languages, seconds or milliseconds since 1970. Nothing where it is
 * none of these: no date is better than a wrong one.
 */
export function readRequestDate(
  text: string,
  order: DayOrder = 'month first',
): RequestDate | undefined {
  const written = text.replace(/\s+/g, ' ').trim();
  if (written.length > MAX_LENGTH) return undefined;
  const ticks = /^(?:\/Date\()?(\d{10}(?:\d{3})?)(?:[+-]\d{4})?(?:\)\/)?$/.exec(written)?.[1];
  if (ticks) return { requestedAt: asInstant(DateTime.fromMillis(Number(ticks.padEnd(13, '0')))) };
  const { clock, date, zone } = splitDate(withSeparators(written));
  const day = readCalendarDay(date, order);
  if (!day || day.year < OLDEST_YEAR) return undefined;
  const at = DateTime.fromObject({ ...day, ...clock }, { zone: zone ?? 'utc' });
  if (!at.isValid) return undefined;
  if (zone) return { requestedAt: asInstant(at) };
  return { requestedAtLocal: at.toISO({ includeOffset: false, suppressMilliseconds: true }) };
}

const asInstant = (at: DateTime): string =>
  at.toUTC().toISO({ suppressMilliseconds: true }) as string;

const COMPACT = /^(\d{4})(\d\d)(\d\d)(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d))?)?(?!\d)/i;

/** `20260715T120000-0400` with its separators put in. */
function withSeparators(text: string): string {
  const compact = COMPACT.exec(text);
  if (!compact) return text;
  const [whole, year, month, day, hour = '00', minute = '00', second = '00'] = compact;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${text.slice(whole.length)}`;
}

interface Clock {
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
}

const CLOCK =
  /(\d{1,2})(?:: ?|(?<= \d{1,2}) ?[hH] ?)(\d\d)(?:[:.](\d\d)(?:[.,](\d{1,9}))?)?(?: ?([ap])\.?m\b\.?)?/i;
/** `14.05.00` behind a date, as some systems write the time. */
const DOTTED_CLOCK = /(?<=[ T])(\d{1,2})\.(\d\d)(?:\.(\d\d))?(?![.\d])()()/;
const MIDNIGHT: Clock = { hour: 0, minute: 0, second: 0, millisecond: 0 };

/** Takes the time of day, and the zone behind it, out of a date; midnight where there is no time. */
function splitDate(text: string): { clock: Clock; date: string; zone?: Zone } {
  const found = CLOCK.exec(text) ?? DOTTED_CLOCK.exec(text);
  if (!found) return { clock: MIDNIGHT, date: text };
  const [whole, hour = '', minute = '', second, fraction = '', half = ''] = found;
  const before = text.slice(0, found.index).replace(/T$/i, ' ');
  const { zone, rest } = readZone(text.slice(found.index + whole.length));
  const clock = {
    hour: hourOfDay(Number(hour), half.toLowerCase()),
    minute: Number(minute),
    // A leap second is written 60 and begins the next minute; no date is lost for it.
    second: Math.min(Number(second ?? 0), 59),
    millisecond: Number(fraction.slice(0, 3).padEnd(3, '0')),
  };
  const date = `${before} ${rest}`.replace(/\s+/g, ' ').trim();
  return zone ? { clock, date, zone } : { clock, date };
}

function hourOfDay(hour: number, half: string): number {
  if (half === '' || hour > 12) return hour;
  return (hour % 12) + (half === 'p' ? 12 : 0);
}

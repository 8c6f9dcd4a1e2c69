import { DateTime, FixedOffsetZone, IANAZone, type Zone } from 'luxon';

export type RequestDate = { requestedAt: string } | { requestedAtLocal: string };

/** Hours from UTC of the zone names that mail and Ruby's and Unix' clocks write. */
const ZONE_HOURS = new Map<string, number>(
  Object.entries({
    z: 0, utc: 0, gmt: 0, nst: -3.5, ndt: -2.5, ast: -4, adt: -3, est: -5, edt: -4, cst: -6,
    cdt: -5, mst: -7, mdt: -6, pst: -8, pdt: -7, akst: -9, akdt: -8, hst: -10,
  }), // prettier-ignore
);

/** Zone names that leave summer time open; the date decides it. */
const ZONE_PLACES = new Map<string, string>(
  Object.entries({
    et: 'America/New_York',
    ct: 'America/Chicago',
    mt: 'America/Denver',
    pt: 'America/Los_Angeles',
  }),
);

const OLDEST_YEAR = 1990;

/**
 * The instant, or the local time where no zone is written, of an ADF `requestdate`: ISO 8601 with
 * the slips senders make (one-digit hours and offsets, day and month swapped), US dates, RFC 2822,
 * the `toString` of JavaScript and Ruby, seconds or milliseconds since 1970.
 */
export function readRequestDate(text: string): RequestDate | undefined {
  const written = text.replace(/\s+/g, ' ').trim();
  if (written === '' || written.length > 80) return undefined;
  const epoch = /^\d{10}(?:\d{3})?$/.test(written) ? Number(written) : undefined;
  if (epoch !== undefined) {
    const instant = DateTime.fromMillis(written.length === 10 ? epoch * 1000 : epoch);
    return { requestedAt: asInstant(instant) };
  }
  const { clock, date, zone } = splitDate(extended(written));
  const day = readDay(date);
  if (!day || !clock || day.year < OLDEST_YEAR) return undefined;
  const at = DateTime.fromObject({ ...day, ...clock }, { zone: zone ?? 'utc' });
  if (!at.isValid) return undefined;
  return zone
    ? { requestedAt: asInstant(at) }
    : { requestedAtLocal: at.toISO({ includeOffset: false, suppressMilliseconds: true }) };
}

const asInstant = (at: DateTime): string =>
  at.toUTC().toISO({ suppressMilliseconds: true }) as string;

/** `20260715T120000-0400` with its separators put in. */
const extended = (text: string): string =>
  text.replace(
    /^(\d{4})(\d\d)(\d\d)[T ]?(\d\d):?(\d\d)(?::?(\d\d))?(?!\d)/i,
    (_, y: string, m: string, d: string, hour: string, minute: string, second?: string) =>
      `${y}-${m}-${d}T${hour}:${minute}:${second ?? '00'}`,
  );

interface Clock {
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
}

const CLOCK = /(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:\s?([ap])\.?m\b\.?)?/i;

/** Takes the time of day and the zone behind it out of a date; midnight where there is no time. */
function splitDate(text: string): { clock: Clock | undefined; date: string; zone?: Zone } {
  const found = CLOCK.exec(text);
  if (!found) return { clock: { hour: 0, minute: 0, second: 0, millisecond: 0 }, date: text };
  const [whole, hour = '', minute = '', second = '0', fraction = '', half] = found;
  const before = text.slice(0, found.index).replace(/T$/i, ' ');
  const after = readZone(text.slice(found.index + whole.length));
  return {
    clock: {
      hour: hourOfDay(Number(hour), half?.toLowerCase()),
      minute: Number(minute),
      second: Number(second),
      millisecond: Number(fraction.slice(0, 3).padEnd(3, '0')),
    },
    date: `${before} ${after.rest}`.replace(/\s+/g, ' ').trim(),
    zone: after.zone,
  };
}

function hourOfDay(hour: number, half: string | undefined): number {
  if (!half || hour > 12) return hour;
  return (hour % 12) + (half === 'p' ? 12 : 0);
}

const OFFSET = /^ ?(?:utc|gmt)? ?([+-])(\d{1,2})(?::?(\d\d)|:(\d))?(?!\d)/i;

function readZone(text: string): { zone?: Zone; rest: string } {
  const offset = OFFSET.exec(text);
  if (offset) {
    const [whole, sign, hours = '0', minutes, oneDigit] = offset;
    const size = Number(hours) * 60 + Number(minutes ?? `${oneDigit ?? 0}0`);
    if (size > 14 * 60) return { rest: text };
    const zone = FixedOffsetZone.instance(sign === '-' ? -size : size);
    return { zone, rest: text.slice(whole.length) };
  }
  const name = /^ ?\(?([a-z]{1,4})\b\)?/i.exec(text);
  const key = name?.[1]?.toLowerCase() ?? '';
  const rest = text.slice(name?.[0].length ?? 0);
  const hours = ZONE_HOURS.get(key);
  if (hours !== undefined) return { zone: FixedOffsetZone.instance(hours * 60), rest };
  const place = ZONE_PLACES.get(key);
  return place ? { zone: IANAZone.create(place), rest } : { rest: text };
}

interface Day {
  year: number;
  month: number;
  day: number;
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

function readDay(text: string): Day | undefined {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/.exec(text);
  if (iso) return sane(iso[1], iso[2], iso[3]);
  const us = /(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/.exec(text);
  // With dots the day comes first, as in Europe.
  if (us) return us[2] === '.' ? sane(us[4], us[3], us[1]) : sane(us[4], us[1], us[3]);
  const dayFirst = /(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -](\d{4}|\d{2})(?!\d)/i.exec(
    text,
  );
  if (dayFirst) return sane(dayFirst[3], monthNumber(dayFirst[2]), dayFirst[1]);
  const monthFirst = /([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)/i.exec(text);
  return monthFirst ? sane(monthFirst[3], monthNumber(monthFirst[1]), monthFirst[2]) : undefined;
}

const monthNumber = (name = ''): string =>
  String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1);

/** A month beyond 12 is a day that changed places with its month. */
function sane(yearText = '', monthText = '', dayText = ''): Day {
  const year = Number(yearText) + (yearText.length === 2 ? 2000 : 0);
  const [month, day] = [Number(monthText), Number(dayText)];
  return month > 12 && day <= 12 ? { year, month: day, day: month } : { year, month, day };
}

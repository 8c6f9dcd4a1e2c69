import { FixedOffsetZone, IANAZone, type Zone } from 'luxon';

/** Hours from UTC of the zone names that mail and the clocks of Ruby and Unix write. */
const ZONE_HOURS = new Map<string, number>([
  ...['z', 'utc', 'gmt'].map((name): [string, number] => [name, 0]),
  ['nst', -3.5],
  ['ndt', -2.5],
  ['ast', -4],
  ['adt', -3],
  ['est', -5],
  ['edt', -4],
  ['cst', -6],
  ['cdt', -5],
  ['mst', -7],
  ['mdt', -6],
  ['pst', -8],
  ['pdt', -7],
  ['akst', -9],
  ['akdt', -8],
  ['hst', -10],
]);

/** Zone names that leave summer time open; the date decides it. */
const ZONE_PLACES = new Map<string, string>([
  ['et', 'America/New_York'],
  ['ct', 'America/Chicago'],
  ['mt', 'America/Denver'],
  ['pt', 'America/Los_Angeles'],
]);

const FARTHEST_OFFSET_MINUTES = 14 * 60;

export interface ZoneReading {
  /** Absent where the text names none. */
  zone?: Zone;
  /** What stands behind the zone: in some formats the year. */
  rest: string;
}

/** The zone at the beginning of what follows a time of day: an offset or a name. */
export function readZone(text: string): ZoneReading {
  return readOffset(text) ?? readZoneName(text) ?? readZonePlace(text) ?? { rest: text };
}

/** One digit of minutes (`-08:0`) lost its zero. */
const OFFSET = /^ ?(?:utc|gmt)? ?([+-])(\d{1,2})(?::?(\d\d)|:(\d))?(?!\d)/i;

function readOffset(text: string): ZoneReading | undefined {
  const offset = OFFSET.exec(text);
  if (!offset) return undefined;
  const [whole, sign, hours = '0', minutes, oneDigit = '0'] = offset;
  const size = Number(hours) * 60 + Number(minutes ?? `${oneDigit}0`);
  if (size > FARTHEST_OFFSET_MINUTES) return undefined;
  const zone = FixedOffsetZone.instance(sign === '-' ? -size : size);
  return { zone, rest: text.slice(whole.length) };
}

function readZoneName(text: string): ZoneReading | undefined {
  const [whole, name = ''] = /^ ?\(?([a-z]{1,4})\b\)?/i.exec(text) ?? ['', ''];
  const hours = ZONE_HOURS.get(name.toLowerCase());
  const place = ZONE_PLACES.get(name.toLowerCase());
  const rest = text.slice(whole.length);
  if (hours !== undefined) return { zone: FixedOffsetZone.instance(hours * 60), rest };
  return place === undefined ? undefined : { zone: IANAZone.create(place), rest };
}

/** `America/Chicago`, as the tz database calls it. */
function readZonePlace(text: string): ZoneReading | undefined {
  const [whole = '', place = ''] =
    /^ ?[[(]?([A-Z][a-z]{2,12}\/[A-Za-z_/-]{3,30})[\])]?/.exec(text) ?? [];
  if (place === '' || !IANAZone.isValidZone(place)) return undefined;
  return { zone: IANAZone.create(place), rest: text.slice(whole.length) };
}

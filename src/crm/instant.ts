import { DateTime } from 'luxon';

/** How a system writes instants; what is none of these words is a pattern such as `yyyy-MM-dd HH:mm:ss`. */
export interface InstantWriting {
  format: string;
  /** IANA zone of times that name none. */
  zone: string;
}

export const INSTANT_FORMATS = [
  'iso',
  'iso-seconds',
  'date',
  'epoch-ms',
  'epoch-s',
  'http',
] as const;

export const ISO_UTC: InstantWriting = { format: 'iso', zone: 'utc' };

const MS_FROM = 1e11;

/**
 * Epoch ms of an update time: ISO or SQL text (in `zone` where it names none), an HTTP date, .NET's `/Date(ms)/`,
 * epoch seconds or ms, or whatever the pattern of `format` says.
 */
export function instantMs(
  value: unknown,
  { format, zone }: InstantWriting = ISO_UTC,
): number | undefined {
  if (typeof value === 'number') return counted(value);
  if (typeof value !== 'string' || value === '') return undefined;
  const ticks = /^\/Date\((-?\d{1,16})/.exec(value)?.[1];
  if (ticks !== undefined) return Number(ticks);
  if (!Number.isNaN(Number(value))) return counted(Number(value));
  return readings(value, format, zone)
    .find(({ isValid }) => isValid)
    ?.toMillis();
}

const counted = (number: number): number => (number >= MS_FROM ? number : number * 1000);

function readings(text: string, format: string, zone: string): DateTime[] {
  const iso = DateTime.fromISO(text, { zone });
  if (iso.isValid) return [iso];
  const pattern = isPattern(format) ? [DateTime.fromFormat(text, format, { zone })] : [];
  return [...pattern, DateTime.fromSQL(text, { zone }), DateTime.fromRFC2822(text)];
}

const isPattern = (format: string): boolean =>
  !(INSTANT_FORMATS as readonly string[]).includes(format);

/** A number where the format is one, else text. */
export function writeInstant(ms: number, { format, zone }: InstantWriting): string | number {
  const at = DateTime.fromMillis(ms, { zone });
  switch (format) {
    case 'epoch-ms':
      return ms;
    case 'epoch-s':
      return Math.floor(ms / 1000);
    case 'iso':
      return new Date(ms).toISOString();
    case 'iso-seconds':
      return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
    case 'date':
      return at.toFormat('yyyy-MM-dd');
    case 'http':
      return new Date(ms).toUTCString();
    default:
      return at.toFormat(format);
  }
}

import { DateTime } from 'luxon';

/** Hours after its time in which a nightly run that was missed (no process was up) is still made up for. */
const GRACE_HOURS = 3;

/**
 * The local date whose nightly run is due, undefined outside the hours of the night.
 *
 * @param at - Local time of the run, `HH:MM`.
 */
export function nightDue(now: Date, at: string, timeZone: string): string | undefined {
  const local = DateTime.fromJSDate(now, { zone: timeZone });
  const [hour = 0, minute = 0] = at.split(':').map(Number);
  // `set` moves a time that a clock change skips to the next one that exists.
  const due = local.set({ hour, minute, second: 0, millisecond: 0 });
  const late = local.diff(due, 'hours').hours;
  return late >= 0 && late < GRACE_HOURS ? local.toFormat('yyyy-MM-dd') : undefined;
}

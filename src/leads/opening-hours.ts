import { DateTime } from 'luxon';
import type { OpeningHours } from '#config';

/** When the store's promise runs, by its own clock. */
export interface StoreClock {
  timeZone: string;
  /** Absent or null: round the clock. */
  openingHours?: OpeningHours | null | undefined;
}

const MINUTE_MS = 60_000;
/** Opening days are found within this: a store that never opens has no promise to break. */
const MOST_DAYS = 60;
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** The instant at which so many open minutes after `from` have passed. */
export function afterOpenMinutes(from: Date, minutes: number, store: StoreClock): Date {
  const { openingHours } = store;
  if (!openingHours) return new Date(from.getTime() + minutes * MINUTE_MS);
  let left = minutes * MINUTE_MS;
  for (const [opens, closes] of openSpans(from, 1, store)) {
    const begins = Math.max(opens, from.getTime());
    if (closes - begins >= left) return new Date(begins + left);
    left -= Math.max(0, closes - begins);
  }
  return new Date(from.getTime() + MOST_DAYS * 1440 * MINUTE_MS);
}

/** The instant since which so many open minutes have passed: whoever came before it has waited longer. */
export function openMinutesBefore(until: Date, minutes: number, store: StoreClock): Date {
  const { openingHours } = store;
  if (!openingHours) return new Date(until.getTime() - minutes * MINUTE_MS);
  let left = minutes * MINUTE_MS;
  for (const [opens, closes] of openSpans(until, -1, store)) {
    const ends = Math.min(closes, until.getTime());
    if (ends - opens >= left) return new Date(ends - left);
    left -= Math.max(0, ends - opens);
  }
  return new Date(until.getTime() - MOST_DAYS * 1440 * MINUTE_MS);
}

/** Opening and closing of each open day, from the day of `from` on or back. */
function* openSpans(from: Date, step: 1 | -1, store: StoreClock): Generator<[number, number]> {
  const first = DateTime.fromJSDate(from, { zone: store.timeZone }).startOf('day');
  for (let day = 0; day < MOST_DAYS; day += 1) {
    const date = first.plus({ days: day * step });
    const hours = store.openingHours?.[DAYS[date.weekday - 1] ?? 'mon'];
    if (!hours) continue;
    const at = (clock: string): number =>
      date.set({ hour: Number(clock.slice(0, 2)), minute: Number(clock.slice(3)) }).toMillis();
    const span: [number, number] = [at(hours.slice(0, 5)), at(hours.slice(6))];
    // Before it opened, or after it closed, that day has nothing to give.
    const isOver = step === 1 ? span[1] <= from.getTime() : span[0] >= from.getTime();
    if (!isOver) yield span;
  }
}

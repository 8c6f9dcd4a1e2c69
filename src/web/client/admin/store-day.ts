/**
 * The instant at which a day begins by the store's clock.
 *
 * @param day - '2026-03-01'.
 * @param later - Days after it.
 */
export function startOfStoreDay(day: string, timeZone: string, later = 0): string {
  const wanted = Date.parse(`${day}T00:00:00Z`) + later * 86_400_000;
  // Twice: what the clock is off by is asked where the day begins, not where it was guessed to.
  const guess = wanted - offsetAt(wanted, timeZone);
  return new Date(wanted - offsetAt(guess, timeZone)).toISOString();
}

/** How far the store's clock is ahead of UTC, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(
    of('year'),
    of('month') - 1,
    of('day'),
    of('hour'),
    of('minute'),
    of('second'),
  );
  return shown - instant;
}

/** Rows `from` up to, but without, `to`. */
export interface Rows {
  from: number;
  to: number;
}

/** So many rows are there before they come into sight, so that none is missing in haste. */
export const AHEAD = 12;
/**
 * Rows come and go so many at a time: each change has the table laid out and painted anew, and with more
 * of them in one the next frame would be late by more.
 */
export const TOGETHER = 8;

/** What is drawn next where rows `drawn` are there and `seen` are in sight: these in any case. */
export function nearer(drawn: Rows, seen: Rows, count: number): Rows {
  if (drawn.to <= seen.from || drawn.from >= seen.to) return seen;
  const from = Math.max(0, seen.from - AHEAD);
  const to = Math.min(count, seen.to + AHEAD);
  const above = due(drawn.from - from, from === 0);
  const below = due(to - drawn.to, to === count);
  if (!above && !below && drawn.to <= count) return drawn;
  return {
    from: Math.min(seen.from, Math.max(from, drawn.from - above)),
    to: Math.max(seen.to, Math.min(to, drawn.to + below)),
  };
}

/** How many of the rows that one end lacks come now; the last ones of the list come in any case. */
const due = (lacking: number, isEnd: boolean): number =>
  lacking >= TOGETHER || (isEnd && lacking > 0) ? TOGETHER : 0;

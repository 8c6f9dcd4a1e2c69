import type { Band } from '#prediction';

const HOUR_MS = 3_600_000;
/** A score must move by this much, in parts of one, to be worth a write. */
export const MATERIAL_CHANGE = 0.05;

export interface ScoreToWrite {
  score: number;
  band: Band;
}

/** What the CRM shows of one lead, and what is on its way there. */
export interface Standing {
  /** What the CRM took last; null while it has taken nothing. */
  shown: (ScoreToWrite & { deliveredAt: Date }) | null;
  /** What waits to be sent; null with nothing pending. */
  pending: (ScoreToWrite & { dueAt: Date; wasTried: boolean }) | null;
}

export type Materiality =
  | { verdict: 'keep'; why: string }
  /** The CRM shows it already, so what waits need not be sent. */
  | { verdict: 'withdraw'; why: string }
  | { verdict: 'write'; dueAt: Date; why: string };

/**
 * Whether a new score is worth telling the CRM, and from when it may go out. The first score, a new
 * band and a move of five points are; everything else would only be noise in the lead's history.
 * A lead is written at most once an hour, unless it turns hot: then at once. It is held against what
 * the CRM shows, so that a lead that leaves a band and comes back within the hour is not written at all.
 */
export function materiality(
  next: ScoreToWrite,
  { shown, pending }: Standing,
  now: Date,
): Materiality {
  const newest = pending ?? shown;
  if (!newest) return { verdict: 'write', dueAt: now, why: 'first score' };
  const why = reasonToWrite(next, newest);
  if (!why) return { verdict: 'keep', why: 'moved by less than five points within its band' };
  // What was tried may have arrived without our hearing of it: only a write makes sure.
  const certain = pending?.wasTried ? null : shown;
  if (certain && !reasonToWrite(next, certain))
    return { verdict: 'withdraw', why: 'is what the CRM shows' };
  if (turnsHot(next, certain ?? newest)) return { verdict: 'write', dueAt: now, why: 'turned hot' };
  return { verdict: 'write', dueAt: quietUntil({ shown, pending }, now), why };
}

const turnsHot = (next: ScoreToWrite, before: ScoreToWrite): boolean =>
  next.band === 'hot' && before.band !== 'hot';

function reasonToWrite(next: ScoreToWrite, standing: ScoreToWrite): string | undefined {
  if (next.band !== standing.band) return 'changed band';
  // Half a hair of room: 0.35 - 0.30 is 0.04999… in binary.
  const moved = Math.abs(next.score - standing.score) + 1e-9;
  return moved >= MATERIAL_CHANGE ? 'moved by five points or more' : undefined;
}

/** A pending delivery that waits (its hour, or a retry) hands its waiting time on to what replaces it. */
function quietUntil({ shown, pending }: Standing, now: Date): Date {
  const afterDelivery = (shown?.deliveredAt.getTime() ?? -Infinity) + HOUR_MS;
  const afterPending = pending?.dueAt.getTime() ?? -Infinity;
  return new Date(Math.max(now.getTime(), afterDelivery, afterPending));
}

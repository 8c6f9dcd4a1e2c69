import type { Band } from '#prediction';

const HOUR_MS = 3_600_000;
/** A score must move by this much, in parts of one, to be worth a write. */
export const MATERIAL_CHANGE = 0.05;

export interface ScoreToWrite {
  score: number;
  band: Band;
}

/** What the CRM shows, or will show, for one lead. */
export interface Standing extends ScoreToWrite {
  /** When the CRM last took a score of this lead; null while it has taken none. */
  lastDeliveredAt: Date | null;
  /** When the delivery now pending may go out; null with none pending. */
  pendingDueAt: Date | null;
}

export type Materiality = { write: false; why: string } | { write: true; dueAt: Date; why: string };

/**
 * Whether a new score is worth telling the CRM, and from when it may go out. The first score, a new
 * band and a move of five points are; everything else would only be noise in the lead's history.
 * A lead is written at most once an hour, unless it turns hot: then at once.
 *
 * @param standing - The newest pending score of the lead, else the newest delivered one; null for neither.
 */
export function materiality(next: ScoreToWrite, standing: Standing | null, now: Date): Materiality {
  if (!standing) return { write: true, dueAt: now, why: 'first score' };
  const why = reasonToWrite(next, standing);
  if (!why) return { write: false, why: 'moved by less than five points within its band' };
  if (why === 'turned hot') return { write: true, dueAt: now, why };
  return { write: true, dueAt: quietUntil(standing, now), why };
}

function reasonToWrite(next: ScoreToWrite, standing: Standing): string | undefined {
  if (next.band !== standing.band) return next.band === 'hot' ? 'turned hot' : 'changed band';
  // Half a hair of room: 0.35 - 0.30 is 0.04999… in binary.
  const moved = Math.abs(next.score - standing.score) + 1e-9;
  return moved >= MATERIAL_CHANGE ? 'moved by five points or more' : undefined;
}

/** A pending delivery that waits (its hour, or a retry) hands its waiting time on to what replaces it. */
function quietUntil(standing: Standing, now: Date): Date {
  const afterDelivery = (standing.lastDeliveredAt?.getTime() ?? -Infinity) + HOUR_MS;
  const afterPending = standing.pendingDueAt?.getTime() ?? -Infinity;
  return new Date(Math.max(now.getTime(), afterDelivery, afterPending));
}

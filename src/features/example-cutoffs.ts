import type { LeadHistory, LeadOutcome } from '#leads';
import { InvalidInstantError } from './features.errors.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How a lead ended; `outcomeAt` is null while it is open. */
export type LeadEnding = Pick<LeadOutcome, 'outcome' | 'outcomeAt'>;

/** Ages at which a lead is looked at again: dense while much happens, sparse later. */
const AGES = [HOUR, DAY, 3 * DAY, 7 * DAY, 21 * DAY, 45 * DAY];

/**
 * The instants of a lead's life that serve as training examples: its arrival always, then each age
 * it reached while still undecided.
 *
 * A won lead is decided when its vehicle is sold: CRMs mark the lead days later, and a cutoff in
 * between would see the sale itself and teach that sold vehicles sell.
 *
 * @param now - nothing later is an example: it has not happened yet.
 * @returns ascending, at least the arrival.
 * @throws {@link InvalidInstantError}
 */
export function exampleCutoffs(
  history: { lead: Pick<LeadHistory['lead'], 'arrivedAt'>; vehicle: LeadHistory['vehicle'] },
  ending: LeadEnding,
  now: Date,
): Date[] {
  const arrivedAt = instant(history.lead.arrivedAt, 'lead.arrivedAt');
  const end = Math.min(decidedAt(arrivedAt, history.vehicle, ending), instant(now, 'now'));
  const later = AGES.map((age) => arrivedAt + age).filter((cutoff) => cutoff < end);
  return [arrivedAt, ...later].map((cutoff) => new Date(cutoff));
}

function decidedAt(
  arrivedAt: number,
  vehicle: LeadHistory['vehicle'],
  { outcome, outcomeAt }: LeadEnding,
): number {
  const marked = outcomeAt === null ? Infinity : instant(outcomeAt, 'outcomeAt');
  const soldAt = vehicle?.soldAt?.getTime() ?? Infinity;
  // A vehicle gone before the lead came was sold to somebody else, and the buyer took another.
  return outcome === 'WON' && soldAt > arrivedAt ? Math.min(marked, soldAt) : marked;
}

function instant(date: Date, field: string): number {
  const at = date.getTime();
  if (Number.isNaN(at)) throw new InvalidInstantError(field);
  return at;
}

import type { LeadOutcome } from '#leads';

const DAY_MS = 86_400_000;

export interface SplitShares {
  /** Share of leads, newest by arrival, kept for the contest alone. */
  holdout: number;
  /** Share of leads just before them, used to choose when to stop. */
  validation: number;
}

export const DEFAULT_SHARES: SplitShares = { holdout: 0.2, validation: 0.15 };
/** A holdout is widened so that its oldest lead has seen the whole horizon, but never beyond this share. */
const WIDEST_HOLDOUT = 0.4;

export interface TimeSplit {
  train: LeadOutcome[];
  validation: LeadOutcome[];
  holdout: LeadOutcome[];
}

/**
 * Splits leads by arrival: train, then validation, then holdout (the newest). A lead with all its
 * cutoffs is in one part only, and no part sees leads that arrived after the next one began.
 *
 * @param horizonDays - The holdout reaches back at least this far where the history allows: without
 *   leads observed to the horizon, slow sales would be missing from it.
 */
export function splitByArrival(
  leads: readonly LeadOutcome[],
  now: Date,
  horizonDays: number,
  shares: SplitShares = DEFAULT_SHARES,
): TimeSplit {
  const ordered = leads.toSorted(byArrival);
  const matureFrom = now.getTime() - horizonDays * DAY_MS;
  const firstImmature = ordered.findIndex((lead) => lead.arrivedAt.getTime() > matureFrom);
  const newest = Math.round(ordered.length * (1 - shares.holdout));
  const widest = Math.round(ordered.length * (1 - WIDEST_HOLDOUT));
  const reachingBack = firstImmature < 0 ? newest : firstImmature - 1;
  const holdoutFrom = Math.max(widest, Math.min(newest, reachingBack));
  const validationFrom = Math.round(holdoutFrom * (1 - shares.validation));
  return {
    train: ordered.slice(0, validationFrom),
    validation: ordered.slice(validationFrom, holdoutFrom),
    holdout: ordered.slice(holdoutFrom),
  };
}

/** Ties (a file import may date all leads alike) are settled by id, so that a split can be repeated. */
function byArrival(a: LeadOutcome, b: LeadOutcome): number {
  return a.arrivedAt.getTime() - b.arrivedAt.getTime() || (a.leadId < b.leadId ? -1 : 1);
}

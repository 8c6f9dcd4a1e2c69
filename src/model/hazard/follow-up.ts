import type { LeadClocks } from '#features';

/** What may end a lead, in the order in which an interval's hazards are asked for. */
export const CAUSES = ['won', 'lost', 'stale'] as const;
export type Cause = (typeof CAUSES)[number];

/** Horizons, in days after the cutoff, that people are told about. */
export const TOLD_DAYS = [30, 60, 90] as const;

const ENDS_DAYS = [0.25, 1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90];

/**
 * Ends of the intervals, in days after the cutoff, in which hazards are constant: short while much
 * happens, long later.
 *
 * @returns ascending; up to the horizon and to the last of {@link TOLD_DAYS}.
 */
export function intervalEnds(horizonDays: number): number[] {
  return [...new Set([...ENDS_DAYS, horizonDays])].toSorted((a, b) => a - b);
}

/** How late an interval lies: 0 around the fifth day, 1 around the hundredth. */
export const lateness = (startDays: number, endDays: number): number =>
  Math.log((startDays + endDays) / 2 / 5) / 3;

/**
 * Leads followed from a cutoff on, open ones too; a lead may be there with several cutoffs. All
 * arrays have one value an example.
 */
export interface FollowedLeads {
  /** Of WON within the horizon, from an estimator that has not learned from these leads. */
  logOdds: Float64Array;
  /** Instants, in days since 1970. */
  cutoffDays: Float64Array;
  /** Instant at which the lead ended, in days since 1970; Infinity while it is open. */
  endDays: Float64Array;
  /** What ended it, by its place in {@link CAUSES}; of no meaning while it is open. */
  causes: Uint8Array;
  /** Age and silence at the cutoff. */
  ageDays: Float64Array;
  silenceDays: Float64Array;
  /** Leads by examples: cutoffs of one lead are no independent evidence. */
  weight: number;
}

/** What hazards are told of one lead. */
export interface LeadAtCutoff extends LeadClocks {
  /** Of WON within the horizon, as the estimator has it. */
  logOdds: number;
}

import {
  CompetingHazards,
  fitHazards,
  sigmoid,
  type FollowedLeads,
  type HazardsState,
} from '#model/fitting';

import type { AskedLeads } from './followed-leads.js';

/** Fewest sales that hazards are learned from: below, the estimator's own word is better. */
export const LEAST_SALES = 20;
/** Hazards are learned anew each night; a contest stands for that with fewer, this far apart … */
const LEAST_DAYS_APART = 21;
/** … and never more than this. */
const MOST_NIGHTS = 8;

/** As somebody would learn them who knows nothing later than `atDays`; null where too few sales are known. */
export function hazardsAsOf(
  followed: FollowedLeads,
  horizonDays: number,
  atDays: number,
): HazardsState | null {
  if (salesBy(followed, atDays) < LEAST_SALES) return null;
  return fitHazards(followed, horizonDays, atDays).toState();
}

/** Each score as it would have been given on the night before its cutoff: hazards learned from what was known then. */
export function scoresNightByNight(
  followed: FollowedLeads,
  asked: AskedLeads,
  horizonDays: number,
): Float64Array {
  const scores = new Float64Array(asked.logOdds.length);
  const nights = nightsOf(asked.cutoffDays);
  for (const [at, night] of nights.entries()) {
    const until = nights[at + 1] ?? Infinity;
    const rows = [...asked.cutoffDays.keys()].filter(
      (row) => asked.cutoffDays[row]! >= night && asked.cutoffDays[row]! < until,
    );
    if (!rows.length) continue;
    const scored = scoresWith(hazardsAsOf(followed, horizonDays, night), asked);
    for (const row of rows) scores[row] = scored(row);
  }
  return scores;
}

/** Score of a row; the estimator's own where there are no hazards. */
export function scoresWith(
  state: HazardsState | null,
  { logOdds, ageDays, silenceDays }: Omit<AskedLeads, 'cutoffDays'>,
): (row: number) => number {
  if (!state) return (row) => sigmoid(logOdds[row]!);
  const hazards = new CompetingHazards(state);
  return (row) =>
    sigmoid(
      hazards.logOdds({
        logOdds: logOdds[row]!,
        ageDays: ageDays[row]!,
        silenceDays: silenceDays[row]!,
      }),
    );
}

function nightsOf(cutoffDays: Float64Array): number[] {
  let first = Infinity;
  let last = -Infinity;
  for (const cutoff of cutoffDays) {
    first = Math.min(first, cutoff);
    last = Math.max(last, cutoff);
  }
  if (!(last >= first)) return [];
  const apart = Math.max(LEAST_DAYS_APART, (last - first) / MOST_NIGHTS);
  const count = Math.max(1, Math.ceil((last - first) / apart));
  return Array.from({ length: count }, (_, night) => first + night * apart);
}

/** In leads, not in examples: a lead's cutoffs share one sale. */
function salesBy({ causes, endDays, weight }: FollowedLeads, atDays: number): number {
  let sales = 0;
  for (let row = 0; row < causes.length; row++)
    if (causes[row] === 0 && endDays[row]! <= atDays) sales += weight;
  return sales;
}

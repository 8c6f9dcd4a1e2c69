import { atRiskRows, COVARIATES, TERMS, type AtRiskRows } from './at-risk.js';
import { CompetingHazards } from './competing-hazards.js';
import { CAUSES, intervalEnds, type Cause, type FollowedLeads } from './follow-up.js';
import { fitRidgeLogit, type LogitCoefficients, type LogitRows, type Pull } from './ridge-logit.js';

/** What speaks against the estimator, or for drift, must show in about so many leads to be believed. */
const DOUBTED = 20;
const USUAL = 1;

/** Places of covariates. */
const LOG_ODDS = 0;
const LATE_LOG_ODDS = TERMS;
const TREND = TERMS - 1;
const RECENT = COVARIATES - 1;
/** Leaves nothing of a coefficient. */
const HOLD = 1e9;

/**
 * Learns the hazards from leads the estimator has not learned from, so that they set its scores right
 * as well: their level, their slope and, by a shift of the newest weeks and a trend over arrivals,
 * where the level is going.
 *
 * @param atDays - Instant, in days since 1970: nothing later is known.
 */
export function fitHazards(
  followed: FollowedLeads,
  horizonDays: number,
  atDays: number,
): CompetingHazards {
  const ends = intervalEnds(horizonDays);
  const rows = atRiskRows(followed, ends, atDays);
  const fitAll = (slopeStrength: number): CompetingHazards => {
    const causes = Object.fromEntries(
      CAUSES.map((cause) => [cause, fitCause(rows, ends, cause, followed.weight, slopeStrength)]),
    ) as Record<Cause, LogitCoefficients>;
    return new CompetingHazards({ horizonDays, ends, causes });
  };
  const free = fitAll(DOUBTED);
  return free.rise() ? free : fitAll(HOLD);
}

/** Hazard of one cause among the leads that no cause before it ended in the interval. */
function fitCause(
  atRisk: AtRiskRows,
  ends: number[],
  cause: Cause,
  weight: number,
  slopeStrength: number,
): LogitCoefficients {
  const rows = rowsOf(atRisk, CAUSES.indexOf(cause) + 1, weight);
  const means = centre(rows);
  const { intercepts, slopes } = fitRidgeLogit(
    rows,
    usualHazards(rows, ends),
    covariatePulls(cause, slopeStrength),
  );
  const atMeans = slopes.reduce((sum, slope, k) => sum + slope * means[k]!, 0);
  return {
    intercepts: intercepts.map((intercept) => intercept - atMeans),
    // Scores are made for the newest days, where the last covariate is 0.
    slopes: slopes.slice(0, RECENT),
  };
}

function rowsOf(
  { interval, ending, covariates }: AtRiskRows,
  place: number,
  weight: number,
): LogitRows {
  const asked = Int32Array.from(ending.keys()).filter(
    (row) => ending[row] === 0 || ending[row]! >= place,
  );
  const own = new Float64Array(asked.length * COVARIATES);
  asked.forEach((row, at) => {
    const first = row * COVARIATES;
    own.set(covariates.subarray(first, first + COVARIATES), at * COVARIATES);
  });
  return {
    group: Uint8Array.from(asked, (row) => interval[row]!),
    covariates: own,
    labels: Uint8Array.from(asked, (row) => (ending[row] === place ? 1 : 0)),
    weight,
  };
}

/** Takes the means off the covariates: what an intercept is drawn to must not draw a slope. @returns them. */
function centre({ covariates, labels }: LogitRows): number[] {
  return Array.from({ length: COVARIATES }, (_, k) => {
    let sum = 0;
    for (let at = k; at < covariates.length; at += COVARIATES) sum += covariates[at]!;
    const mean = sum / Math.max(1, labels.length);
    for (let at = k; at < covariates.length; at += COVARIATES) covariates[at]! -= mean;
    return mean;
  });
}

/** @param slopeStrength - Draws the log-odds' slopes to what leaves a small chance of a sale as it is. */
function covariatePulls(cause: Cause, slopeStrength: number): Pull[] {
  // The estimator knows of age and silence what they mean for a sale; of other endings it knows nothing.
  const ofTerms = cause === 'won' ? DOUBTED : USUAL;
  const pulls = Array.from({ length: COVARIATES }, () => pull(0, ofTerms));
  pulls[LOG_ODDS] = pull(cause === 'won' ? 1 : 0, slopeStrength);
  // Where a cause ends leads on one day only, its slope on other days would be anything.
  pulls[LATE_LOG_ODDS] = pull(0, cause === 'won' ? slopeStrength : HOLD);
  pulls[TREND] = pull(0, DOUBTED);
  pulls[RECENT] = pull(0, DOUBTED);
  return pulls;
}

const pull = (towards: number, strength: number): Pull => ({ towards, strength });

/** What each interval's hazard would be if a lead were as likely to end on one day as on another. */
function usualHazards({ group, labels, weight }: LogitRows, ends: number[]): Pull[] {
  const lengths = ends.map((end, j) => end - (ends[j - 1] ?? 0));
  let ended = 0.5;
  let days = 30;
  for (let row = 0; row < group.length; row++) {
    ended += weight * labels[row]!;
    days += weight * lengths[group[row]!]!;
  }
  return lengths.map((length) => pull(Math.log(Math.expm1((ended / days) * length)), USUAL));
}

/** A range of probabilities, both ends within [0, 1]. */
export interface ProbabilityInterval {
  lower: number;
  upper: number;
}

/** Standard deviations to each side for 90 %. */
const NINETY_PERCENT = 1.6449;

/**
 * The 90 % interval of a share, honest for few rows and for shares near 0.
 *
 * @see Wilson 1927
 */
export function wilsonInterval(positives: number, rows: number): ProbabilityInterval {
  if (!(rows > 0)) return { lower: 0, upper: 1 };
  const z2 = NINETY_PERCENT ** 2;
  const share = positives / rows;
  const centre = share + z2 / (2 * rows);
  const half = NINETY_PERCENT * Math.sqrt((share * (1 - share) + z2 / (4 * rows)) / rows);
  const scale = 1 + z2 / rows;
  return {
    lower: Math.max(0, (centre - half) / scale),
    upper: Math.min(1, (centre + half) / scale),
  };
}

/** Nobody is ever told 0 or 100 %. */
export const LEAST_SCORE = 0.005;

export const scoreForPeople = (score: number): number =>
  Math.min(Math.max(score, LEAST_SCORE), 1 - LEAST_SCORE);

import { sigmoid } from '#model';

/**
 * Turns contributions in log-odds into percentage points that add up to the difference between a
 * lead's likelihood and the store's usual one.
 *
 * Each contribution is weighed by the mean slope of the sigmoid along the straight way from the
 * usual log-odds to the lead's: integrated gradients, exact for a sigmoid over a sum, and every
 * point keeps the sign of its contribution.
 *
 * @param usualLogOdds - The model's bias: log-odds of a lead about which nothing is unusual.
 * @returns points per unit of log-odds; > 0.
 * @see Sundararajan et al. 2017, section 3
 */
export function pointsPerLogOdds(usualLogOdds: number, logOdds: number): number {
  const usual = sigmoid(usualLogOdds);
  const way = logOdds - usualLogOdds;
  if (Math.abs(way) < 1e-6) return 100 * usual * (1 - usual);
  return (100 * (sigmoid(logOdds) - usual)) / way;
}

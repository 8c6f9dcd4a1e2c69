import { logLossSaved, type Interval } from './bootstrap.js';
import { measure } from './contest.js';
import { toldChange } from './told-savings.js';
import type { ScoredExamples, WeightedMetrics } from './weighted-metrics.js';

/** Whether hazards go on setting a recipe's scores right, and why. */
export interface HazardsVerdict {
  kept: boolean;
  /** Log-loss they save on the newest holdout; below 0 they cost some. */
  saved: Interval;
  words: string;
}

/**
 * Hazards stay where they cost no log-loss on the newest holdout. Where they cost no more than chance
 * explains they stay only for bringing the promise closer to what was seen: that is what they are for.
 *
 * @param bare - What the estimator says by itself. @param foretold - The same with hazards as each
 *   night knew them. One value an example.
 */
export function judgeHazards(
  holdout: Omit<ScoredExamples, 'probabilities'>,
  bare: Float64Array,
  foretold: Float64Array,
  seed: number,
): HazardsVerdict {
  const saved = logLossSaved(holdout, bare, foretold, seed);
  const [before, after] = [measure(holdout, bare), measure(holdout, foretold)];
  const closer = off(after) < off(before);
  const kept = saved.value >= 0 || (saved.upper >= 0 && closer);
  const told =
    `hazards ${kept ? 'kept' : 'left out'}: ${toldChange(saved, before.logLoss)} with them, ` +
    `sales promised for each one seen ${before.promisedOverSeen.toFixed(2)} → ${after.promisedOverSeen.toFixed(2)}`;
  return { kept, saved, words: told };
}

const off = ({ promisedOverSeen }: WeightedMetrics): number => Math.abs(Math.log(promisedOverSeen));

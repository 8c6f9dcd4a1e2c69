import { reasonSentence, type FeatureColumn, type FeatureVector } from '#features';
import type { Contributions } from '#model';

import type { Explanation, Reason } from './prediction.js';

const REASONS_A_SIDE = 5;
/** Contributions below this are rounding, not reasons. */
const LEAST_REASON = 1e-3;

/** Turns contributions into words: the five loudest for a sale and the five loudest against it. */
export function explain(
  { bias, byFeature }: Contributions,
  vector: FeatureVector,
  columns: readonly FeatureColumn[],
): Explanation {
  const spoken = columns
    .map((column) => ({ column, logOdds: byFeature[column.name] ?? 0 }))
    .filter(({ logOdds }) => Math.abs(logOdds) >= LEAST_REASON)
    .toSorted((a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds));
  const side = (sign: number): Reason[] =>
    spoken
      .filter(({ logOdds }) => Math.sign(logOdds) === sign)
      .slice(0, REASONS_A_SIDE)
      .map(({ column, logOdds }) => ({
        feature: column.name,
        sentence: reasonSentence(column, vector[column.name] ?? null, logOdds),
        logOdds,
      }));
  return { bias, contributions: byFeature, for: side(1), against: side(-1) };
}

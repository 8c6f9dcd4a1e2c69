import { reasonSentence, type FeatureColumn, type FeatureVector } from '#features';
import type { Contributions } from '#model';

import type { Explanation, Reason } from './prediction.js';

const REASONS_A_SIDE = 5;
/** Contributions below this are rounding, not reasons. */
const LEAST_REASON = 1e-3;

interface Spoken {
  column: FeatureColumn;
  logOdds: number;
}

/** Turns contributions into words: the five loudest for a sale and the five loudest against it. */
export function explain(
  { bias, byFeature }: Contributions,
  vector: FeatureVector,
  columns: readonly FeatureColumn[],
): Explanation {
  const forSale: Spoken[] = [];
  const against: Spoken[] = [];
  for (const column of columns) {
    const logOdds = byFeature[column.name] ?? 0;
    if (logOdds >= LEAST_REASON) hear(forSale, column, logOdds);
    else if (logOdds <= -LEAST_REASON) hear(against, column, logOdds);
  }
  const inWords = ({ column, logOdds }: Spoken): Reason => ({
    feature: column.name,
    sentence: reasonSentence(column, vector[column.name] ?? null, logOdds),
    logOdds,
  });
  return {
    bias,
    contributions: byFeature,
    for: forSale.map(inWords),
    against: against.map(inWords),
  };
}

/** Keeps the loudest, loudest first, in one pass: sorting them all takes longer than the model's sum. */
function hear(loudest: Spoken[], column: FeatureColumn, logOdds: number): void {
  const size = Math.abs(logOdds);
  let place = loudest.length;
  while (place > 0 && Math.abs(loudest[place - 1]?.logOdds ?? 0) < size) place -= 1;
  if (place === REASONS_A_SIDE) return;
  if (loudest.length === REASONS_A_SIDE) loudest.pop();
  loudest.splice(place, 0, { column, logOdds });
}

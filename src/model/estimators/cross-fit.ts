import type { Estimator, Examples, FitOptions } from '../estimator.js';
import { takeRows } from '../examples.js';
import { dealFolds, partition } from '../folds.js';

const FOLDS = 5;

/**
 * What a learner says of each row after learning from the rows of other folds alone, with the
 * settings that it chose before: those few choices may have seen the row, its weights have not.
 *
 * @param copy - a learner that has chosen its settings, and may be spoilt.
 * @returns log-odds. Shape [rows].
 */
export async function crossFit(
  copy: () => Estimator,
  examples: Examples,
  { seed, onProgress }: Pick<FitOptions, 'seed' | 'onProgress'>,
): Promise<Float64Array> {
  const folds = dealFolds(examples, FOLDS);
  const logOdds = new Float64Array(examples.table.rowCount);
  for (let fold = 0; fold < FOLDS; fold++) {
    const { inside, outside } = partition(folds, fold);
    // Where all rows are of one lead nobody is left to learn from: even odds.
    if (!inside.length || !outside.length) continue;
    const estimator = copy();
    await estimator.refit(takeRows(examples, outside), { seed });
    const { table } = takeRows(examples, inside);
    estimator.predictLogOdds(table).forEach((one, at) => (logOdds[inside[at]!] = one));
    onProgress?.((fold + 1) / FOLDS, `Tried on fold ${fold + 1} of ${FOLDS}`);
  }
  return logOdds;
}

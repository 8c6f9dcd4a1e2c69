import { foldsByHash } from '../folds.js';
import type { Examples } from '../estimator.js';
import { takeRows } from '../examples.js';
import type { Trial } from './forest-choice.js';
import { ForestTraining } from './forest-training.js';
import type { BinningOptions } from './table-binning.js';

/** So few rows are judged on folds of their own too: a validation of their size tells little. */
export const FEW_ROWS = 1500;
/** Candidates are tried on no more rows than this. */
const ENOUGH_ROWS = 50_000;
const FOLDS = 5;

/**
 * How candidates are tried: on the validation rows; where there are none, or rows are few, on folds
 * of the examples. Rows of one lead are never on both sides.
 *
 * @returns nothing where no row could be spared.
 */
export function trialsOf(
  examples: Examples,
  validation: Examples | undefined,
  options: BinningOptions,
): Trial[] {
  const enough = thinned(examples);
  const pairs: [Examples, Examples][] = validation ? [[enough, thinned(validation)]] : [];
  const isFew = examples.table.rowCount <= FEW_ROWS;
  if (isFew || !validation) pairs.push(...foldPairs(enough, isFew ? FOLDS : 1));
  return pairs.map(([seen, unseen]) => {
    const training = ForestTraining.of(seen, options);
    return { training, held: training.labelled(unseen) };
  });
}

function foldPairs(examples: Examples, count: number): [Examples, Examples][] {
  const folds = foldsByHash(examples, FOLDS);
  return Array.from({ length: count }, (_, held) => held).flatMap((held) => {
    const seen = rowsWhere(folds, (fold) => fold !== held);
    const unseen = rowsWhere(folds, (fold) => fold === held);
    const isUsable = hasWeight(examples, seen) && hasWeight(examples, unseen);
    return isUsable ? [[takeRows(examples, seen), takeRows(examples, unseen)]] : [];
  });
}

/** A part of the leads that is large enough. */
function thinned(examples: Examples): Examples {
  const parts = Math.ceil(examples.table.rowCount / ENOUGH_ROWS);
  if (parts <= 1) return examples;
  const rows = rowsWhere(foldsByHash(examples, parts), (fold) => fold === 0);
  return hasWeight(examples, rows) ? takeRows(examples, rows) : examples;
}

const rowsWhere = (folds: Int32Array, isWanted: (fold: number) => boolean): Int32Array =>
  Int32Array.from(folds, (_, row) => row).filter((row) => isWanted(folds[row]!));

const hasWeight = ({ weights }: Examples, rows: Int32Array): boolean =>
  rows.some((row) => (weights?.[row] ?? 1) > 0);

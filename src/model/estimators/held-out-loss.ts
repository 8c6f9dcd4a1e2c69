import type { Examples } from '../estimator.js';
import { meanOneWeights } from '../examples.js';
import type { AdditiveWeights } from '../net/additive-training.js';
import { rowDot, type SparseRows } from '../net/sparse-rows.js';
import { logLossOf } from '../net/log-odds.js';

/** Mean log-loss of weights on rows they have not learned from. */
export class HeldOutLoss {
  private readonly importance: Float64Array;

  constructor(
    private readonly rows: SparseRows,
    private readonly examples: Examples,
  ) {
    this.importance = meanOneWeights(examples);
  }

  of({ weights, intercept }: AdditiveWeights): number {
    const logOdds = Float64Array.from(
      { length: this.rows.rowCount },
      (_, row) => rowDot(this.rows, row, weights) + intercept,
    );
    return meanLogLoss(logOdds, this.examples.labels, this.importance);
  }
}

/** Shapes [rows]; weights with mean 1. */
export function meanLogLoss(
  logOdds: Float64Array,
  labels: Float64Array,
  weights: Float64Array,
): number {
  let sum = 0;
  for (let row = 0; row < logOdds.length; row++) {
    sum += weights[row]! * logLossOf(logOdds[row]!, labels[row]!);
  }
  return sum / logOdds.length;
}

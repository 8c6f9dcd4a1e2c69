import type { Examples } from '../estimator.js';
import { meanOneWeights } from '../examples.js';
import type { AdditiveWeights } from '../net/additive-training.js';
import { rowDot, type SparseRows } from '../net/sparse-rows.js';

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
    const { labels } = this.examples;
    let sum = 0;
    for (let row = 0; row < this.rows.rowCount; row++) {
      const logOdds = rowDot(this.rows, row, weights) + intercept;
      sum += this.importance[row]! * logLossOf(logOdds, labels[row]!);
    }
    return sum / this.rows.rowCount;
  }
}

/** log(1 + e^x) - xy, without overflow. */
const logLossOf = (logOdds: number, label: number): number =>
  Math.max(logOdds, 0) - logOdds * label + Math.log1p(Math.exp(-Math.abs(logOdds)));

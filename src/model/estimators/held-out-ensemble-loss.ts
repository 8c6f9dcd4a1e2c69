import type { Examples } from '../estimator.js';
import { meanOneWeights } from '../examples.js';
import type { EnsembleWeights } from '../net/ensemble-net.js';
import { EnsembleScorer } from '../net/ensemble-scorer.js';
import { FloatHeap } from '../net/simd/float-heap.js';
import type { SparseRows } from '../net/sparse-rows.js';
import { meanLogLoss } from './held-out-loss.js';
import { finiteLogit } from '../net/log-odds.js';

/** Mean log-loss of nets on rows they have not learned from, one net after another in the same memory. */
export class HeldOutEnsembleLoss {
  private readonly importance: Float64Array;
  private readonly heap = new FloatHeap();

  /** @param owners - the feature of each slot. Shape [slots]. */
  constructor(
    private readonly rows: SparseRows,
    private readonly examples: Examples,
    private readonly owners: Int32Array,
  ) {
    this.importance = meanOneWeights(examples);
  }

  /** Of saying of every row what share of all is positive; next to 0 where all are of one kind. */
  ofBaseRate(): number {
    const { labels } = this.examples;
    const positives = labels.reduce((sum, label, row) => sum + this.importance[row]! * label, 0);
    const logOdds = new Float64Array(labels.length).fill(finiteLogit(positives / labels.length));
    return meanLogLoss(logOdds, labels, this.importance);
  }

  of(weights: EnsembleWeights): number {
    const { features, width } = weights.shape;
    const nothingUsual = new Float32Array(features * width);
    const scorer = new EnsembleScorer(weights, this.owners, nothingUsual, this.heap);
    const { rowCount, slots, indices, values } = this.rows;
    const logOdds = scorer.inChunks(rowCount, (from, count) => {
      const [start, end] = [from * slots, (from + count) * slots];
      scorer.indices.set(indices.subarray(start, end));
      scorer.values.set(values.subarray(start, end));
    });
    return meanLogLoss(logOdds, this.examples.labels, this.importance);
  }
}

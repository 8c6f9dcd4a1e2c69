import { readEnsembleSettings } from '../../src/model/estimators/ensemble-settings.js';
import { prepareEnsemble } from '../../src/model/estimators/ensemble-problem.js';
import { HeldOutEnsembleLoss } from '../../src/model/estimators/held-out-ensemble-loss.js';
import type { EnsembleShape, EnsembleWeights } from '../../src/model/net/ensemble-net.js';
import type { EnsembleProblem, EnsembleSettings } from '../../src/model/net/ensemble-training.js';
import { seededRandom, shuffle } from '../../src/model/net/random.js';
import { inventedExamples } from './invented-examples.js';

/**
 * One architecture, one start, one order of rows, one optimiser for both: without what TensorFlow.js
 * has no counterpart for (linked knots, clipping, decay, averages), and without dropout.
 */
const SETTINGS: EnsembleSettings = {
  members: 8,
  width: 64,
  dropout: 0,
  weightDecay: 0,
  learningRate: 2e-3,
  warmUpSteps: 1,
  mostNorm: Infinity,
  batchSize: 256,
  averageDecay: 0,
  epochs: 1,
  seed: 1,
};

export interface SameNet {
  problem: EnsembleProblem;
  shape: EnsembleShape;
  settings: EnsembleSettings;
  /** Log-loss on the training rows. */
  lossOf(weights: EnsembleWeights): number;
}

export function sameNet(rowCount: number): SameNet {
  const { problem, table } = prepareEnsemble(inventedExamples(rowCount), readEnsembleSettings({}));
  const { positions, features, layout } = problem;
  const plain = {
    owners: layout.owners,
    links: new Int32Array(positions + 1),
    startsAtRandom: new Uint8Array(positions).fill(1),
  };
  const examples = { table, labels: Float64Array.from(problem.labels) };
  const judge = new HeldOutEnsembleLoss(problem.rows, examples, layout.owners);
  const { members, width } = SETTINGS;
  return {
    problem: { ...problem, layout: plain },
    shape: { positions, features, members, width },
    settings: SETTINGS,
    lossOf: (weights) => judge.of(weights),
  };
}

/** The order in which the first epoch takes the rows. */
export function firstOrder({ problem, settings }: SameNet): Int32Array {
  const order = Int32Array.from({ length: problem.rows.rowCount }, (_, row) => row);
  shuffle(order, seededRandom(settings.seed + 1));
  return order;
}

/** The rows written out. Shape [rows, positions]. */
export function denseRows({ rows, positions }: EnsembleProblem, order: Int32Array): Float32Array {
  const dense = new Float32Array(order.length * positions);
  order.forEach((row, at) => {
    for (let slot = row * rows.slots; slot < (row + 1) * rows.slots; slot++) {
      dense[at * positions + rows.indices[slot]!]! += rows.values[slot]!;
    }
  });
  return dense;
}

import {
  tensor1d,
  tensor2d,
  tidy,
  variableGrads,
  type Scalar,
  type Tensor,
  type Variable,
} from '@tensorflow/tfjs-core';
import { AdamW } from './adam-w.js';
import { RunningAverage } from './running-average.js';
import { meanLogLoss } from './ensemble-layers.js';
import {
  EnsembleNet,
  type EnsembleLayout,
  type EnsembleShape,
  type EnsembleWeights,
} from './ensemble-net.js';
import { seededRandom, shuffle } from './random.js';
import type { RowBatch, SparseRows } from './sparse-rows.js';

/** What one fit of an ensemble net is made of. */
export interface EnsembleProblem {
  rows: SparseRows;
  /** Shape [rows], 0 or 1. */
  labels: Float32Array;
  /** Shape [rows], mean 1. */
  weights: Float32Array;
  priorLogOdds: number;
  positions: number;
  features: number;
  layout: EnsembleLayout;
}

export interface EnsembleSettings {
  members: number;
  width: number;
  /** Share of hidden numbers dropped in training. */
  dropout: number;
  weightDecay: number;
  learningRate: number;
  /** Steps over which the learning rate grows to its full size. */
  warmUpSteps: number;
  /** Gradients longer than this are shortened. */
  mostNorm: number;
  batchSize: number;
  /** Of the running average of the weights, which is what is read: below 1. */
  averageDecay: number;
  epochs: number;
  seed: number;
}

/**
 * Mini-batch training by AdamW.
 *
 * @param afterEpoch - sees the net after each epoch (from 1); answering false stops.
 */
export async function trainEnsemble(
  problem: EnsembleProblem,
  settings: EnsembleSettings,
  afterEpoch: (epoch: number, read: () => EnsembleWeights) => boolean = () => true,
): Promise<EnsembleWeights> {
  const learner = new EnsembleLearner(problem, settings);
  try {
    for (let epoch = 1; epoch <= settings.epochs; epoch++) {
      await learner.runEpoch();
      if (!afterEpoch(epoch, () => learner.read())) break;
    }
    return learner.read();
  } finally {
    learner.dispose();
  }
}

class EnsembleLearner {
  private readonly net: EnsembleNet;
  private readonly adam: AdamW;
  private readonly average: RunningAverage;
  private readonly variables: Variable[];
  private readonly order: Int32Array;
  private readonly random: () => number;
  /** Shape [slots]. */
  private readonly owners: Tensor;
  private steps = 0;

  constructor(
    private readonly problem: EnsembleProblem,
    private readonly settings: EnsembleSettings,
  ) {
    const { positions, features, layout, priorLogOdds, rows } = problem;
    const { members, width, seed } = settings;
    const shape: EnsembleShape = { positions, features, members, width };
    this.net = new EnsembleNet(shape, layout, { priorLogOdds, seed });
    this.adam = new AdamW(this.net.variables, settings);
    this.variables = this.net.variables.map(({ weights }) => weights);
    this.average = new RunningAverage(this.variables, settings.averageDecay);
    this.owners = tensor1d(layout.owners, 'int32');
    this.order = Int32Array.from({ length: rows.rowCount }, (_, row) => row);
    this.random = seededRandom(seed + 1);
  }

  async runEpoch(): Promise<void> {
    const { rows } = this.problem;
    const { batchSize } = this.settings;
    shuffle(this.order, this.random);
    for (let from = 0; from < rows.rowCount; from += batchSize) {
      this.step({ rows, order: this.order, from, to: Math.min(from + batchSize, rows.rowCount) });
      // Where the main thread trains, requests are answered between any two steps.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  read(): EnsembleWeights {
    return this.net.read(this.average.means);
  }

  dispose(): void {
    this.adam.dispose();
    this.average.dispose();
    this.net.dispose();
    this.owners.dispose();
  }

  private step(batch: RowBatch): void {
    const { learningRate, warmUpSteps, dropout } = this.settings;
    this.steps += 1;
    const seed = Math.floor(this.random() * 2 ** 32) | 0;
    const gradients = tidy(() => {
      const { indices, values, labels, weights } = this.pick(batch);
      const slots = { indices, values, owners: this.owners };
      const loss = (): Scalar =>
        meanLogLoss(this.net.logits(slots, { rate: dropout, seed }), labels, weights) as Scalar;
      const { grads } = variableGrads(loss, this.variables);
      return this.variables.map(({ name }) => grads[name]!);
    });
    this.adam.step(gradients, learningRate * Math.min(1, this.steps / warmUpSteps));
    this.average.update();
  }

  private pick({
    rows,
    order,
    from,
    to,
  }: RowBatch): Record<'indices' | 'values' | 'labels' | 'weights', Tensor> {
    const batch = to - from;
    const { slots } = rows;
    const indices = new Int32Array(batch * slots);
    const values = new Float32Array(batch * slots);
    const labels = new Float32Array(batch);
    const weights = new Float32Array(batch);
    for (let i = 0; i < batch; i++) {
      const row = order[from + i]!;
      const [start, end] = [row * slots, (row + 1) * slots];
      indices.set(rows.indices.subarray(start, end), i * slots);
      values.set(rows.values.subarray(start, end), i * slots);
      labels[i] = this.problem.labels[row]!;
      weights[i] = this.problem.weights[row]!;
    }
    return {
      indices: tensor2d(indices, [batch, slots], 'int32'),
      values: tensor2d(values, [batch, slots]),
      labels: tensor2d(labels, [batch, 1]),
      weights: tensor2d(weights, [batch, 1]),
    };
  }
}

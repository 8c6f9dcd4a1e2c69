import {
  add,
  mul,
  pad,
  sigmoid,
  slice,
  sub,
  tensor1d,
  tidy,
  variable,
  zerosLike,
  type Tensor,
  type Tensor1D,
  type Variable,
} from '@tensorflow/tfjs-core';
import { Adam } from './adam.js';
import { seededRandom, shuffle } from './random.js';
import { sparseDot, sparseDotGradient, type RowBatch, type SparseRows } from './sparse-rows.js';

/** What one additive fit is made of. */
export interface AdditiveProblem {
  rows: SparseRows;
  /** Shape [rows], 0 or 1. */
  labels: Float32Array;
  /** Shape [rows], mean 1. */
  weights: Float32Array;
  priorLogOdds: number;
  /** How strongly each weight is drawn to zero. Shape [width]. */
  ridge: Float32Array;
  /** How strongly weight i is drawn to weight i + 1 (two knots of one curve). Shape [width], the last 0. */
  smooth: Float32Array;
}

export interface AdditiveSettings {
  /** Multiplies both penalties; in rows, so that its meaning does not depend on how many there are. */
  strength: number;
  learningRate: number;
  batchSize: number;
  epochs: number;
  seed: number;
}

/** Weights [width] and intercept after an epoch. */
export interface AdditiveWeights {
  weights: Float32Array;
  intercept: number;
}

/**
 * Logistic regression on sparse rows by mini-batch Adam.
 *
 * @param afterEpoch - sees the weights after each epoch (from 1); answering false stops.
 */
export async function trainAdditive(
  problem: AdditiveProblem,
  settings: AdditiveSettings,
  afterEpoch: (epoch: number, weights: AdditiveWeights) => boolean = () => true,
): Promise<AdditiveWeights> {
  const learner = new AdditiveLearner(problem, settings);
  try {
    for (let epoch = 1; epoch <= settings.epochs; epoch++) {
      learner.runEpoch(epoch);
      // A long fit on the main thread lets requests through between epochs.
      await new Promise((resolve) => setImmediate(resolve));
      if (!afterEpoch(epoch, learner.read())) break;
    }
    return learner.read();
  } finally {
    learner.dispose();
  }
}

class AdditiveLearner {
  /** The weights, and last the intercept: one variable is half the work of two. Shape [width + 1]. */
  private readonly parameters: Variable;
  /** Sum of the parameters over the steps of the present epoch. */
  private readonly sum: Variable;
  private steps = 0;
  /** Shape [width + 1]; the intercept is not drawn anywhere. */
  private readonly ridge: Tensor1D;
  /** Shape [width]. */
  private readonly smooth: Tensor1D;
  private readonly adam: Adam;
  private readonly order: Int32Array;
  private readonly random: () => number;

  constructor(
    private readonly problem: AdditiveProblem,
    private readonly settings: AdditiveSettings,
  ) {
    const { ridge, smooth, priorLogOdds, rows } = problem;
    const perRow = settings.strength / rows.rowCount;
    const start = Float32Array.of(...new Float32Array(ridge.length), priorLogOdds);
    this.parameters = tidy(() => variable(tensor1d(start)));
    this.sum = tidy(() => variable(zerosLike(this.parameters), false));
    this.ridge = tidy(() => mul(pad(tensor1d(ridge), [[0, 1]]), perRow));
    this.smooth = tidy(() => mul(tensor1d(smooth), perRow));
    this.adam = new Adam([this.parameters]);
    this.order = Int32Array.from({ length: rows.rowCount }, (_, row) => row);
    this.random = seededRandom(settings.seed);
  }

  runEpoch(epoch: number): void {
    const { batchSize, learningRate, epochs } = this.settings;
    shuffle(this.order, this.random);
    tidy(() => this.sum.assign(zerosLike(this.sum)));
    this.steps = 0;
    const rowCount = this.order.length;
    for (let from = 0; from < rowCount; from += batchSize) {
      const to = Math.min(from + batchSize, rowCount);
      const done = (epoch - 1 + from / rowCount) / epochs;
      this.step(
        { rows: this.problem.rows, order: this.order, from, to },
        learningRate * decay(done),
      );
    }
  }

  /**
   * The mean of the weights over the last epoch: single steps scatter around the best weights, and
   * their mean scatters far less.
   *
   * @see Polyak and Juditsky 1992
   */
  read(): AdditiveWeights {
    const mean = this.sum.dataSync<'float32'>().map((total) => total / this.steps);
    return { weights: mean.slice(0, -1), intercept: mean.at(-1)! };
  }

  dispose(): void {
    this.adam.dispose();
    for (const tensor of [this.parameters, this.sum, this.ridge, this.smooth]) tensor.dispose();
  }

  private step(batch: RowBatch, learningRate: number): void {
    const gradient = tidy(() => this.gradient(batch));
    this.adam.step([gradient], learningRate);
    tidy(() => this.sum.assign(add(this.sum, this.parameters)));
    this.steps += 1;
  }

  /**
   * Of the mean log-loss of the batch plus the penalty. Written out, because the gradients of
   * TensorFlow.js are registered by its umbrella package alone.
   */
  private gradient(batch: RowBatch): Tensor {
    const { labels, weights } = this.problem;
    const logOdds = sparseDot(this.parameters, batch); // [batch]
    const surprise = sub(sigmoid(logOdds), tensor1d(pick(labels, batch))); // [batch]
    const share = mul(surprise, tensor1d(pick(weights, batch, 1 / (batch.to - batch.from)))); // [batch]
    const width = this.problem.ridge.length;
    return add(sparseDotGradient(share, batch, width), this.penaltyGradient()); // [width + 1]
  }

  /** Shape [width + 1]. */
  private penaltyGradient(): Tensor {
    const { parameters } = this;
    const width = this.problem.ridge.length;
    const rises = sub(slice(parameters, 1), slice(parameters, 0, width)); // [width]
    const pull = mul(rises, this.smooth); // [width]
    const drawn = sub(pad(pull, [[1, 0]]), pad(pull, [[0, 1]])); // [width + 1]
    return add(mul(parameters, this.ridge), drawn);
  }
}

/** From 1 to almost 0 along a half cosine: large steps find the place, small ones settle there. */
const decay = (done: number): number => 0.02 + 0.98 * 0.5 * (1 + Math.cos(Math.PI * done));

function pick(values: Float32Array, { order, from, to }: RowBatch, factor = 1): Float32Array {
  const picked = new Float32Array(to - from);
  for (let i = from; i < to; i++) picked[i - from] = values[order[i]!]! * factor;
  return picked;
}

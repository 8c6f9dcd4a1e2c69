import {
  add,
  mul,
  pad,
  scalar,
  sigmoid,
  slice,
  sub,
  sum,
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
  /** How strongly weight i is drawn to weight i + 1 (two knots of one curve). Shape [width - 1]. */
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
  private readonly weights: Variable;
  private readonly intercept: Variable;
  /** Sums over the steps of the present epoch. */
  private readonly sums: Variable[];
  private steps = 0;
  private readonly ridge: Tensor1D;
  private readonly smooth: Tensor1D;
  private readonly adam: Adam;
  private readonly order: Int32Array;
  private readonly random: () => number;

  constructor(
    private readonly problem: AdditiveProblem,
    private readonly settings: AdditiveSettings,
  ) {
    const width = problem.ridge.length;
    const perRow = settings.strength / problem.rows.rowCount;
    this.weights = tidy(() => variable(tensor1d(new Float32Array(width))));
    this.intercept = tidy(() => variable(scalar(problem.priorLogOdds)));
    this.ridge = tidy(() => mul(tensor1d(problem.ridge), perRow));
    this.smooth = tidy(() => mul(tensor1d(problem.smooth), perRow));
    this.sums = [this.weights, this.intercept].map((one) => tidy(() => variable(zerosLike(one), false)));
    this.adam = new Adam([this.weights, this.intercept]);
    this.order = Int32Array.from({ length: problem.rows.rowCount }, (_, row) => row);
    this.random = seededRandom(settings.seed);
  }

  runEpoch(epoch: number): void {
    const { batchSize, learningRate, epochs } = this.settings;
    shuffle(this.order, this.random);
    for (const total of this.sums) tidy(() => total.assign(zerosLike(total)));
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
    const [weights, intercept] = this.sums.map((total) => total.dataSync<'float32'>());
    return {
      weights: weights!.map((total) => total / this.steps),
      intercept: intercept![0]! / this.steps,
    };
  }

  dispose(): void {
    this.adam.dispose();
    const { weights, intercept, ridge, smooth, sums } = this;
    for (const tensor of [weights, intercept, ridge, smooth, ...sums]) tensor.dispose();
  }

  private step(batch: RowBatch, learningRate: number): void {
    const gradients = tidy(() => this.gradients(batch));
    this.adam.step(gradients, learningRate);
    const [weightSum, interceptSum] = this.sums;
    tidy(() => {
      weightSum!.assign(add(weightSum!, this.weights));
      interceptSum!.assign(add(interceptSum!, this.intercept));
    });
    this.steps += 1;
  }

  /**
   * Of the mean log-loss of the batch plus the penalty. Written out, because the gradients of
   * TensorFlow.js are registered by its umbrella package alone.
   */
  private gradients(batch: RowBatch): Tensor[] {
    const { labels, weights } = this.problem;
    const logOdds = add(sparseDot(this.weights, batch), this.intercept); // [batch]
    const surprise = sub(sigmoid(logOdds), tensor1d(pick(labels, batch))); // [batch]
    const share = mul(surprise, tensor1d(pick(weights, batch, 1 / (batch.to - batch.from)))); // [batch]
    const width = this.weights.shape[0];
    return [add(sparseDotGradient(share, batch, width), this.penaltyGradient()), sum(share)];
  }

  /** Shape [width]. */
  private penaltyGradient(): Tensor {
    const shrink = mul(this.weights, this.ridge); // [width]
    const width = this.weights.shape[0];
    if (width < 2) return shrink;
    const rises = sub(slice(this.weights, 1), slice(this.weights, 0, width - 1)); // [width - 1]
    const pull = mul(rises, this.smooth); // [width - 1]
    return add(shrink, sub(pad(pull, [[1, 0]]), pad(pull, [[0, 1]]))); // [width]
  }
}

/** From 1 to almost 0 along a half cosine: large steps find the place, small ones settle there. */
const decay = (done: number): number => 0.02 + 0.98 * 0.5 * (1 + Math.cos(Math.PI * done));

function pick(values: Float32Array, { order, from, to }: RowBatch, factor = 1): Float32Array {
  const picked = new Float32Array(to - from);
  for (let i = from; i < to; i++) picked[i - from] = values[order[i]!]! * factor;
  return picked;
}

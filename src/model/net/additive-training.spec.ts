import * as tf from '@tensorflow/tfjs-core';
import { openTensorBackend } from '../backend/tensor-backend.js';
import { trainAdditive, type AdditiveProblem, type AdditiveSettings } from './additive-training.js';
import { sparseDot, sparseDotGradient, type SparseRows } from './sparse-rows.js';

/** One slot a row: its category. */
const categories = (indices: number[]): SparseRows => ({
  rowCount: indices.length,
  slots: 1,
  indices: Int32Array.from(indices),
  values: new Float32Array(indices.length).fill(1),
});

const problem = (labels: number[], rows: SparseRows, width: number): AdditiveProblem => ({
  rows,
  labels: Float32Array.from(labels),
  weights: new Float32Array(labels.length).fill(1),
  priorLogOdds: 0,
  ridge: new Float32Array(width).fill(1),
  smooth: new Float32Array(width),
});

const settings: AdditiveSettings = {
  strength: 1e-6,
  learningRate: 0.1,
  batchSize: 40,
  epochs: 150,
  seed: 1,
};

/** 40 rows of two categories: a quarter, then three quarters are positive. */
const indices = Array.from({ length: 40 }, (_, row) => row % 2);
const labels = indices.map((category, row) => Number(Math.floor(row / 2) % 4 < (category ? 3 : 1)));

describe(trainAdditive, () => {
  beforeAll(() => openTensorBackend());

  it('finds the log-odds of each category', async () => {
    const { weights, intercept } = await trainAdditive(
      problem(labels, categories(indices), 2),
      settings,
    );

    expect(weights[0]! + intercept).toBeCloseTo(Math.log(1 / 3), 2);
    expect(weights[1]! + intercept).toBeCloseTo(Math.log(3), 2);
  });

  it('settles where the pull of the penalty equals the pull of the rows', async () => {
    const strength = 5;
    const { weights, intercept } = await trainAdditive(problem(labels, categories(indices), 2), {
      ...settings,
      strength,
    });

    for (const category of [0, 1]) {
      const p = 1 / (1 + Math.exp(-(weights[category]! + intercept)));
      const surplus = 20 * (p - (category ? 0.75 : 0.25));
      expect(surplus + strength * weights[category]!).toBeCloseTo(0, 1);
    }
  });

  it('draws neighbouring knots together', async () => {
    const smooth = Float32Array.of(1000, 0);
    const { weights } = await trainAdditive(
      { ...problem(labels, categories(indices), 2), smooth },
      { ...settings, strength: 10 },
    );

    expect(Math.abs(weights[0]! - weights[1]!)).toBeLessThan(0.01);
  });

  it('stops when told to, and leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    let epochs = 0;

    await trainAdditive(problem(labels, categories(indices), 2), settings, (epoch) => {
      epochs = epoch;
      return epoch < 3;
    });

    expect(epochs).toBe(3);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('leaves no tensor behind when its listener fails', async () => {
    const before = tf.memory().numTensors;
    const training = trainAdditive(problem(labels, categories(indices), 2), settings, () => {
      throw new Error('cancelled');
    });

    await expect(training).rejects.toThrow('cancelled');
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe(sparseDot, () => {
  const rows: SparseRows = {
    rowCount: 3,
    slots: 2,
    indices: Int32Array.of(0, 2, 1, 1, 2, 0),
    values: Float32Array.of(1, 0.5, 2, 3, -1, 4),
  };
  /** The same rows written out. Shape [3, 3]. */
  const dense = [
    [1, 0, 0.5],
    [0, 5, 0],
    [4, 0, -1],
  ];
  const batch = { rows, order: Int32Array.of(2, 0, 1), from: 0, to: 2 };

  it('multiplies as the dense matrix would, in the order of the batch', () => {
    const product = tf.tidy(() =>
      Array.from(sparseDot(tf.tensor1d([1, 10, 100, 7]), batch).dataSync()),
    );

    const expected = [2, 0].map((row) => dense[row]!.reduce((sum, x, at) => sum + x * 10 ** at, 7));
    expect(product).toEqual(expected);
  });

  it('has the gradient of the dense matrix, the intercept’s last', () => {
    const gradient = tf.tidy(() =>
      Array.from(sparseDotGradient(tf.tensor1d([2, 3]), batch, 3).dataSync()),
    );

    const expected = [0, 1, 2].map((at) => 2 * dense[2]![at]! + 3 * dense[0]![at]!);
    expect(gradient).toEqual([...expected, 5]);
  });
});

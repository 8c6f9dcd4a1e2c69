import * as tf from '@tensorflow/tfjs-core';
import { openTensorBackend } from '../backend/tensor-backend.js';
import { meanLogLoss, type SlotBatch } from './ensemble-layers.js';
import { EnsembleNet, type EnsembleLayout, type EnsembleWeights } from './ensemble-net.js';
import { EnsembleScorer } from './ensemble-scorer.js';
import { seededRandom } from './random.js';

const SHAPE = { positions: 7, features: 2, members: 4, width: 8 };
/** Feature 0: three linked knots, missing, scaled, in three slots; feature 1: two categories in one. */
const LAYOUT: EnsembleLayout = {
  owners: Int32Array.of(0, 0, 0, 1),
  links: Int32Array.of(0, 1, 1, 0, 0, 0, 0, 0),
  startsAtRandom: Uint8Array.of(0, 0, 0, 1, 1, 1, 1),
};
const ROWS = 6;
const INDICES = Int32Array.from([
  0, 1, 4, 5, 1, 2, 4, 6, 3, 3, 4, 5, 2, 2, 4, 6, 0, 1, 4, 6, 1, 2, 4, 5,
]);
const VALUES = Float32Array.from([
  0.5, 0.5, -1, 1, 0.2, 0.8, 1, 1, 1, 0, 0, 1, 1, 0, 2, 1, 0.9, 0.1, -1.5, 1, 0.6, 0.4, 0.3, 1,
]);
const LABELS = [1, 0, 0, 1, 1, 0];
const WEIGHTS = [1, 2, 0.5, 1, 1, 0.5];

interface Given {
  batch: SlotBatch;
  labels: tf.Tensor;
  weights: tf.Tensor;
}

const given = (): Given => ({
  batch: {
    indices: tf.tensor2d(INDICES, [ROWS, 4], 'int32'),
    values: tf.tensor2d(VALUES, [ROWS, 4]),
    owners: tf.tensor1d(LAYOUT.owners, 'int32'),
  },
  labels: tf.tensor2d(LABELS, [ROWS, 1]),
  weights: tf.tensor2d(WEIGHTS, [ROWS, 1]),
});

const newNet = (): EnsembleNet => {
  const net = new EnsembleNet(SHAPE, LAYOUT, { priorLogOdds: -0.5, seed: 3 });
  const random = seededRandom(9);
  // away from the zeros it starts with, so that every gradient has something to say
  for (const { weights } of net.variables) {
    tf.tidy(() => {
      const moved = weights.dataSync<'float32'>().map((value) => value + random() - 0.5);
      weights.assign(tf.tensor(moved, weights.shape));
    });
  }
  return net;
};

const lossOf = (net: EnsembleNet, rate: number, { batch, labels, weights } = given()): tf.Scalar =>
  meanLogLoss(net.logits(batch, { rate, seed: 11 }), labels, weights) as tf.Scalar;

const gradientsOf = (net: EnsembleNet, rate: number): tf.NamedTensorMap => {
  const rows = given();
  const variables = net.variables.map(({ weights }) => weights);
  return tf.variableGrads(() => lossOf(net, rate, rows), variables).grads;
};

const relu = (value: number): number => Math.max(value, 0);

/** The definition, number by number. Shape [rows, members]. */
function logitsByDefinition(weights: EnsembleWeights): number[][] {
  const { members, width } = SHAPE;
  const columns = Array.from({ length: width }, (_, column) => column);
  return Array.from({ length: ROWS }, (_, row) =>
    Array.from({ length: members }, (__, member) => {
      const first = columns.map((column) => {
        let sum = weights.firstBias[column]!;
        for (let slot = 0; slot < 4; slot++) {
          const at = row * 4 + slot;
          const scale = weights.scales[LAYOUT.owners[slot]! * members + member]!;
          sum += VALUES[at]! * scale * weights.table[INDICES[at]! * width + column]!;
        }
        return relu(sum);
      });
      const second = columns.map((column) =>
        relu(
          columns.reduce(
            (sum, from) => sum + first[from]! * weights.dense[from * width + column]!,
            weights.denseBias[column]!,
          ),
        ),
      );
      return columns.reduce(
        (sum, column) => sum + second[column]! * weights.heads[member * width + column]!,
        weights.headBias[member]!,
      );
    }),
  );
}

const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));

describe(EnsembleNet, () => {
  beforeAll(() => openTensorBackend());

  it('computes what it is defined as', () => {
    const net = newNet();
    const logits = tf.tidy(
      () => net.logits(given().batch, { rate: 0, seed: 0 }).arraySync() as number[][],
    );

    for (const [row, expected] of logitsByDefinition(net.read()).entries()) {
      expected.forEach((logit, member) => expect(logits[row]![member]).toBeCloseTo(logit, 5));
    }
    net.dispose();
  });

  it.each([0, 0.3])('has the gradient that small steps show, with dropout of %d', (rate) => {
    const net = newNet();
    const variables = net.variables.map(({ weights }) => weights);
    const gradients = new Map<string, Float32Array>();
    tf.tidy(() => {
      for (const [name, gradient] of Object.entries(gradientsOf(net, rate))) {
        gradients.set(name, gradient.dataSync<'float32'>().slice());
      }
    });

    for (const variable of variables) {
      const start = variable.dataSync<'float32'>().slice();
      const lossAt = (at: number, step: number): number =>
        tf.tidy(() => {
          const moved = start.slice();
          moved[at]! += step;
          variable.assign(tf.tensor(moved, variable.shape));
          return lossOf(net, rate).dataSync()[0]!;
        });
      const slopes = Array.from(start, (_, at) => (lossAt(at, 2e-3) - lossAt(at, -2e-3)) / 4e-3);
      tf.tidy(() => variable.assign(tf.tensor(start, variable.shape)));
      const claimed = gradients.get(variable.name)!;
      // ReLU has kinks, and a step may cross one
      const strange = slopes.filter((slope, at) => Math.abs(slope - claimed[at]!) > 2e-3);
      expect(strange.length).toBeLessThanOrEqual(slopes.length / 20);
      expect(claimed.some((slope) => Math.abs(slope) > 1e-3)).toBe(true);
    }
    net.dispose();
  });

  it('gives the same numbers on every backend', async () => {
    const net = newNet();
    const onWasm = tf.tidy(() => lossOf(net, 0.3).dataSync()[0]!);
    await import('@tensorflow/tfjs-backend-cpu');
    await tf.setBackend('cpu');
    try {
      const same = newNet();
      expect(tf.tidy(() => lossOf(same, 0.3).dataSync()[0]!)).toBeCloseTo(onWasm, 6);
      same.dispose();
    } finally {
      await tf.setBackend('wasm');
    }
    net.dispose();
  });

  it('leaves no tensor behind', () => {
    const before = tf.memory().numTensors;

    const net = newNet();
    net.read();
    tf.tidy(() => void gradientsOf(net, 0.1));
    net.dispose();

    expect(tf.memory().numTensors).toBe(before);
  });
});

const fill = (scorer: EnsembleScorer, from: number, count: number): void => {
  scorer.indices.set(INDICES.subarray(from * 4, (from + count) * 4));
  scorer.values.set(VALUES.subarray(from * 4, (from + count) * 4));
};

describe(EnsembleScorer, () => {
  let weights: EnsembleWeights;

  beforeAll(async () => {
    await openTensorBackend();
    const net = newNet();
    weights = net.read();
    net.dispose();
  });

  const scorerOf = (usual = new Float32Array(16)): EnsembleScorer =>
    new EnsembleScorer(weights, LAYOUT.owners, usual);

  it('answers with the log-odds of the mean of the members’ probabilities', () => {
    const scorer = scorerOf();

    const logOdds = scorer.inChunks(ROWS, (from, count) => fill(scorer, from, count));

    for (const [row, members] of logitsByDefinition(weights).entries()) {
      const mean = members.reduce((sum, logit) => sum + sigmoid(logit), 0) / members.length;
      expect(sigmoid(logOdds[row]!)).toBeCloseTo(mean, 6);
    }
  });

  it('splits a score among the features, almost completely', () => {
    const usual = Float32Array.from({ length: 16 }, (_, i) => Math.sin(i));
    const scorer = scorerOf(usual);
    const parts = new Float64Array(2);

    for (let row = 0; row < ROWS; row++) {
      fill(scorer, row, 1);
      const { logOdds, usualLogOdds, residual } = scorer.split(parts);
      expect(usualLogOdds + parts[0]! + parts[1]! + residual).toBeCloseTo(logOdds, 9);
      expect(Math.abs(residual)).toBeLessThan(0.01);
    }
  });

  it('gives nothing to a feature that is as usual', () => {
    const { width } = SHAPE;
    // feature 1 of row 0 is its category 5
    const usual = new Float32Array(16);
    usual.set(weights.table.subarray(5 * width, 6 * width), width);
    const scorer = scorerOf(usual);
    const parts = new Float64Array(2);
    fill(scorer, 0, 1);

    scorer.split(parts);

    expect(parts[1]).toBe(0);
    expect(parts[0]).not.toBe(0);
  });
});

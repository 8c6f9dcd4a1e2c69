import * as tf from '@tensorflow/tfjs-core';
import { describeEstimatorContract } from '../../../test/contracts/estimator.contract.js';
import { examples, truth, vectorsOf } from '../../../test/factories/examples.js';
import type { Examples } from '../estimator.js';
import { metrics } from '../metrics.js';
import { LOGISTIC, LogisticEstimator } from './logistic.js';
import { sigmoid } from '../net/log-odds.js';

const QUICK = { strengths: [1, 30], epochs: 12, patience: 4 };

describeEstimatorContract({ family: LOGISTIC, hyperparameters: QUICK });

const logLossOf = (labels: Float64Array, probabilities: Float64Array): number =>
  metrics(labels, probabilities).logLoss;

describe(LogisticEstimator.name, () => {
  const train = examples(3000, 1);
  const validation = examples(1000, 2);
  const held = examples(2000, 3);

  let fitted: LogisticEstimator;

  beforeAll(async () => {
    fitted = await fit();
  });

  const fit = async (from: Examples = train, hyperparameters = {}): Promise<LogisticEstimator> => {
    const estimator = new LogisticEstimator(hyperparameters);
    await estimator.fit(from, { seed: 1, validation });
    return estimator;
  };

  it('comes close to the truth, which is not linear', async () => {
    const estimator = fitted;

    const learned = logLossOf(held.labels, estimator.predictLogOdds(held.table).map(sigmoid));
    const best = logLossOf(held.labels, Float64Array.from(vectorsOf(held.table), truth));
    const baseRate = train.labels.reduce((sum, label) => sum + label, 0) / 3000;
    const baseline = logLossOf(held.labels, new Float64Array(2000).fill(baseRate));
    expect((learned - best) / (baseline - best)).toBeLessThan(0.15);
  });

  it('says nothing of the usual lead: the bias is the mean log-odds of training', async () => {
    const estimator = fitted;

    const logOdds = estimator.predictLogOdds(train.table);
    const mean = logOdds.reduce((sum, one) => sum + one, 0) / logOdds.length;
    expect(estimator.explain({}).bias).toBeCloseTo(mean, 9);
  });

  it('gives the credit to the features that earned it', async () => {
    const estimator = fitted;

    const spread = (name: string): number => {
      const parts = vectorsOf(held.table).map((one) => estimator.explain(one).byFeature[name]!);
      return Math.max(...parts) - Math.min(...parts);
    };
    expect(spread('ageHours')).toBeGreaterThan(5 * spread('price'));
    expect(spread('source')).toBeGreaterThan(2 * spread('price'));
  });

  it('learns more from rows that weigh more', async () => {
    const flipped = Float64Array.from(train.labels, (label, row) => (row % 2 ? label : 1 - label));
    const weights = Float64Array.from(train.labels, (_, row) => (row % 2 ? 1 : 0));

    const estimator = await fit({ ...train, labels: flipped, weights });

    const judged = metrics(held.labels, estimator.predictLogOdds(held.table).map(sigmoid));
    expect(judged.auc).toBeGreaterThan(0.65);
  });

  it('is not deceived by a text that only the rows of one lead carry', async () => {
    const groups = Array.from({ length: 3000 }, (_, row) => `lead ${Math.floor(row / 12)}`);
    const labels = Float64Array.from(groups, (_, row) => (Math.floor(row / 12) % 4 ? 0 : 1));
    const table = { ...train.table, categorical: new Map(train.table.categorical) };
    table.categorical.set('town', groups);
    const state = JSON.stringify(await fit({ table, labels, groups }).then((one) => one.toState()));

    expect(state).not.toContain('lead 7');
  });

  it('holds features that say nothing more firmly, and does so again with other rows', async () => {
    const estimator = await fit();
    const own = ownPenalties(estimator)!;

    await estimator.refit(examples(3000, 9), { seed: 1 });

    expect(own['town']!).toBeGreaterThan(own['source']!);
    expect(own['price']!).toBeGreaterThan(own['ageHours']!);
    expect(ownPenalties(estimator)).toEqual(own);
  });

  it('keeps one penalty for all where validation says so, and beyond so many rows', async () => {
    const towns = train.table.categorical.get('town')!;
    const passing = { ...train, labels: Float64Array.from(towns, (town) => town!.length % 2) };

    expect(ownPenalties(await fit(passing))).toBeUndefined();
    expect(ownPenalties(await fit(train, { ownPenaltyRows: 2999 }))).toBeUndefined();
  });

  it('learns the same again, and nearly the same on another backend', async () => {
    const onWasm = await fit(train, QUICK);
    await import('@tensorflow/tfjs-backend-cpu');
    await tf.setBackend('cpu');
    try {
      const onCpu = await fit(train, QUICK);

      expect((await fit(train, QUICK)).toState()).toEqual(onCpu.toState());
      const expected = onWasm.predictLogOdds(held.table);
      onCpu
        .predictLogOdds(held.table)
        .forEach((logOdds, row) => expect(logOdds).toBeCloseTo(expected[row]!, 2));
    } finally {
      await tf.setBackend('wasm');
    }
  });

  it('refuses hyper-parameters that make no sense', () => {
    expect(() => new LogisticEstimator({ learningRate: 0 })).toThrow(/learningRate/);
    expect(() => new LogisticEstimator({ strengths: [] })).toThrow(/strengths/);
    expect(() => new LogisticEstimator({ depth: 3 })).toThrow(/depth/);
  });
});

const ownPenalties = (estimator: LogisticEstimator): Record<string, number> | undefined =>
  (estimator.toState() as { choice: { own?: Record<string, number> } }).choice.own;

import * as tf from '@tensorflow/tfjs-core';
import { describeEstimatorContract } from '../../../test/contracts/estimator.contract.js';
import { examples, truth, vectorsOf } from '../../../test/factories/examples.js';
import type { Examples } from '../estimator.js';
import { takeRows } from '../examples.js';
import { metrics } from '../metrics.js';
import { ENSEMBLE_NET, EnsembleNetEstimator } from './ensemble-net.js';
import { sigmoid } from '../net/log-odds.js';

const QUICK = {
  candidates: [{ width: 16, dropout: 0.1, weightDecay: 0.01 }],
  epochs: 12,
  patience: 4,
};

describeEstimatorContract({ family: ENSEMBLE_NET, hyperparameters: QUICK });

const logLossOf = (labels: Float64Array, probabilities: Float64Array): number =>
  metrics(labels, probabilities).logLoss;

describe(EnsembleNetEstimator.name, () => {
  const train = examples(3000, 1);
  const validation = examples(1000, 2);
  const held = examples(2000, 3);
  let fitted: EnsembleNetEstimator;

  const fit = async (
    from: Examples = train,
    {
      hyperparameters = QUICK,
      judge = validation,
    }: { hyperparameters?: Record<string, unknown>; judge?: Examples | null } = {},
  ): Promise<EnsembleNetEstimator> => {
    const estimator = new EnsembleNetEstimator(hyperparameters);
    await estimator.fit(from, { seed: 1, ...(judge && { validation: judge }) });
    return estimator;
  };
  const said = (estimator: EnsembleNetEstimator): Float64Array =>
    estimator.predictLogOdds(held.table).map(sigmoid);

  const spread = (name: string): number => {
    const some = vectorsOf(held.table).slice(0, 300);
    const parts = some.map((one) => fitted.explain(one).byFeature[name]!);
    return Math.max(...parts) - Math.min(...parts);
  };

  beforeAll(async () => {
    fitted = await fit(train, { hyperparameters: { ...QUICK, epochs: 40, learningRate: 0.005 } });
  });

  it('comes close to the truth, which is not linear', () => {
    const learned = logLossOf(held.labels, said(fitted));
    const best = logLossOf(held.labels, Float64Array.from(vectorsOf(held.table), truth));
    const baseRate = train.labels.reduce((sum, label) => sum + label, 0) / 3000;
    const baseline = logLossOf(held.labels, new Float64Array(2000).fill(baseRate));

    expect((learned - best) / (baseline - best)).toBeLessThan(0.15);
  });

  it('chooses on folds of its own where nothing was held out', async () => {
    const few = takeRows(
      train,
      Int32Array.from({ length: 400 }, (_, row) => row),
    );
    // without dropout or an end this learns the noise by heart
    const hyperparameters = { ...QUICK, epochs: 60, learningRate: 0.01 };

    const estimator = await fit(few, { hyperparameters, judge: null });

    const prior = logLossOf(held.labels, new Float64Array(2000).fill(0.4));
    expect(logLossOf(held.labels, said(estimator))).toBeLessThan(prior);
    const { choice } = estimator.toState() as { choice: { epochs: number } };
    expect(choice.epochs).toBeLessThan(60);
  });

  it('gives the credit to the features that earned it', () => {
    expect(spread('ageHours')).toBeGreaterThan(2 * spread('price'));
    expect(spread('source')).toBeGreaterThan(2 * spread('price'));
  });

  it('explains almost all of a score before the rest is shared out', () => {
    for (const vector of vectorsOf(held.table).slice(0, 300)) {
      expect(Math.abs(fitted.completenessError(vector))).toBeLessThan(0.01);
    }
  });

  it('answers the same with and without reasons', () => {
    for (const vector of vectorsOf(held.table).slice(0, 50)) {
      expect(fitted.logOddsOf(vector)).toBe(fitted.explain(vector).logOdds);
    }
  });

  it('learns the same on another backend, to 1e-4', async () => {
    const expected = said(await fit());
    await import('@tensorflow/tfjs-backend-cpu');
    await tf.setBackend('cpu');
    try {
      const onCpu = await fit();

      said(onCpu).forEach((score, row) =>
        expect(Math.abs(score - expected[row]!)).toBeLessThan(1e-4),
      );
    } finally {
      await tf.setBackend('wasm');
    }
  });

  it('refuses hyper-parameters that make no sense', () => {
    expect(() => new EnsembleNetEstimator({ learningRate: 0 })).toThrow(/learningRate/);
    expect(() => new EnsembleNetEstimator({ members: 6 })).toThrow(/members/);
    expect(() => new EnsembleNetEstimator({ averageDecay: 1 })).toThrow(/averageDecay/);
    expect(() => new EnsembleNetEstimator({ depth: 3 })).toThrow(/depth/);
    expect(
      () => new EnsembleNetEstimator({ candidates: [{ width: 12, dropout: 0, weightDecay: 0 }] }),
    ).toThrow(/candidates/);
  });

  it('refuses saved weights that do not fit', () => {
    const state = fitted.toState() as { model: { shape: { width: number } } };
    const damaged = {
      ...state,
      model: { ...state.model, shape: { ...state.model.shape, width: 24 } },
    };

    expect(() => EnsembleNetEstimator.fromState(damaged)).toThrow(/saved weights hold/);
  });
});

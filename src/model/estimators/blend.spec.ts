import { describeEstimatorContract } from '../../../test/contracts/estimator.contract.js';
import { examples, vectorsOf } from '../../../test/factories/examples.js';
import { openTensorBackend } from '../backend/tensor-backend.js';
import { createEstimator, restoreEstimator } from '../estimator-families.js';
import { metrics } from '../metrics.js';
import { BLEND, BlendEstimator } from './blend.js';
import { sigmoid } from '../net/log-odds.js';

const HYPERPARAMETERS = {
  families: ['base-rate', 'logistic', 'forest'],
  hyperparameters: {
    logistic: { strengths: [1, 30], epochs: 12, patience: 4 },
    forest: { candidates: 1, members: 1, maxTrees: 30 },
  },
};

describeEstimatorContract({ family: BLEND, hyperparameters: HYPERPARAMETERS });

const blend = (hyperparameters = {}): BlendEstimator =>
  createEstimator(BLEND, { ...HYPERPARAMETERS, ...hyperparameters }) as BlendEstimator;

describe(BlendEstimator.name, () => {
  const train = examples(1500, 1);
  const validation = examples(600, 2);
  const held = examples(2000, 3);
  const lossOf = (logOdds: Float64Array): number =>
    metrics(held.labels, logOdds.map(sigmoid)).logLoss;

  beforeAll(() => openTensorBackend());

  it('leaves out the base rate, which adds nothing', async () => {
    const estimator = blend();

    await estimator.fit(train, { seed: 1, validation });

    const parts = estimator.parts();
    expect(parts.map(({ family }) => family)).not.toContain('base-rate');
    expect(parts.length).toBeGreaterThan(0);
    expect(parts.every(({ part }) => part > 0)).toBe(true);
  });

  it('is no worse than its best member by more than chance', async () => {
    const estimator = blend();
    await estimator.fit(train, { seed: 1, validation });

    const losses: number[] = [];
    for (const family of HYPERPARAMETERS.families) {
      const alone = blend({ families: [family] });
      await alone.fit(train, { seed: 1, validation });
      losses.push(lossOf(alone.predictLogOdds(held.table)));
    }

    expect(lossOf(estimator.predictLogOdds(held.table))).toBeLessThan(Math.min(...losses) + 0.003);
  });

  it('learns its parts on the validation rows where they are many', async () => {
    const estimator = blend({ fewRows: 100, leastRows: 40, equalRows: 0 });

    await estimator.fit(train, { seed: 1, validation });

    expect(estimator.parts().map(({ family }) => family)).toContain('logistic');
  });

  it('keeps its parts and relearns its members on refit', async () => {
    const estimator = blend();
    await estimator.fit(train, { seed: 1, validation });
    const before = { parts: estimator.parts(), answers: estimator.predictLogOdds(held.table) };

    await estimator.refit(validation, { seed: 1 });

    expect(estimator.parts()).toEqual(before.parts);
    expect(estimator.predictLogOdds(held.table)).not.toEqual(before.answers);
  });

  it('weighs the reasons of its members as it weighs their answers', async () => {
    const estimator = blend({ families: ['logistic'] });
    const member = createEstimator('logistic', HYPERPARAMETERS.hyperparameters.logistic);
    await estimator.fit(train, { seed: 1, validation });
    await member.fit(train, { seed: 1, validation });
    const vector = vectorsOf(held.table)[0]!;

    const reasons = estimator.explain(vector).byFeature;

    const { part } = estimator.parts()[0]!;
    const own = member.explain(vector).byFeature;
    for (const [name, above] of Object.entries(own)) {
      expect(reasons[name]!).toBeCloseTo(part * above, 9);
    }
  });

  it('takes over what its members have learned by themselves, and is the same', async () => {
    const alone = await Promise.all(
      ['logistic', 'forest'].map(async (family) => {
        const hyperparameters = HYPERPARAMETERS.hyperparameters[family as 'logistic' | 'forest'];
        const estimator = createEstimator(family, hyperparameters);
        await estimator.fit(train, { seed: 1, validation });
        return { family, hyperparameters, state: estimator.toState() };
      }),
    );
    const [own, taken] = [blend(), blend()];
    const phrases: string[] = [];
    const onProgress = (_done: number, phrase: string): void => void phrases.push(phrase);

    await own.fit(train, { seed: 1, validation });
    await taken.fit(train, { seed: 1, validation, learned: alone, onProgress });

    expect(taken.toState()).toEqual(own.toState());
    expect(phrases.join()).not.toMatch(/logistic: |forest: /);
    for (const each of [own, taken]) await each.refit(held, { seed: 1 });
    expect(taken.toState()).toEqual(own.toState());
  });

  it('learns a member anew that has learned with other settings', async () => {
    const other = createEstimator('logistic', { strengths: [100] });
    await other.fit(train, { seed: 1, validation });
    const learned = [
      { family: 'logistic', hyperparameters: { strengths: [100] }, state: other.toState() },
    ];
    const [own, taken] = [blend(), blend()];

    await own.fit(train, { seed: 1, validation });
    await taken.fit(train, { seed: 1, validation, learned });

    expect(taken.toState()).toEqual(own.toState());
  });

  it('answers as it did where it was saved before there was a sharpness', async () => {
    const estimator = blend({ families: ['logistic'] });
    await estimator.fit(train, { seed: 1, validation });
    const { sharpness, ...before } = estimator.toState() as Record<string, unknown>;

    const restored = restoreEstimator({ family: BLEND, state: before });
    const damaged = { ...before, sharpness: { stretch: 0, moved: 0 } };

    expect(sharpness).toEqual({ stretch: 1, moved: 0 });
    expect(restored.predictLogOdds(held.table)).toEqual(estimator.predictLogOdds(held.table));
    expect(() => restoreEstimator({ family: BLEND, state: damaged })).toThrow(/saved blend/);
  });

  it('adds its reasons up to its log-odds when it has been made surer', async () => {
    const estimator = blend({ families: ['logistic'] });
    await estimator.fit(train, { seed: 1, validation });
    const state = estimator.toState() as Record<string, unknown>;

    const surer = restoreEstimator({
      family: BLEND,
      state: { ...state, sharpness: { stretch: 1.2, moved: 0.3 } },
    });

    const vector = vectorsOf(held.table)[0]!;
    const { logOdds, bias, byFeature } = surer.explain(vector);
    const sum = Object.values(byFeature).reduce((total, one) => total + one, bias);
    expect(logOdds).toBeCloseTo(1.2 * estimator.explain(vector).logOdds + 0.3, 9);
    expect(sum).toBeCloseTo(logOdds, 9);
    expect(surer.predictLogOdds(held.table)[0]!).toBeCloseTo(logOdds, 6);
  });

  it('asks few rows only who can learn from few; of very few each has an equal part', async () => {
    const [very, few] = [createEstimator(BLEND), createEstimator(BLEND)] as BlendEstimator[];

    await very!.fit(examples(150, 4), { seed: 1 });
    await few!.fit(examples(250, 4), { seed: 1 });

    expect(very!.parts()).toEqual([
      { family: 'logistic', part: 0.5 },
      { family: 'bagged-trees', part: 0.5 },
    ]);
    const parts = few!.parts();
    expect(parts.map(({ family }) => family)).toEqual(['logistic', 'bagged-trees']);
    expect(parts[0]!.part).not.toBe(0.5);
    expect(Math.abs(parts[0]!.part - 0.5)).toBeLessThan(0.25);
  });

  it('learns from few rows, too, who knows more of them', async () => {
    const families = ['base-rate', 'logistic'];
    const estimator = blend({ families });

    await estimator.fit(examples(600, 4), { seed: 1 });

    const [guesses, knows] = families.map(
      (name) => estimator.parts().find(({ family }) => family === name)?.part ?? 0,
    );
    expect(knows!).toBeGreaterThan(2 * guesses!);
  });

  it('refuses hyper-parameters that make no sense', () => {
    expect(() => blend({ families: [] })).toThrow(/families/);
    expect(() => blend({ families: ['forest', 'forest'] })).toThrow(/each once/);
    expect(() => blend({ fewRows: -1 })).toThrow(/fewRows/);
    expect(() => blend({ depth: 3 })).toThrow(/depth/);
  });
});

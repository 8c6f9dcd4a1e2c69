import * as tf from '@tensorflow/tfjs-core';
import {
  InvalidExamplesError,
  NotFittedError,
  createEstimator,
  openTensorBackend,
  restoreEstimator,
  takeRows,
  type Estimator,
  type Examples,
} from '#model/fitting';
import { examples, tableOf, vectorsOf } from '../factories/examples.js';

/** Hyper-parameters that make a family quick enough for tests. */
interface EstimatorContract {
  family: string;
  hyperparameters?: Record<string, unknown>;
}

const SEED = 7;

/** What every family of estimators promises, whatever it is made of. */
export function describeEstimatorContract({
  family,
  hyperparameters = {},
}: EstimatorContract): void {
  const create = (): Estimator => createEstimator(family, hyperparameters);

  describe(`the estimator contract: ${family}`, () => {
    const train = examples(600, 1);
    const validation = examples(200, 2);
    let fitted: Estimator;

    const fit = async (
      from: Examples,
      held: Examples | undefined = validation,
    ): Promise<Estimator> => {
      const estimator = create();
      await estimator.fit(from, { seed: SEED, ...(held && { validation: held }) });
      return estimator;
    };
    const answers = (estimator: Estimator, rows = validation): number[] =>
      Array.from(estimator.predictLogOdds(rows.table));
    const expectFinite = (estimator: Estimator, rows = validation): void => {
      expect(answers(estimator, rows).every(Number.isFinite)).toBe(true);
      for (const vector of vectorsOf(rows.table).slice(0, 20)) {
        const { logOdds, bias, byFeature } = estimator.explain(vector);
        expect([logOdds, bias, ...Object.values(byFeature)].every(Number.isFinite)).toBe(true);
      }
    };

    beforeAll(async () => {
      await openTensorBackend();
      fitted = await fit(train);
    });

    it('refuses everything before it has learned', async () => {
      const unfitted = create();

      expect(() => unfitted.predictLogOdds(train.table)).toThrow(NotFittedError);
      expect(() => unfitted.explain({})).toThrow(NotFittedError);
      expect(() => unfitted.toState()).toThrow(NotFittedError);
      await expect(unfitted.refit(train, { seed: SEED })).rejects.toThrow(NotFittedError);
    });

    it('gives the same answers after being saved and restored', () => {
      const state: unknown = JSON.parse(JSON.stringify(fitted.toState()));

      const restored = restoreEstimator({ family, state });

      expect(answers(restored)).toEqual(answers(fitted));
      expect(restored.explain(vectorsOf(validation.table)[0]!)).toEqual(
        fitted.explain(vectorsOf(validation.table)[0]!),
      );
    });

    it('refuses a damaged state', () => {
      for (const state of [null, {}, { model: {} }, 'text']) {
        expect(() => restoreEstimator({ family, state })).toThrow(/saved/);
      }
    });

    it('learns again after being restored as it would have without', async () => {
      const own = await fit(train);
      const restored = restoreEstimator({ family, state: own.toState() });

      for (const estimator of [own, restored]) await estimator.refit(validation, { seed: SEED });

      expectFinite(restored);
      expect(restored.toState()).toEqual(own.toState());
    });

    it('splits every answer into a bias and one part a feature', () => {
      const predicted = answers(fitted);
      for (const [row, vector] of vectorsOf(validation.table).entries()) {
        const { logOdds, bias, byFeature } = fitted.explain(vector);
        const sum = Object.values(byFeature).reduce((total, part) => total + part, bias);
        expect(Math.abs(sum - logOdds)).toBeLessThan(1e-6);
        expect(Math.abs(predicted[row]! - logOdds)).toBeLessThan(1e-9);
        expect(Object.keys(byFeature)).toEqual(train.table.columns.map(({ name }) => name));
      }
    });

    it('learns the same from the same seed', async () => {
      const again = await fit(train);

      expect(again.toState()).toEqual(fitted.toState());
    });

    it('does not care in which order the rows come', async () => {
      const order = Int32Array.from({ length: 600 }, (_, row) => (row * 7) % 600);

      const shuffled = await fit(takeRows(train, order));

      const expected = answers(fitted);
      answers(shuffled).forEach((answer, row) => expect(answer).toBeCloseTo(expected[row]!, 3));
    });

    it('answers for a category and for texts it has never seen', () => {
      const strange = tableOf([
        { ageHours: 3, price: 100, source: 'carrier pigeon', town: 'Nowhere' },
        { ageHours: 3, price: 100, source: '__proto__', town: 'constructor' },
        { ageHours: 3, price: 100, source: '', town: '\u0000' },
      ]);

      expectFinite(fitted, { table: strange, labels: new Float64Array(3) });
    });

    it('answers where values, or whole columns, are missing', () => {
      const bare = { ...validation.table, numeric: new Map(), categorical: new Map() };

      expectFinite(fitted, {
        table: tableOf([{}, { ageHours: null }]),
        labels: new Float64Array(2),
      });
      expect(Array.from(fitted.predictLogOdds(bare)).every(Number.isFinite)).toBe(true);
      expect(Number.isFinite(fitted.explain({}).logOdds)).toBe(true);
    });

    it('answers for infinite and for enormous numbers', () => {
      const vectors = [Infinity, -Infinity, 1e308, -1e308, 5e-324].map((ageHours) => ({
        ageHours,
      }));

      expectFinite(fitted, { table: tableOf(vectors), labels: new Float64Array(5) });
    });

    it('learns from infinite and from enormous numbers', async () => {
      const wild = takeRows(
        train,
        Int32Array.from({ length: 100 }, (_, row) => row),
      );
      wild.table.numeric.get('ageHours')!.set([Infinity, -Infinity, 1e308, -1e308]);

      expectFinite(await fit(wild));
    });

    it('learns beside a column that never changes and one that is always missing', async () => {
      const dull = takeRows(
        train,
        Int32Array.from({ length: 200 }, (_, row) => row),
      );
      dull.table.numeric.get('price')!.fill(12);
      dull.table.categorical.get('town')!.fill(null);
      dull.table.numeric.delete('ageHours');

      expectFinite(await fit(dull));
    });

    it.each([0, 1])('learns when every label is %d', async (label) => {
      const sure = { ...train, labels: train.labels.map(() => label) };

      const estimator = await fit(sure);

      expectFinite(estimator);
      expect(answers(estimator).every((logOdds) => logOdds > 0 === (label === 1))).toBe(true);
    });

    it('learns from three rows, with and without validation', async () => {
      const few = takeRows(train, Int32Array.of(0, 1, 2));

      expectFinite(await fit(few));
      const alone = create();
      await alone.fit(few, { seed: SEED });
      expectFinite(alone);
    });

    it('takes one weight for all rows as none at all', async () => {
      const half = takeRows(
        train,
        Int32Array.from({ length: 300 }, (_, row) => row),
      );
      const weights = new Float64Array(300).fill(3);

      const weighted = await fit({ ...half, weights });

      expect(answers(weighted)).toEqual(answers(await fit(half)));
    });

    it('refuses examples that cannot be right', async () => {
      const wrong: Examples[] = [
        { ...train, labels: new Float64Array(3) },
        { ...train, labels: train.labels.map(() => 0.5) },
        { ...train, weights: train.labels.map(() => Number.NaN) },
        { ...train, weights: train.labels.map(() => 0) },
        takeRows(train, new Int32Array(0)),
      ];

      for (const one of wrong) {
        await expect(create().fit(one, { seed: SEED })).rejects.toThrow(InvalidExamplesError);
      }
    });

    it('leaves no tensor behind', async () => {
      const before = tf.memory().numTensors;

      const estimator = await fit(train);
      await estimator.refit(train, { seed: SEED });
      estimator.predictLogOdds(train.table);

      expect(tf.memory().numTensors).toBe(before);
    });
  });
}

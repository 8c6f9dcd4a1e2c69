import { describeEstimatorContract } from '../../../test/contracts/estimator.contract.js';
import { examples, tableOf, truth, vectorsOf } from '../../../test/factories/examples.js';
import type { Examples } from '../estimator.js';
import { metrics } from '../metrics.js';
import { FOREST, ForestEstimator } from './forest.js';
import { sigmoid } from '../net/log-odds.js';

const QUICK = { candidates: 3, members: 2, maxTrees: 60 };
const ONE = { candidates: 4, members: 1, maxTrees: 150, patience: 10 };

describeEstimatorContract({ family: FOREST, hyperparameters: QUICK });

const logLossOf = (labels: Float64Array, probabilities: Float64Array): number =>
  metrics(labels, probabilities).logLoss;

const held = examples(2000, 3);

const heldLoss = (estimator: ForestEstimator): number =>
  logLossOf(held.labels, estimator.predictLogOdds(held.table).map(sigmoid));

const spreadOf = (estimator: ForestEstimator, name: string): number => {
  const parts = vectorsOf(held.table).map((one) => estimator.explain(one).byFeature[name]!);
  return Math.max(...parts) - Math.min(...parts);
};

const towns = ({ table }: Examples): string[] =>
  Array.from({ length: table.rowCount }, (_, row) => `town ${(row * 37) % 150}`);

const sells = (town: string): boolean => Number(town.slice(5)) % 3 === 0;

/** Leads from other towns; in every third of them all buy. */
function withTowns(from: Examples): Examples {
  const own = towns(from);
  const vectors = vectorsOf(from.table).map((one, row) => ({ ...one, town: own[row]! }));
  const labels = from.labels.map((label, row) => (sells(own[row]!) ? 1 : label));
  return { table: tableOf(vectors), labels };
}

describe(ForestEstimator.name, () => {
  const train = examples(3000, 1);
  const validation = examples(1000, 2);

  const fit = async (from: Examples = train): Promise<ForestEstimator> => {
    const estimator = new ForestEstimator(ONE);
    await estimator.fit(from, { seed: 1, validation });
    return estimator;
  };

  /** 0 is as good as the truth, 1 no better than the base rate. */
  const distanceFromTruth = (estimator: ForestEstimator): number => {
    const best = logLossOf(held.labels, Float64Array.from(vectorsOf(held.table), truth));
    const baseRate = train.labels.reduce((sum, label) => sum + label, 0) / 3000;
    const baseline = logLossOf(held.labels, new Float64Array(2000).fill(baseRate));
    return (heldLoss(estimator) - best) / (baseline - best);
  };

  let fitted: ForestEstimator;

  beforeAll(async () => {
    fitted = await fit();
  });

  it('comes close to the truth, which is not linear', () => {
    expect(distanceFromTruth(fitted)).toBeLessThan(0.15);
  });

  it('comes closer still once it has learned from the validation rows too', async () => {
    const estimator = new ForestEstimator(QUICK);
    const few = examples(300, 4);
    await estimator.fit(few, { seed: 1, validation });
    const before = heldLoss(estimator);

    await estimator.refit(train, { seed: 1 });

    expect(heldLoss(estimator)).toBeLessThan(before);
  });

  it('chooses on a part of the examples where there is no validation', async () => {
    const estimator = new ForestEstimator(ONE);

    await estimator.fit(train, { seed: 1 });

    expect(distanceFromTruth(estimator)).toBeLessThan(0.2);
  });

  it('does no worse than the base rate where there is nothing to learn', async () => {
    const labels = Float64Array.from(train.labels, (_, row) => (row % 4 ? 0 : 1));
    const estimator = new ForestEstimator(ONE);
    const noise = { ...validation, labels: validation.labels.map((_, row) => (row % 4 ? 0 : 1)) };
    await estimator.fit({ ...train, labels }, { seed: 1, validation: noise });

    const said = estimator.predictLogOdds(held.table).map(sigmoid);
    const truths = Float64Array.from(held.labels, (_, row) => (row % 4 ? 0 : 1));
    const baseline = logLossOf(truths, new Float64Array(2000).fill(0.25));
    expect(logLossOf(truths, said)).toBeLessThan(baseline * 1.01);
  });

  it('says nothing of the usual lead: the bias is the mean log-odds of training', async () => {
    const vectors = vectorsOf(train.table).map((one) => ({ ...one, town: 'the only one' }));
    const estimator = await fit({ ...train, table: tableOf(vectors) });

    const logOdds = estimator.predictLogOdds(train.table);
    const mean = logOdds.reduce((sum, one) => sum + one, 0) / logOdds.length;
    expect(estimator.explain({}).bias).toBeCloseTo(mean, 9);
  });

  it('gives the credit to the features that earned it', () => {
    expect(spreadOf(fitted, 'ageHours')).toBeGreaterThan(5 * spreadOf(fitted, 'price'));
    expect(spreadOf(fitted, 'source')).toBeGreaterThan(2 * spreadOf(fitted, 'price'));
  });

  it('learns what a category of many levels tells, and is not deceived where it tells nothing', async () => {
    const estimator = new ForestEstimator(ONE);
    await estimator.fit(withTowns(train), { seed: 1, validation: withTowns(validation) });

    const { table } = withTowns(held);
    const parts = vectorsOf(table).map((one) => estimator.explain(one).byFeature['town']!);
    const apart = towns(held).filter((town, row) => parts[row]! > 0 === sells(town));
    expect(apart.length / 2000).toBeGreaterThan(0.9);
    const noise = vectorsOf(held.table).map((one) => fitted.explain(one).byFeature['town']!);
    expect(Math.max(...noise.map(Math.abs))).toBeLessThan(0.5);
  });

  it('refuses hyper-parameters that make no sense', () => {
    expect(() => new ForestEstimator({ patience: 0 })).toThrow(/patience/);
    expect(() => new ForestEstimator({ maxBins: 300 })).toThrow(/maxBins/);
    expect(() => new ForestEstimator({ depth: 3 })).toThrow(/depth/);
  });
});

import { describeEstimatorContract } from '../../../test/contracts/estimator.contract.js';
import { examples, truth, vectorsOf } from '../../../test/factories/examples.js';
import { metrics } from '../metrics.js';
import { BAGGED_TREES, BaggedTreesEstimator } from './bagged-trees.js';
import { sigmoid } from '../net/log-odds.js';

describeEstimatorContract({ family: BAGGED_TREES, hyperparameters: { trees: 30 } });

const rate = (labels: Float64Array): number =>
  labels.reduce((sum, label) => sum + label, 0) / labels.length;

describe(BaggedTreesEstimator.name, () => {
  const few = examples(300, 1);
  const held = examples(2000, 3);
  const fit = async (labels: Float64Array): Promise<Float64Array> => {
    const estimator = new BaggedTreesEstimator({ trees: 100 });
    await estimator.fit({ ...few, labels }, { seed: 1 });
    return estimator.predictLogOdds(held.table).map(sigmoid);
  };
  const lossOf = (probabilities: Float64Array): number =>
    metrics(held.labels, probabilities).logLoss;

  it('comes more than half the way from the base rate to the truth on 300 leads', async () => {
    const worst = lossOf(new Float64Array(2000).fill(rate(few.labels)));
    const best = lossOf(Float64Array.from(vectorsOf(held.table), truth));

    expect(lossOf(await fit(few.labels))).toBeLessThan((worst + best) / 2);
  });

  it('promises as many sales as there are, though few leads buy', async () => {
    const rare = few.labels.map((label, row) => (row % 3 ? 0 : label));

    const said = await fit(rare);

    expect(rate(said) / rate(rare)).toBeGreaterThan(0.8);
    expect(rate(said) / rate(rare)).toBeLessThan(1.2);
  });

  it('says little where there is nothing to learn', async () => {
    const noise = few.labels.map((_, row) => ((row * 7919) % 10 < 3 ? 1 : 0));

    const said = await fit(noise);

    const off = said.map((one) => Math.abs(one - rate(said)));
    expect(rate(off)).toBeLessThan(0.08);
  });

  it('refuses hyper-parameters that make no sense', () => {
    expect(() => new BaggedTreesEstimator({ depth: 3 })).toThrow(/depth/);
    expect(() => new BaggedTreesEstimator({ maxBins: 0 })).toThrow(/maxBins/);
    expect(() => new BaggedTreesEstimator({ candidates: [{ trees: 5 }] })).toThrow(/candidates/);
  });
});

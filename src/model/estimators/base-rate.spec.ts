import { describeEstimatorContract } from '../../../test/contracts/estimator.contract.js';
import { examples } from '../../../test/factories/examples.js';
import { BASE_RATE, BaseRateEstimator } from './base-rate.js';
import { sigmoid } from '../net/log-odds.js';

describeEstimatorContract({ family: BASE_RATE });

describe(BaseRateEstimator.name, () => {
  it('says the share of positives, by weight', async () => {
    const { table } = examples(4);
    const estimator = new BaseRateEstimator();

    await estimator.fit({
      table,
      labels: Float64Array.of(1, 0, 0, 0),
      weights: Float64Array.of(3, 1, 1, 1),
    });

    const said = sigmoid(estimator.predictLogOdds(table)[0]!);
    expect(said).toBeCloseTo((2 + 0.5) / (4 + 1), 9);
  });
});

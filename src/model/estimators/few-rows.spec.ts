import { examples, truth, vectorsOf } from '../../../test/factories/examples.js';
import { metrics } from '../metrics.js';
import { prepareAdditive } from './additive-problem.js';
import { encodingForFew, shareStrengths } from './few-rows.js';
import { LogisticEstimator } from './logistic.js';
import { sigmoid } from '../net/log-odds.js';

const STRENGTHS = [0.5, 8, 128];
const ENCODING = { maxBins: 16, minRows: 10, maxPlainLevels: 64 };

const sharesOf = (rows: number, noise = false): number[] => {
  const drawn = examples(rows, 5);
  if (noise) drawn.labels = drawn.labels.map((_, row) => (row * 7919) % 2);
  const prepared = prepareAdditive(drawn, encodingForFew(rows, ENCODING));
  const shares = shareStrengths(prepared, STRENGTHS, undefined);
  return STRENGTHS.map((one) => shares.find(({ strength }) => strength === one)!.share);
};

describe('learning from few rows', () => {
  it('shares the answer between penalties, the more evenly the fewer rows there are', () => {
    const few = sharesOf(40);
    const many = sharesOf(3000);

    expect(few.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(Math.max(...few)).toBeLessThan(Math.max(...many));
  });

  it('gives the whole answer to a penalty that stands alone', () => {
    const drawn = examples(40, 5);
    const prepared = prepareAdditive(drawn, encodingForFew(40, ENCODING));

    expect(shareStrengths(prepared, [8], undefined)).toEqual([{ strength: 8, share: 1 }]);
  });

  it('believes a strong penalty where there is nothing to learn', () => {
    const [weak, , strong] = sharesOf(1000, true);

    expect(strong!).toBeGreaterThan(weak!);
  });

  it('needs no validation rows to beat the base rate from a hundred leads', async () => {
    const train = examples(100, 11);
    const held = examples(2000, 12);
    const estimator = new LogisticEstimator();

    await estimator.fit(train, { seed: 1 });

    const lossOf = (scores: Float64Array): number => metrics(held.labels, scores).logLoss;
    const rate = train.labels.reduce((sum, label) => sum + label, 0) / 100;
    const learned = lossOf(estimator.predictLogOdds(held.table).map(sigmoid));
    expect(learned).toBeLessThan(lossOf(new Float64Array(2000).fill(rate)));
    expect(learned).toBeGreaterThan(lossOf(Float64Array.from(vectorsOf(held.table), truth)));
  });

  it('keeps no level that one lead alone carries', () => {
    expect(encodingForFew(20, ENCODING).minRows).toBe(2);
    expect(encodingForFew(5000, ENCODING).minRows).toBe(10);
  });
});

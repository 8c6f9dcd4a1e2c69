import { examples } from '../../../test/factories/examples.js';
import { createEstimator } from '../estimator-families.js';
import { crossFit } from './cross-fit.js';

describe(crossFit, () => {
  const estimator = createEstimator('base-rate');
  const copy = (): typeof estimator => estimator;

  beforeAll(() => estimator.fit(examples(30, 2), { seed: 1 }));

  it('says something of every row, learned without its fold', async () => {
    const answers = await crossFit(copy, examples(300, 1), { seed: 1 });

    expect(answers).toHaveLength(300);
    expect(answers.every((one) => Number.isFinite(one) && one !== 0)).toBe(true);
    expect(new Set(answers).size).toBeGreaterThan(1);
  });

  it('says even odds of rows of one lead alone, which leave nobody to learn from', async () => {
    const few = examples(30, 1);

    const answers = await crossFit(
      copy,
      { ...few, groups: Array.from({ length: 30 }, () => 'one') },
      { seed: 1 },
    );

    expect(Array.from(answers)).toEqual(Array.from({ length: 30 }, () => 0));
  });
});

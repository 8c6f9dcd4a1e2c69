import { examples } from '../../../test/factories/examples.js';
import { prepareAdditive } from '../estimators/additive-problem.js';
import type { AdditiveProblem } from './additive-training.js';
import { penaltyFactors } from './feature-penalties.js';

const ENCODING = { maxBins: 8, minRows: 3, maxPlainLevels: 200 };
const PILOT = { strength: 0.5, mostRows: 5000 };

/** By feature: how many times the penalty that is usual. Outcomes follow `ageHours` and `source` alone. */
function factorsOf(drawn: ReturnType<typeof examples>): Map<string, number> {
  const { problem, encoding } = prepareAdditive(drawn, ENCODING);
  const features = encoding.features.map(({ base, encoder }) => ({ base, width: encoder.width }));
  const factors = penaltyFactors(problem, features, PILOT);
  return new Map(encoding.features.map(({ name }, at) => [name, factors[at]!]));
}

describe(penaltyFactors, () => {
  it('asks more of a feature that says little for the freedom it takes', () => {
    const drawn = examples(400, 3);
    const factors = factorsOf(drawn);
    const unrelated = factorsOf({ ...drawn, labels: drawn.labels.toReversed() });

    for (const name of ['ageHours', 'source']) {
      expect(unrelated.get(name)!).toBeGreaterThan(1.2 * factors.get(name)!);
    }
    expect(factors.get('price')!).toBeGreaterThan(1.5 * factors.get('ageHours')!);
  });

  it('leaves a feature that never varies, and curves of a single row, about as they are', () => {
    const drawn = examples(400, 3);
    drawn.table.numeric.set('price', new Float64Array(400).fill(9));

    const factors = [factorsOf(drawn).get('price')!, ...factorsOf(examples(1, 3)).values()];

    for (const factor of factors) {
      expect(factor).toBeGreaterThan(0.5);
      expect(factor).toBeLessThan(2);
    }
  });

  it('keeps one penalty for all where there are too many positions to tell them apart', () => {
    const drawn = examples(2600, 3);
    const towns = Array.from({ length: 2600 }, (_, row) => `town ${row % 1300}`);
    drawn.table.categorical.set('town', towns);
    const options = { ...ENCODING, minRows: 2, maxPlainLevels: 2000 };
    const { problem, encoding } = prepareAdditive(drawn, options);

    expect(penaltyFactors(problem, [{ base: 0, width: encoding.width }], PILOT)).toEqual([1]);
  });

  it('looks at no more rows than it may, evenly spread', () => {
    const { problem, encoding } = prepareAdditive(examples(300, 3), ENCODING);
    const features = encoding.features.map(({ base, encoder }) => ({ base, width: encoder.width }));
    const once = penaltyFactors(problem, features, PILOT);

    const twice = penaltyFactors(eachTwice(problem), features, { ...PILOT, mostRows: 300 });

    expect(twice).toEqual(once.map((factor) => expect.closeTo(factor, 3)));
  });
});

/** Every row, and the same beside it. */
function eachTwice({ rows, labels, weights, ...rest }: AdditiveProblem): AdditiveProblem {
  const { rowCount, slots, indices, values } = rows;
  const entryOf = (at: number): number => Math.floor(at / (2 * slots)) * slots + (at % slots);
  return {
    ...rest,
    rows: {
      rowCount: 2 * rowCount,
      slots,
      indices: Int32Array.from({ length: 2 * indices.length }, (_, at) => indices[entryOf(at)]!),
      values: Float32Array.from({ length: 2 * values.length }, (_, at) => values[entryOf(at)]!),
    },
    labels: Float32Array.from({ length: 2 * rowCount }, (_, row) => labels[row >> 1]!),
    weights: Float32Array.from({ length: 2 * rowCount }, (_, row) => weights[row >> 1]!),
  };
}

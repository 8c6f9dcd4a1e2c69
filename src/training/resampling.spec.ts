import { resampleByWeight } from './resampling.js';
import { seededRandom } from './seeded-random.js';

describe(resampleByWeight.name, () => {
  it('draws every row once when all weigh the same', () => {
    expect([...resampleByWeight(new Float64Array(5).fill(2))]).toEqual([0, 1, 2, 3, 4]);
  });

  it('keeps the weighted mean of a label', () => {
    const random = seededRandom(4);
    const weights = Float64Array.from({ length: 5000 }, () => 1 + 6 * random());
    const labels = weights.map((weight) => (weight > 5 ? 1 : 0));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const weighted = labels.reduce((sum, label, row) => sum + label * weights[row]!, 0) / total;

    const drawn = resampleByWeight(weights);

    const resampled = drawn.reduce((sum, row) => sum + labels[row]!, 0) / drawn.length;
    expect(drawn).toHaveLength(5000);
    expect(resampled).toBeCloseTo(weighted, 2);
  });
});

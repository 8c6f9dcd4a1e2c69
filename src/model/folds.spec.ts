import { examples } from '../../test/factories/examples.js';
import { takeRows } from './examples.js';
import { dealFolds, partition } from './folds.js';

const drawn = examples(500, 3);

describe('the folds of examples', () => {
  it('hold about as many rows and positives each', () => {
    const folds = dealFolds(drawn, 5);

    const rows = [0, 1, 2, 3, 4].map((fold) => folds.filter((one) => one === fold).length);
    const won = [0, 1, 2, 3, 4].map(
      (fold) => folds.filter((one, row) => one === fold && drawn.labels[row] === 1).length,
    );
    expect(Math.max(...rows) - Math.min(...rows)).toBeLessThanOrEqual(2);
    expect(Math.max(...won) - Math.min(...won)).toBeLessThanOrEqual(1);
  });

  it('keep the rows of one lead together', () => {
    const groups = Array.from({ length: 500 }, (_, row) => `lead ${Math.floor(row / 7)}`);

    const folds = dealFolds({ ...drawn, groups }, 5);

    const foldsOfLead = new Set(groups.map((group, row) => `${group} in ${folds[row]}`));
    expect(foldsOfLead.size).toBe(new Set(groups).size);
  });

  it('do not depend on the order of the rows, but on the deal', () => {
    const order = Int32Array.from({ length: 500 }, (_, row) => (row * 7) % 500);

    const folds = dealFolds(drawn, 5);

    const shuffled = dealFolds(takeRows(drawn, order), 5);
    expect(Array.from(shuffled)).toEqual(Array.from(order, (row) => folds[row]!));
    expect(Array.from(dealFolds(drawn, 5, 1))).not.toEqual(Array.from(folds));
  });

  it('part the rows into those of a fold and all others', () => {
    expect(partition(Int32Array.of(0, 1, 0), 0)).toEqual({
      inside: Int32Array.of(0, 2),
      outside: Int32Array.of(1),
    });
  });
});

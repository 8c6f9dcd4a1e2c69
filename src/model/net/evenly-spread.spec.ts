import { evenlySpread } from './evenly-spread.js';

describe(evenlySpread, () => {
  it.each([
    [6, 3, [0, 1, 0, 1, 0, 1]],
    [5, 2, [0, 0, 1, 0, 1]],
    [3, 9, [1, 1, 1]],
    [0, 4, []],
  ])('of %d rows takes %d', (rows, most, taken) => {
    expect([...evenlySpread(rows, most)]).toEqual(taken);
  });
});

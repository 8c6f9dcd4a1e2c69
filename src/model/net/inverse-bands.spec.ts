import { inverseBands } from './inverse-bands.js';

describe(inverseBands, () => {
  it('is the band of the inverse', () => {
    // Twice the identity, less what neighbours of a path of four share: its inverse is min(i, j) (5 - max(i, j)) / 5.
    const path = Float64Array.of(2, 0, 0, 0, -1, 2, 0, 0, 0, -1, 2, 0, 0, 0, -1, 2);

    const { diagonal, beside } = inverseBands(path, 4);

    expect([...diagonal]).toEqual([4, 6, 6, 4].map((fifths) => expect.closeTo(fifths / 5, 12)));
    expect([...beside]).toEqual([3, 4, 3].map((fifths) => expect.closeTo(fifths / 5, 12)));
  });

  it('takes entries that lie far from the diagonal into account', () => {
    const { diagonal, beside } = inverseBands(Float64Array.of(2, 0, 0, 0, 1, 0, 1, 0, 2), 3);

    expect([...diagonal]).toEqual([2 / 3, 1, 2 / 3].map((one) => expect.closeTo(one, 12)));
    expect([...beside]).toEqual([0, 0].map((one) => expect.closeTo(one, 12)));
  });

  it('refuses a matrix that is not positive definite', () => {
    expect(() => inverseBands(Float64Array.of(1, 0, 2, 1), 2)).toThrow(RangeError);
  });
});

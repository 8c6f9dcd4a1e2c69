import { CholeskyFactor } from './cholesky.js';

/** Symmetric; above the diagonal stands what nobody may read. */
const MATRIX = [4, NaN, NaN, 2, 5, NaN, -2, 1, 6];

describe(CholeskyFactor.name, () => {
  it('finds what the matrix makes the right-hand side of, time and again', () => {
    const factor = CholeskyFactor.of(Float64Array.from(MATRIX), 3);

    // The matrix times (1, 2, 3), and times (0, 0, 1).
    for (const [right, solution] of [
      [Float64Array.of(2, 15, 18), [1, 2, 3]],
      [Float64Array.of(-2, 1, 6), [0, 0, 1]],
    ] as const) {
      expect([...factor.solve(right)]).toEqual(solution.map((one) => expect.closeTo(one, 12)));
    }
  });

  it('leaves the right-hand side as it is', () => {
    const right = Float64Array.of(1, 2, 3);

    CholeskyFactor.of(Float64Array.from(MATRIX), 3).solve(right);

    expect([...right]).toEqual([1, 2, 3]);
  });

  it('refuses a matrix that is not positive definite', () => {
    expect(() => CholeskyFactor.of(Float64Array.of(1, 0, 2, 1), 2)).toThrow(RangeError);
  });
});

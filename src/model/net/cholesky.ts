/**
 * Turns one row of a symmetric, positive definite matrix into that of its Cholesky factor, in place;
 * the rows above are turned already.
 *
 * @param matrix - row by row, shape [size x size]; its lower triangle is read, and written over.
 * @throws RangeError when it is not positive definite.
 */
export function factorRow(matrix: Float64Array, size: number, row: number): void {
  const own = row * size;
  for (let column = 0; column <= row; column++) {
    const other = column * size;
    let rest = matrix[own + column]!;
    for (let at = 0; at < column; at++) rest -= matrix[own + at]! * matrix[other + at]!;
    if (column < row) {
      matrix[own + column] = rest / matrix[other + column]!;
      continue;
    }
    if (!(rest > 0)) throw new RangeError('The matrix is not positive definite.');
    matrix[own + column] = Math.sqrt(rest);
  }
}

/** A symmetric, positive definite matrix, factored to solve for many right-hand sides. */
export class CholeskyFactor {
  private constructor(
    /** Row by row, shape [size x size]; above the diagonal is nothing. */
    private readonly lower: Float64Array,
    private readonly size: number,
  ) {}

  /** @param matrix - as of {@link factorRow}; not to be used afterwards. */
  static of(matrix: Float64Array, size: number): CholeskyFactor {
    for (let row = 0; row < size; row++) factorRow(matrix, size, row);
    return new CholeskyFactor(matrix, size);
  }

  /** What the matrix makes `right` of. Shape [size]. */
  solve(right: Float64Array): Float64Array {
    const { lower, size } = this;
    const solution = right.slice();
    for (let row = 0; row < size; row++) {
      const own = row * size;
      let rest = solution[row]!;
      for (let at = 0; at < row; at++) rest -= lower[own + at]! * solution[at]!;
      solution[row] = rest / lower[own + row]!;
    }
    for (let row = size - 1; row >= 0; row--) {
      const own = row * size;
      const value = solution[row]! / lower[own + row]!;
      solution[row] = value;
      for (let at = 0; at < row; at++) solution[at]! -= value * lower[own + at]!;
    }
    return solution;
  }
}

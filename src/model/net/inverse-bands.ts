import { factorRow } from './cholesky.js';

/** Of a symmetric matrix: its main diagonal, and the one beside it. Shapes [size] and [size - 1]. */
export interface Bands {
  diagonal: Float64Array;
  beside: Float64Array;
}

/**
 * Of the inverse of a symmetric, positive definite matrix: the rows of the inverted Cholesky factor,
 * one after the other, so that nothing but two triangles is held.
 *
 * @param matrix - row by row, shape [size x size]; its lower triangle is read, and written over.
 * @throws RangeError when it is not positive definite.
 */
export function inverseBands(matrix: Float64Array, size: number): Bands {
  const inverted = new Float64Array(size * size);
  const bands = {
    diagonal: new Float64Array(size),
    beside: new Float64Array(Math.max(size - 1, 0)),
  };
  for (let row = 0; row < size; row++) {
    factorRow(matrix, size, row);
    const own = row * size;
    const pivot = matrix[own + row]!;
    for (let above = 0; above < row; above++) {
      const factor = matrix[own + above]!;
      if (!factor) continue;
      const from = above * size;
      for (let at = 0; at <= above; at++) inverted[own + at]! -= factor * inverted[from + at]!;
    }
    inverted[own + row] = 1;
    for (let at = 0; at <= row; at++) {
      inverted[own + at]! /= pivot;
      bands.diagonal[at]! += inverted[own + at]! ** 2;
      if (at) bands.beside[at - 1]! += inverted[own + at]! * inverted[own + at - 1]!;
    }
  }
  return bands;
}

import { tensor1d, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';

/**
 * Rows with few non-zeros, the same number in each: entry `s` of row `r` stands for
 * `values[r * slots + s]` in position `indices[r * slots + s]`. Shapes [rows * slots].
 */
export interface SparseRows {
  rowCount: number;
  slots: number;
  indices: Int32Array;
  values: Float32Array;
}

/** Rows `order[from .. to)` of `rows`. */
export interface RowBatch {
  rows: SparseRows;
  order: Int32Array;
  from: number;
  to: number;
}

/** Row times weights, in float64. `weights` has shape [width]. */
export function rowDot(rows: SparseRows, row: number, weights: ArrayLike<number>): number {
  const end = (row + 1) * rows.slots;
  let sum = 0;
  for (let at = row * rows.slots; at < end; at++) {
    sum += rows.values[at]! * weights[rows.indices[at]!]!;
  }
  return sum;
}

/**
 * A batch of sparse rows times a dense weight vector.
 *
 * These two are ops of our own: a `gather` cannot be trained on the wasm backend (its gradient needs
 * UnsortedSegmentSum, which is missing there), and a thousand one-hot columns as a dense matrix cost
 * twenty times the work.
 *
 * @param parameters - the weights and last an intercept, which every row is given. Shape [width + 1].
 * @returns Shape [batch].
 */
export function sparseDot(parameters: Tensor, { rows, order, from, to }: RowBatch): Tensor1D {
  const weights = parameters.dataSync<'float32'>();
  const intercept = weights.at(-1)!;
  const products = new Float32Array(to - from); // [batch]
  for (let i = from; i < to; i++) products[i - from] = rowDot(rows, order[i]!, weights) + intercept;
  return tensor1d(products);
}

/**
 * The gradient of `sparseDot` in its parameters.
 *
 * @param upstream - the gradient in its result. Shape [batch].
 * @returns Shape [width + 1].
 */
export function sparseDotGradient(upstream: Tensor, batch: RowBatch, width: number): Tensor1D {
  const { rows, order, from, to } = batch;
  const shares = upstream.dataSync<'float32'>();
  const sums = new Float32Array(width + 1);
  for (let i = from; i < to; i++) {
    const share = shares[i - from]!;
    sums[width]! += share;
    const end = (order[i]! + 1) * rows.slots;
    for (let at = order[i]! * rows.slots; at < end; at++) {
      sums[rows.indices[at]!]! += share * rows.values[at]!;
    }
  }
  return tensor1d(sums);
}

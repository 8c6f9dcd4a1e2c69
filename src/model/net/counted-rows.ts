import type { AdditiveProblem } from './additive-training.js';
import { CompactRows } from './compact-rows.js';

/** The rows of a problem that take part. */
export interface CountedRows {
  rows: CompactRows;
  /** How much each of them counts; sums to 1. Shape [rows]. */
  shares: Float64Array;
  /** Shape [rows]. */
  labels: Float64Array;
  /** Of their weights; a billionth where nothing counts. */
  total: number;
}

export function countedRows(
  { rows, labels, weights, ridge }: AdditiveProblem,
  included: Uint8Array | undefined,
): CountedRows {
  const counted = Float64Array.from(weights, (weight, row) =>
    included && !included[row] ? 0 : weight,
  );
  // A fold's rows may all weigh nothing; then only the penalty and the average row are left.
  const total = Math.max(
    counted.reduce((sum, weight) => sum + weight, 0),
    1e-9,
  );
  const kept = Int32Array.from(counted.keys()).filter((row) => counted[row]! > 0);
  return {
    rows: new CompactRows(rows, ridge.length, kept),
    shares: Float64Array.from(kept, (row) => counted[row]! / total),
    labels: Float64Array.from(kept, (row) => labels[row]!),
    total,
  };
}

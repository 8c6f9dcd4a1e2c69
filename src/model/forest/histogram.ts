import type { View } from './binned-rows.js';

/**
 * Where each view's bins lie in one array of sums: two numbers a bin, the gradients' sum and the
 * hessians'.
 */
export class HistogramLayout {
  /** Shape [views]. */
  readonly base: Int32Array;
  readonly length: number;

  constructor(views: View[]) {
    let length = 0;
    this.base = Int32Array.from(views, ({ binCount }) => {
      const base = length;
      length += 2 * binCount;
      return base;
    });
    this.length = length;
  }
}

/** The rows of one node: `rows[start .. end - 1]`. */
export interface RowRange {
  rows: Int32Array;
  start: number;
  end: number;
}

/**
 * Sums gradients and hessians by bin, for the views asked for; other views' sums are left as they were.
 *
 * @param slopes - gradient and hessian by turns. Shape [2 * rows].
 * @param gathered - room for the range's slopes. Shape [2 * rows].
 */
export function fillHistogram(
  sums: Float64Array,
  layout: HistogramLayout,
  columns: Uint8Array[],
  views: Int32Array,
  range: RowRange,
  slopes: { all: Float64Array; gathered: Float64Array },
): void {
  gather(range, slopes);
  for (const view of views) {
    const base = layout.base[view]!;
    const past = view + 1 < layout.base.length ? layout.base[view + 1]! : layout.length;
    sums.fill(0, base, past);
    addColumn(sums, base, columns[view]!, range, slopes.gathered);
  }
}

/** The sibling's sums are what the parent has and this child has not. */
export function subtractHistogram(
  parent: Float64Array,
  child: Float64Array,
  layout: HistogramLayout,
  views: Int32Array,
): void {
  for (const view of views) {
    const past = view + 1 < layout.base.length ? layout.base[view + 1]! : layout.length;
    for (let at = layout.base[view]!; at < past; at++) parent[at]! -= child[at]!;
  }
}

function gather(
  { rows, start, end }: RowRange,
  { all, gathered }: { all: Float64Array; gathered: Float64Array },
): void {
  for (let i = start, to = 0; i < end; i++, to += 2) {
    const from = 2 * rows[i]!;
    gathered[to] = all[from]!;
    gathered[to + 1] = all[from + 1]!;
  }
}

function addColumn(
  sums: Float64Array,
  base: number,
  column: Uint8Array,
  { rows, start, end }: RowRange,
  gathered: Float64Array,
): void {
  for (let i = start, from = 0; i < end; i++, from += 2) {
    const at = base + 2 * column[rows[i]!]!;
    sums[at] = sums[at]! + gathered[from]!;
    sums[at + 1] = sums[at + 1]! + gathered[from + 1]!;
  }
}

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
    const past = view + 1 < layout.base.length ? layout.base[view + 1]! : layout.length;
    sums.fill(0, layout.base[view], past);
  }
  const { gathered } = slopes;
  let at = 0;
  for (; at + 3 < views.length; at += 4) {
    addFour(sums, layout.base, columns, views.subarray(at, at + 4), range, gathered);
  }
  for (; at < views.length; at++) {
    const view = views[at]!;
    addColumn(sums, layout.base[view]!, columns[view]!, range, gathered);
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

/** Four columns in one go over the rows: their sums do not wait for each other. */
// oxlint-disable-next-line max-params -- called a thousand times a tree
function addFour(
  sums: Float64Array,
  bases: Int32Array,
  columns: Uint8Array[],
  views: Int32Array,
  { rows, start, end }: RowRange,
  gathered: Float64Array,
): void {
  const [one, two, three, four] = views as unknown as [number, number, number, number];
  const [column1, column2] = [columns[one]!, columns[two]!];
  const [column3, column4] = [columns[three]!, columns[four]!];
  const [base1, base2, base3, base4] = [bases[one]!, bases[two]!, bases[three]!, bases[four]!];
  for (let i = start, from = 0; i < end; i++, from += 2) {
    const row = rows[i]!;
    const gradient = gathered[from]!;
    const hessian = gathered[from + 1]!;
    const at1 = base1 + 2 * column1[row]!;
    const at2 = base2 + 2 * column2[row]!;
    const at3 = base3 + 2 * column3[row]!;
    const at4 = base4 + 2 * column4[row]!;
    sums[at1] = sums[at1]! + gradient;
    sums[at1 + 1] = sums[at1 + 1]! + hessian;
    sums[at2] = sums[at2]! + gradient;
    sums[at2 + 1] = sums[at2 + 1]! + hessian;
    sums[at3] = sums[at3]! + gradient;
    sums[at3 + 1] = sums[at3 + 1]! + hessian;
    sums[at4] = sums[at4]! + gradient;
    sums[at4 + 1] = sums[at4 + 1]! + hessian;
  }
}

import { CompactRows } from './compact-rows.js';
import type { SparseRows } from './sparse-rows.js';

/** Of 0, 1 and 2 in three positions; zeros stand anywhere. */
const ROWS: SparseRows = {
  rowCount: 3,
  slots: 2,
  indices: Int32Array.of(0, 1, 2, 1, 0, 2),
  values: Float32Array.of(2, 0, 1, 3, 0, 0),
};

describe(CompactRows.name, () => {
  const rows = new CompactRows(ROWS, 3, Int32Array.of(2, 0, 1));
  const position = Float64Array.of(10, 20, 30, 5);

  it('multiplies the rows that are kept, in their order, and gives each the intercept', () => {
    expect(rows.times(position)).toEqual(Float64Array.of(5, 25, 95));
    expect(new CompactRows(ROWS, 3, Int32Array.of(1)).times(position)).toEqual(Float64Array.of(95));
  });

  it('sums rows up, each as often as is asked', () => {
    expect(rows.timesTransposed(Float64Array.of(100, 1, 2))).toEqual(Float64Array.of(2, 6, 2, 103));
  });

  it('goes both ways at once', () => {
    const perRow = Float64Array.of(1, 2, 3);
    const products = rows.times(position).map((product, row) => perRow[row]! * product);

    expect(rows.timesBothWays(perRow, position)).toEqual(rows.timesTransposed(products));
  });

  it('knows the diagonal of that', () => {
    expect(rows.weightedSquares(Float64Array.of(1, 2, 3), 0.5)).toEqual(
      Float64Array.of(8.5, 27.5, 3.5, 6.5),
    );
  });

  it('knows the lower triangle of that, of which the diagonal is a part', () => {
    expect([...rows.gram(Float64Array.of(1, 2, 3))]).toEqual(
      [
        [8, 0, 0, 0],
        [0, 27, 0, 0],
        [0, 9, 3, 0],
        [4, 9, 3, 6],
      ].flat(),
    );
  });
});

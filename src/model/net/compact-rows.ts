import type { SparseRows } from './sparse-rows.js';

/**
 * Sparse rows without what is zero in them and without those left out, for who goes over them hundreds of
 * times: of a row of piecewise-linear numbers about half is zero. No row has a position twice. The last position is an intercept that
 * every row has.
 */
export class CompactRows {
  readonly rowCount: number;
  /** Entries of row `r` are `starts[r] .. starts[r + 1]`. Shape [rows + 1]. */
  private readonly starts: Int32Array;
  private readonly indices: Int32Array;
  private readonly values: Float32Array;

  /**
   * @param width - positions beside the intercept.
   * @param kept - which rows, in this order.
   */
  constructor(
    { slots, indices, values }: SparseRows,
    private readonly width: number,
    readonly kept: Int32Array,
  ) {
    this.rowCount = kept.length;
    this.starts = new Int32Array(kept.length + 1);
    this.indices = new Int32Array(kept.length * slots);
    this.values = new Float32Array(kept.length * slots);
    let filled = 0;
    for (const [row, from] of kept.entries()) {
      for (let at = from * slots; at < (from + 1) * slots; at++) {
        if (!values[at]) continue;
        this.indices[filled] = indices[at]!;
        this.values[filled] = values[at]!;
        filled++;
      }
      this.starts[row + 1] = filled;
    }
  }

  /** What is not zero. */
  get entryCount(): number {
    return this.starts[this.rowCount]!;
  }

  /** Rows times position. Shape [rows]. */
  times(position: Float64Array): Float64Array {
    const products = new Float64Array(this.rowCount);
    for (let row = 0; row < this.rowCount; row++) products[row] = this.dot(row, position);
    return products;
  }

  /** Shape [width + 1]. */
  timesTransposed(perRow: Float64Array): Float64Array {
    const sums = new Float64Array(this.width + 1);
    for (let row = 0; row < this.rowCount; row++) this.add(sums, row, perRow[row]!);
    return sums;
  }

  /** Transposed rows times (perRow x (rows times position)), each row gone over while it is at hand. Shape [width + 1]. */
  timesBothWays(perRow: Float64Array, position: Float64Array): Float64Array {
    const sums = new Float64Array(this.width + 1);
    for (let row = 0; row < this.rowCount; row++) {
      this.add(sums, row, perRow[row]! * this.dot(row, position));
    }
    return sums;
  }

  /** The diagonal of that product's matrix, everywhere `least` more. Shape [width + 1]. */
  weightedSquares(perRow: Float64Array, least: number): Float64Array {
    const { starts, indices, values } = this;
    const sums = new Float64Array(this.width + 1).fill(least);
    for (let row = 0; row < this.rowCount; row++) {
      const own = perRow[row]!;
      const end = starts[row + 1]!;
      sums[this.width]! += own;
      for (let at = starts[row]!; at < end; at++) sums[indices[at]!]! += own * values[at]! ** 2;
    }
    return sums;
  }

  /** Transposed rows times (perRow x rows), row by row; the lower triangle of shape [(width + 1) x (width + 1)]. */
  gram(perRow: Float64Array): Float64Array {
    const { starts, indices, values } = this;
    const size = this.width + 1;
    const sums = new Float64Array(size * size);
    const last = this.width * size;
    for (let row = 0; row < this.rowCount; row++) {
      const end = starts[row + 1]!;
      for (let one = starts[row]!; one < end; one++) {
        const own = perRow[row]! * values[one]!;
        const at = indices[one]!;
        sums[last + at]! += own;
        for (let other = starts[row]!; other <= one; other++) {
          const beside = indices[other]!;
          const pair = at >= beside ? at * size + beside : beside * size + at;
          sums[pair]! += own * values[other]!;
        }
      }
      sums[last + this.width]! += perRow[row]!;
    }
    return sums;
  }

  private dot(row: number, position: Float64Array): number {
    const { starts, indices, values } = this;
    const end = starts[row + 1]!;
    let sum = position[this.width]!;
    for (let at = starts[row]!; at < end; at++) sum += values[at]! * position[indices[at]!]!;
    return sum;
  }

  private add(sums: Float64Array, row: number, own: number): void {
    const { starts, indices, values } = this;
    const end = starts[row + 1]!;
    sums[this.width]! += own;
    for (let at = starts[row]!; at < end; at++) sums[indices[at]!]! += own * values[at]!;
  }
}

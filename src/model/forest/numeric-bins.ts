import type { RawValue } from '../encoding/column-encoder.js';
import { lowerBound } from '../encoding/knots.js';

/** The bin of missing values, in every view. */
export const MISSING_BIN = 0;

/** Edges between the bins of a number: a value goes into the first bin whose upper edge is not below it. */
export class NumericBins {
  /** The bin of missing values included. */
  readonly binCount: number;

  /** @param edges - finite, ascending, distinct. */
  constructor(readonly edges: Float64Array) {
    this.binCount = edges.length + 2;
  }

  /** Bins that hold about equally many of the values; a value that many rows share has its own. */
  static fit(values: Float64Array, maxBins: number): NumericBins {
    const { distinct, counts } = distinctOf(values);
    const edges: number[] = [];
    let rowsLeft = counts.reduce((sum, count) => sum + count, 0);
    let inBin = 0;
    for (let at = 0; at + 1 < distinct.length; at++) {
      const binsLeft = maxBins - edges.length;
      if (binsLeft <= 1) break;
      inBin += counts[at]!;
      const share = rowsLeft / binsLeft;
      if (distinct.length > maxBins && inBin < share && counts[at + 1]! < share) continue;
      edges.push(between(distinct[at]!, distinct[at + 1]!));
      rowsLeft -= inBin;
      inBin = 0;
    }
    return new NumericBins(Float64Array.from(edges));
  }

  /** 1 .. edges.length + 1, or MISSING_BIN for what is no number. */
  binOf(raw: RawValue): number {
    if (typeof raw !== 'number' || Number.isNaN(raw)) return MISSING_BIN;
    return 1 + lowerBound(this.edges, raw);
  }
}

function distinctOf(values: Float64Array): { distinct: number[]; counts: number[] } {
  const sorted = values.filter((value) => !Number.isNaN(value)).toSorted();
  const distinct: number[] = [];
  const counts: number[] = [];
  for (const value of sorted) {
    if (distinct.length && value === distinct[distinct.length - 1]) counts[counts.length - 1]! += 1;
    else {
      distinct.push(value);
      counts.push(1);
    }
  }
  return { distinct, counts };
}

const finite = (value: number): number =>
  Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, value));

/** At least `low` and below `high`, so that the two part. */
function between(low: number, high: number): number {
  const middle = finite(low) / 2 + finite(high) / 2;
  return middle < high ? middle : finite(low);
}

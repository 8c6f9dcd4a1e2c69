import type {
  ColumnEncoder,
  Curve,
  NumericEncoderState,
  RawValue,
  SlotSink,
} from './column-encoder.js';
import { fitKnots, upperBound } from './knots.js';

export interface NumericEncoderOptions {
  maxBins: number;
}

/** How the penalties of a curve compare with a category's 1. */
const KNOT_RIDGE = 0.25;
const KNOT_SMOOTH = 4;
/** A straight line costs less than any curve: with few rows it is what should be left. */
const SCALED_RIDGE = 0.3;
/** Beyond this many spreads the raw value saturates. */
const SATURATION = 3;
const FAR_OUT = 1e9;
/** Larger ones count as this, so that no difference between two values leaves the range of numbers. */
const LARGEST = 1e150;

/**
 * A number as a piecewise-linear curve: the two knots around it share a weight of 1, a missing
 * value has a position of its own, and the robustly scaled value itself carries what lies
 * beyond the outer knots. Positions: knots, missing, scaled.
 *
 * @see Gorishniy et al. 2022, "On Embeddings for Numerical Features in Tabular Deep Learning", 3.2
 */
export class NumericEncoder implements ColumnEncoder {
  readonly width: number;
  readonly slots = 3;
  private readonly knots: Float64Array;

  constructor(private readonly state: NumericEncoderState) {
    this.knots = Float64Array.from(state.knots);
    this.width = this.knots.length + 2;
  }

  /** Missing (NaN) and infinite values do not move the knots. */
  static fit(values: Float64Array, { maxBins }: NumericEncoderOptions): NumericEncoder {
    const sorted = values
      .filter((value) => Number.isFinite(value))
      .map(bounded)
      .toSorted();
    return new NumericEncoder({
      kind: 'numeric',
      knots: fitKnots(sorted, maxBins),
      ...middleAndSpread(sorted),
    });
  }

  encode(raw: RawValue, { indices, values }: SlotSink, at: number, base: number): void {
    const knotCount = this.knots.length;
    const value = typeof raw === 'number' ? raw : Number.NaN;
    indices.fill(base + knotCount, at, at + 2);
    values.fill(0, at, at + 3);
    indices[at + 2] = base + knotCount + 1;
    if (Number.isNaN(value) || !knotCount) {
      values[at] = 1;
      return;
    }
    this.encodeKnots(bounded(value), { indices, values }, at, base);
    values[at + 2] = this.scaled(bounded(value));
  }

  curve(weights: Float64Array, base: number): Curve {
    const knotCount = this.knots.length;
    const heights = weights.slice(base, base + knotCount);
    const missing = weights[base + knotCount]!;
    const slope = weights[base + knotCount + 1]!;
    return (raw) => {
      if (typeof raw !== 'number' || Number.isNaN(raw) || !knotCount) return missing;
      const value = bounded(raw);
      const { left, right, share } = this.placeOf(value);
      return heights[left]! * (1 - share) + heights[right]! * share + slope * this.scaled(value);
    };
  }

  ridge(): number[] {
    return [...Array.from(this.knots, () => KNOT_RIDGE), 1, SCALED_RIDGE];
  }

  smooth(): number[] {
    return [
      ...Array.from(this.knots, (_, i) => (i + 1 < this.knots.length ? KNOT_SMOOTH : 0)),
      0,
      0,
    ];
  }

  toState(): NumericEncoderState {
    return this.state;
  }

  private encodeKnots(
    value: number,
    { indices, values }: SlotSink,
    at: number,
    base: number,
  ): void {
    const { left, right, share } = this.placeOf(value);
    indices[at] = base + left;
    indices[at + 1] = base + right;
    values[at] = 1 - share;
    values[at + 1] = share;
  }

  /** The knots around a value, and how far it lies from the left one to the right one: 0..1. */
  private placeOf(value: number): { left: number; right: number; share: number } {
    const last = this.knots.length - 1;
    const above = upperBound(this.knots, value);
    const left = Math.min(Math.max(above - 1, 0), last);
    const right = Math.min(above, last);
    const gap = this.knots[right]! - this.knots[left]!;
    return { left, right, share: gap > 0 ? (value - this.knots[left]!) / gap : 0 };
  }

  /** In (-3, 3); 0 at the median. */
  private scaled(value: number): number {
    const { centre, spread } = this.state;
    if (spread === 0) return 0;
    const z = (value - centre) / spread;
    // So far out the root is the number itself; nearer, its square cannot leave the range of numbers.
    if (!(Math.abs(z) < FAR_OUT)) return Math.sign(z) * SATURATION;
    const part = z / SATURATION;
    return z / Math.sqrt(1 + part * part);
  }
}

const bounded = (value: number): number => Math.min(Math.max(value, -LARGEST), LARGEST);

function middleAndSpread(sorted: Float64Array): { centre: number; spread: number } {
  if (!sorted.length) return { centre: 0, spread: 0 };
  const quantile = (part: number): number => sorted[Math.floor(part * (sorted.length - 1))]!;
  const ranges = [
    [0.25, 0.75],
    [0.05, 0.95],
    [0, 1],
  ] as const;
  for (const [low, high] of ranges) {
    const spread = quantile(high) - quantile(low);
    if (spread > 0 && Number.isFinite(spread)) return { centre: quantile(0.5), spread };
  }
  return { centre: quantile(0.5), spread: 0 };
}

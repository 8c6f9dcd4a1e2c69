/** Where an encoder writes: parallel arrays, of any float width. */
export interface SlotSink {
  indices: Int32Array;
  values: Float32Array | Float64Array;
}

/** A raw value as a feature vector or table holds it. */
export type RawValue = number | string | null | undefined;

/** What a value adds to a sum. */
export type Curve = (raw: RawValue) => number;

/**
 * One feature, fitted on the training rows only: turns a raw value into a fixed number of
 * (position, value) slots. Whatever is put in, the answer is finite.
 */
export interface ColumnEncoder {
  /** How many positions it may write to: 0 .. width - 1. */
  readonly width: number;
  /** How many slots every value takes. */
  readonly slots: number;
  /** Writes `slots` entries from `at`, positions counted from `base`. */
  encode(raw: RawValue, sink: SlotSink, at: number, base: number): void;
  /**
   * What the slots of `encode` add up to under these weights, without writing any. Made ready once,
   * because every score asks it of every feature: do not change the weights afterwards.
   */
  curve(weights: Float64Array, base: number): Curve;
  /** How strongly each position is drawn to zero. Shape [width]. */
  ridge(): number[];
  /** How strongly each position is drawn to the next. Shape [width]; the last is 0. */
  smooth(): number[];
  toState(): ColumnEncoderState;
}

export type ColumnEncoderState = NumericEncoderState | CategoricalEncoderState;

export interface NumericEncoderState {
  kind: 'numeric';
  knots: number[];
  /** Median and spread of the training values; a spread of 0 means there was nothing to scale. */
  centre: number;
  spread: number;
}

export interface CategoricalEncoderState {
  kind: 'categorical';
  levels: string[];
  /** Level to its log-odds above the prior's, only where there were too many levels to learn one by one. */
  statistic?: [level: string, logOdds: number][];
}

import type { FeatureColumn, FeatureTable, FeatureVector } from '#features';
import type { Examples } from '../estimator.js';
import type { SparseRows } from '../net/sparse-rows.js';
import { CategoricalEncoder, type CategoricalEncoderOptions } from './categorical-encoder.js';
import type { ColumnEncoder, ColumnEncoderState, RawValue } from './column-encoder.js';
import { foldsByHash } from '../folds.js';
import { NumericEncoder, type NumericEncoderOptions } from './numeric-encoder.js';

export type EncodingOptions = NumericEncoderOptions & CategoricalEncoderOptions;

/** A feature's encoder and where its positions begin among all. */
export interface EncodedFeature {
  name: string;
  encoder: ColumnEncoder;
  base: number;
  /** Where its slots begin within a row. */
  slot: number;
}

export type TableEncodingState = { name: string; encoder: ColumnEncoderState }[];

const FOLDS = 5;
/** One lead in so many hides its level of a feature that lies within another. */
const HIDDEN_ONE_IN = 10;
/** No text of a feature holds this sign. */
const NEVER_SEEN = '\0';

/** Every feature of a schema, encoded side by side: what all families learn from. */
export class TableEncoding {
  readonly features: EncodedFeature[] = [];
  readonly width: number;
  readonly slots: number;

  private constructor(encoders: { name: string; encoder: ColumnEncoder }[]) {
    let base = 0;
    let slot = 0;
    for (const { name, encoder } of encoders) {
      this.features.push({ name, encoder, base, slot });
      base += encoder.width;
      slot += encoder.slots;
    }
    this.width = base;
    this.slots = slot;
  }

  /**
   * Fits every encoder on these examples and no others.
   *
   * @returns also the examples' own rows, whose target statistics come from other folds.
   */
  static fit(
    examples: Examples,
    weights: Float64Array,
    options: EncodingOptions,
  ): { encoding: TableEncoding; rows: SparseRows } {
    const { table, labels, groups } = examples;
    const folds = foldsByHash(examples, FOLDS);
    const crossFitted = new Map<string, Float64Array>();
    const encoders = table.columns.map((column) => {
      const { name, kind, within } = column;
      if (kind === 'numeric') {
        return { name, encoder: NumericEncoder.fit(numbersOf(table, name), options) };
      }
      const outcomes = {
        levels: textsOf(table, name),
        labels,
        weights,
        folds,
        foldCount: FOLDS,
        ...(groups && { groups }),
        ...(within !== undefined && { parents: textsOf(table, within) }),
      };
      const fitted = isPooled(column, table)
        ? CategoricalEncoder.fitPooled(outcomes)
        : CategoricalEncoder.fit(outcomes, options);
      if (fitted.crossFitted) crossFitted.set(name, fitted.crossFitted);
      return { name, encoder: fitted.encoder };
    });
    const encoding = new TableEncoding(encoders);
    const rows = encoding.encode(table);
    for (const [name, statistic] of crossFitted) encoding.replaceStatistic(rows, name, statistic);
    for (const { name, within } of table.columns) {
      if (within !== undefined) encoding.hideLevels(rows, name, hiddenRows(examples));
    }
    return { encoding, rows };
  }

  static fromState(state: TableEncodingState): TableEncoding {
    return new TableEncoding(
      state.map(({ name, encoder }) => ({
        name,
        encoder:
          encoder.kind === 'numeric'
            ? new NumericEncoder(encoder)
            : new CategoricalEncoder(encoder),
      })),
    );
  }

  encode(table: FeatureTable): SparseRows {
    const { rowCount } = table;
    const length = rowCount * this.slots;
    const indices = new Int32Array(length);
    const values = new Float32Array(length);
    for (const { name, encoder, base, slot } of this.features) {
      const column = rawColumn(table, name);
      for (let row = 0, at = slot; row < rowCount; row++, at += this.slots) {
        encoder.encode(column?.[row], { indices, values }, at, base);
      }
    }
    return { rowCount, slots: this.slots, indices, values };
  }

  ridge(): Float32Array {
    return Float32Array.from(this.features.flatMap(({ encoder }) => encoder.ridge()));
  }

  smooth(): Float32Array {
    return Float32Array.from(this.features.flatMap(({ encoder }) => encoder.smooth()));
  }

  toState(): TableEncodingState {
    return this.features.map(({ name, encoder }) => ({ name, encoder: encoder.toState() }));
  }

  /** These rows count as of a level never seen, so that such a one is learned for. */
  private hideLevels(rows: SparseRows, name: string, hidden: number[]): void {
    const { encoder, base, slot } = this.features.find((one) => one.name === name)!;
    for (const row of hidden) {
      encoder.encode(NEVER_SEEN, rows, row * this.slots + slot, base);
    }
  }

  private replaceStatistic(rows: SparseRows, name: string, statistic: Float64Array): void {
    const feature = this.features.find((one) => one.name === name)!;
    const last = feature.slot + feature.encoder.slots - 1;
    statistic.forEach((value, row) => {
      rows.values[row * this.slots + last] = value;
    });
  }
}

/** The raw value of one feature, whichever map of the table holds it. */
export const rawColumn = (table: FeatureTable, name: string): ArrayLike<RawValue> | undefined =>
  table.numeric.get(name) ?? table.categorical.get(name);

/** As `rawColumn` for one vector; a name that only objects in general have is not a feature. */
export const rawValue = (vector: FeatureVector, name: string): RawValue =>
  Object.hasOwn(vector, name) ? vector[name] : null;

export const sameColumns = (one: FeatureColumn[], other: FeatureColumn[]): boolean =>
  one.length === other.length &&
  one.every((column, at) => column.name === other[at]!.name && column.kind === other[at]!.kind);

/** A level within another, or one that holds others. */
export const isPooled = ({ name, within }: FeatureColumn, { columns }: FeatureTable): boolean =>
  within !== undefined || columns.some((other) => other.within === name);

/** Whole leads, and of every fold alike. */
export const hiddenRows = (examples: Examples): number[] =>
  Array.from(foldsByHash(examples, FOLDS * HIDDEN_ONE_IN)).flatMap((fold, row) =>
    fold < FOLDS ? [row] : [],
  );

export const numbersOf = (table: FeatureTable, name: string): Float64Array =>
  table.numeric.get(name) ?? new Float64Array(table.rowCount).fill(Number.NaN);

export const textsOf = (table: FeatureTable, name: string): (string | null)[] =>
  table.categorical.get(name) ?? Array.from({ length: table.rowCount }, () => null);

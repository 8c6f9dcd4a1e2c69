import type { FeatureTable, FeatureVector } from '#features';
import { foldsByHash } from '../folds.js';
import { numbersOf, rawColumn, rawValue } from '../encoding/table-encoding.js';
import type { Examples } from '../estimator.js';
import type { BinnedRows, View } from './binned-rows.js';
import { fitLevels, type LevelOptions } from './fit-levels.js';
import { LevelViews } from './level-views.js';
import { NumericBins } from './numeric-bins.js';

/** `maxBins` holds for numbers and statistics alike. */
export type BinningOptions = LevelOptions;

/** A feature and how its values become bins; its views are `firstView` and those after it. */
export interface BinnedFeature {
  name: string;
  bins: NumericBins | LevelViews;
  firstView: number;
}

const FOLDS = 10;

/** Every feature of a schema as bins: what trees grow on. */
export class TableBinning {
  readonly features: BinnedFeature[] = [];
  readonly views: View[] = [];

  constructor(features: { name: string; bins: NumericBins | LevelViews }[]) {
    for (const [feature, { name, bins }] of features.entries()) {
      this.features.push({ name, bins, firstView: this.views.length });
      const own =
        bins instanceof LevelViews ? bins.views : [{ ordered: true, binCount: bins.binCount }];
      for (const { ordered, binCount } of own) this.views.push({ feature, ordered, binCount });
    }
  }

  /** Fits the bins on these rows and no others. @returns also the rows themselves, whose target statistics come from other folds. */
  static fit(
    examples: Examples,
    weights: Float64Array,
    given: BinningOptions,
  ): { binning: TableBinning; rows: BinnedRows } {
    const { table } = examples;
    const options = { ...given, maxBins: binsFor(table.rowCount, given.maxBins) };
    const folds = foldsByHash(examples, FOLDS);
    const fittedColumns: (Uint8Array | undefined)[] = [];
    const features = table.columns.map((column) => {
      const { name, kind } = column;
      if (kind === 'numeric') {
        fittedColumns.push(undefined);
        return { name, bins: NumericBins.fit(numbersOf(table, name), options.maxBins) };
      }
      const fitted = fitLevels(column, { examples, weights, folds, foldCount: FOLDS }, options);
      fittedColumns.push(...fitted.columns);
      return { name, bins: fitted.bins };
    });
    const binning = new TableBinning(features);
    const { columns, rowCount } = binning.bin(table);
    return {
      binning,
      rows: { rowCount, columns: columns.map((column, view) => fittedColumns[view] ?? column) },
    };
  }

  bin(table: FeatureTable): BinnedRows {
    const { rowCount } = table;
    const columns = this.views.map(() => new Uint8Array(rowCount));
    for (const { name, bins, firstView } of this.features) {
      const raw = rawColumn(table, name);
      for (let row = 0; row < rowCount; row++) {
        if (bins instanceof NumericBins) columns[firstView]![row] = bins.binOf(raw?.[row]);
        else {
          const position = bins.positionOf(raw?.[row]);
          bins.views.forEach((view, at) => {
            columns[firstView + at]![row] = view.bins[position]!;
          });
        }
      }
    }
    return { rowCount, columns };
  }

  /** One lead's bins. Shape [views]. */
  binVector(vector: FeatureVector, to: Uint8Array): void {
    for (const { name, bins, firstView } of this.features) {
      const raw = rawValue(vector, name);
      if (bins instanceof NumericBins) to[firstView] = bins.binOf(raw);
      else {
        const position = bins.positionOf(raw);
        for (let at = 0; at < bins.views.length; at++) {
          to[firstView + at] = bins.views[at]!.bins[position]!;
        }
      }
    }
  }
}

const ROWS_A_BIN = 30;
const LEAST_BINS = 16;

/** A bin of few rows tells nothing but chance. */
const binsFor = (rowCount: number, most: number): number =>
  Math.min(most, Math.max(LEAST_BINS, Math.round(rowCount / ROWS_A_BIN)));

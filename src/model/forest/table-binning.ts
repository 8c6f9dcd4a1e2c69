import type { FeatureTable, FeatureVector } from '#features';
import { foldsOf } from '../encoding/folds.js';
import { levelSupport } from '../encoding/level-support.js';
import { numbersOf, rawColumn, rawValue, textsOf } from '../encoding/table-encoding.js';
import type { Examples } from '../estimator.js';
import type { BinnedRows, View } from './binned-rows.js';
import { LevelViews, ownBins } from './level-views.js';
import { NumericBins } from './numeric-bins.js';
import { countView, statisticView, type FittedView } from './target-views.js';

export interface BinningOptions {
  maxBins: number;
  /** Levels of fewer leads share a bin, and have no statistic. */
  minLevelRows: number;
  /** Features with more levels than this carry a target statistic and a count too. */
  maxPlainLevels: number;
}

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
    options: BinningOptions,
  ): { binning: TableBinning; rows: BinnedRows } {
    const { table } = examples;
    const folds = foldsOf(examples, FOLDS);
    const fittedColumns: (Uint8Array | undefined)[] = [];
    const features = table.columns.map(({ name, kind }) => {
      if (kind === 'numeric') {
        fittedColumns.push(undefined);
        return { name, bins: NumericBins.fit(numbersOf(table, name), options.maxBins) };
      }
      const outcomes = { levels: textsOf(table, name), labels: examples.labels, weights, folds };
      const { bins, columns } = fitLevels(
        { ...outcomes, foldCount: FOLDS, ...(examples.groups && { groups: examples.groups }) },
        options,
      );
      fittedColumns.push(...columns);
      return { name, bins };
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

/** Bins beside those of levels: one for others, one for missing. */
const MOST_LEVELS = 254;

function fitLevels(
  outcomes: Parameters<typeof statisticView>[0],
  { maxBins, minLevelRows, maxPlainLevels }: BinningOptions,
): { bins: LevelViews; columns: (Uint8Array | undefined)[] } {
  const { levels: values, groups } = outcomes;
  const support = levelSupport(values, groups, minLevelRows);
  const known = [...support.keys()]
    .filter((level) => support.get(level)! >= minLevelRows)
    .toSorted();
  const own = ownBins(known, commonest(values, known));
  const isPlain = known.length <= maxPlainLevels;
  const fitted: FittedView[] = isPlain
    ? []
    : [statisticView(outcomes, known, maxBins), countView(values, known, maxBins)];
  return {
    bins: new LevelViews(known, [own, ...fitted.map(({ view }) => view)]),
    columns: [undefined, ...fitted.map(({ column }) => column)],
  };
}

/** The levels with the most rows, in the order of `levels`. */
function commonest(values: (string | null)[], levels: string[]): string[] {
  if (levels.length <= MOST_LEVELS) return levels;
  const counts = new Map(levels.map((level) => [level, 0]));
  for (const value of values) {
    const count = value === null ? undefined : counts.get(value);
    if (count !== undefined) counts.set(value!, count + 1);
  }
  const chosen = new Set(
    levels.toSorted((a, b) => counts.get(b)! - counts.get(a)!).slice(0, MOST_LEVELS),
  );
  return levels.filter((level) => chosen.has(level));
}

import type { FittedStatistic } from '../encoding/target-statistic.js';
import type { LevelView } from './level-views.js';
import { MISSING_BIN, NumericBins } from './numeric-bins.js';

/** A view of a category, and what each training row may see of it. */
export interface FittedView {
  view: LevelView;
  column: Uint8Array;
}

/** The target statistic of each level as a number. Training rows see what the other folds tell of their level. */
export function statisticView(
  values: (string | null)[],
  { statistic, crossFitted }: FittedStatistic,
  maxBins: number,
): FittedView {
  const seen = crossFitted.map((value, row) => (values[row] === null ? Number.NaN : value));
  const bins = NumericBins.fit(seen, maxBins);
  return {
    view: orderedView(bins, [...statistic.map(([, value]) => value), 0]),
    column: Uint8Array.from(seen, (value) => bins.binOf(value)),
  };
}

/** How many rows carry each level: a large employer, a common model. */
export function countView(
  values: (string | null)[],
  levels: string[],
  maxBins: number,
): FittedView {
  const counts = new Map(levels.map((level) => [level, 0]));
  for (const value of values) {
    const count = value === null ? undefined : counts.get(value);
    if (count !== undefined) counts.set(value!, count + 1);
  }
  const countOf = (value: string | null): number =>
    value === null ? Number.NaN : (counts.get(value) ?? 0);
  const bins = NumericBins.fit(Float64Array.from(values, countOf), maxBins);
  return {
    view: orderedView(bins, [...levels.map(countOf), 0]),
    column: Uint8Array.from(values, (value) => bins.binOf(countOf(value))),
  };
}

const orderedView = (bins: NumericBins, values: number[]): LevelView => ({
  ordered: true,
  binCount: bins.binCount,
  bins: Uint8Array.from([...values.map((value) => bins.binOf(value)), MISSING_BIN]),
});

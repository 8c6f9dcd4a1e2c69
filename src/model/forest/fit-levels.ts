import type { FeatureColumn } from '#features';
import { LEAST_OWN_LEADS, levelsCarriedBy } from '../encoding/categorical-encoder.js';
import { levelSupport } from '../encoding/level-support.js';
import { fitPooledStatistic } from '../encoding/pooled-statistic.js';
import { hiddenRows, isPooled, textsOf } from '../encoding/table-encoding.js';
import { fitTargetStatistic, type LevelOutcomes } from '../encoding/target-statistic.js';
import type { Examples } from '../estimator.js';
import { LevelViews, OTHER_BIN, ownBins } from './level-views.js';
import { countView, statisticView } from './target-views.js';

export interface LevelOptions {
  maxBins: number;
  /** Levels of fewer leads share a bin, and have no statistic. */
  minLevelRows: number;
  /** Features with more levels than this carry a target statistic and a count too. */
  maxPlainLevels: number;
}

/** The examples with their weights and folds. */
export interface LevelExamples {
  examples: Examples;
  weights: Float64Array;
  folds: Int32Array;
  foldCount: number;
}

/** A category's views, and for each what the training rows may see, where that is not what `views` say. */
export interface FittedLevels {
  bins: LevelViews;
  columns: (Uint8Array | undefined)[];
}

export function fitLevels(
  column: FeatureColumn,
  given: LevelExamples,
  options: LevelOptions,
): FittedLevels {
  const outcomes = outcomesOf(column, given);
  return isPooled(column, given.examples.table)
    ? pooledLevels(column, outcomes, given.examples, options)
    : plainLevels(outcomes, options);
}

function outcomesOf(
  { name, within }: FeatureColumn,
  { examples, weights, folds, foldCount }: LevelExamples,
): LevelOutcomes {
  const { table, labels, groups } = examples;
  return {
    levels: textsOf(table, name),
    labels,
    weights,
    folds,
    foldCount,
    ...(groups && { groups }),
    ...(within !== undefined && { parents: textsOf(table, within) }),
  };
}

function plainLevels(outcomes: LevelOutcomes, options: LevelOptions): FittedLevels {
  const { maxBins, minLevelRows, maxPlainLevels } = options;
  const { levels: values, groups } = outcomes;
  const known = levelsCarriedBy(levelSupport(values, groups, minLevelRows), minLevelRows);
  const own = ownBins(known, commonest(values, known));
  if (known.length <= maxPlainLevels) {
    return { bins: new LevelViews(known, [own]), columns: [undefined] };
  }
  const statistic = statisticView(values, fitTargetStatistic(outcomes, known), maxBins);
  const count = countView(values, known, maxBins);
  return {
    bins: new LevelViews(known, [own, statistic.view, count.view]),
    columns: [undefined, statistic.column, count.column],
  };
}

/** A level that lies within others, or holds some: always a statistic, drawn to its group's; an own bin only where its leads are many. */
function pooledLevels(
  { within }: FeatureColumn,
  outcomes: LevelOutcomes,
  examples: Examples,
  { maxBins, minLevelRows }: LevelOptions,
): FittedLevels {
  const { levels: values, groups } = outcomes;
  const support = levelSupport(values, groups, LEAST_OWN_LEADS);
  const known = levelsCarriedBy(support, minLevelRows);
  const own = ownBins(known, commonest(values, levelsCarriedBy(support, LEAST_OWN_LEADS)));
  const { view, column } = statisticView(values, fitPooledStatistic(outcomes, known), maxBins);
  const bins = new LevelViews(known, [own, view]);
  const ownColumn = Uint8Array.from(values, (value) => own.bins[bins.positionOf(value)]!);
  if (within !== undefined) {
    // so that a level never seen is learned for
    for (const row of hiddenRows(examples)) {
      ownColumn[row] = OTHER_BIN;
      column[row] = view.bins[known.length]!;
    }
  }
  return { bins, columns: [ownColumn, column] };
}

/** Bins beside those of levels: one for others, one for missing. */
const MOST_LEVELS = 254;

/** The levels with the most rows, in the order of `levels`. */
function commonest(values: (string | null)[], levels: string[]): string[] {
  if (levels.length <= MOST_LEVELS) return levels;
  const counts = new Map(levels.map((level) => [level, 0]));
  for (const value of values) {
    const count = value === null ? undefined : counts.get(value);
    if (count !== undefined) counts.set(value!, count + 1);
  }
  const byCount = levels.toSorted((a, b) => counts.get(b)! - counts.get(a)!);
  const chosen = new Set(byCount.slice(0, MOST_LEVELS));
  return levels.filter((level) => chosen.has(level));
}

import {
  aspectOf,
  capital,
  changeSentence,
  describeValue,
  isOfRooftop,
  UNCHANGED_WORDS,
  type FeatureColumn,
  type Locale,
} from '#features';

import { pointsPerLogOdds } from './points.js';
import type { Scored } from './prediction.js';

/** One thing that moved a lead's score since it was last made. */
export interface ScoreChange {
  /** "Answered after 12 minutes: raised the likelihood." */
  sentence: string;
  logOdds: number;
  /** Percentage points. */
  points: number;
}

export type Compared = Pick<Scored, 'explanation' | 'features' | 'logOdds' | 'modelVersionId'>;

const MOST_CHANGES = 3;
/** Below this nobody sees a point move. */
const LEAST_CHANGE = 0.01;

/**
 * What changed between a lead's two newest predictions, the largest first, three at most. Matters count
 * whose values became others; all else that moved is time passing or another model.
 */
export function scoreChanges(
  newer: Compared,
  older: Compared,
  columns: readonly FeatureColumn[],
  locale: Locale,
): ScoreChange[] {
  const matters = changedMatters(newer, older, columns);
  const total = newer.logOdds - older.logOdds;
  const explained = matters.reduce((sum, { logOdds }) => sum + logOdds, 0);
  const why = newer.modelVersionId === older.modelVersionId ? 'time' : 'model';
  const told = matters.map(({ column, logOdds }) => ({
    phrase: capital(describeValue(column, newer.features[column.name] ?? null, locale)),
    logOdds,
  }));
  const slope = pointsPerLogOdds(older.logOdds, newer.logOdds);
  return [...told, { phrase: UNCHANGED_WORDS[why], logOdds: total - explained }]
    .filter(({ logOdds }) => Math.abs(logOdds) >= LEAST_CHANGE)
    .toSorted((a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds))
    .slice(0, MOST_CHANGES)
    .map(({ phrase, logOdds }) => ({
      sentence: changeSentence(phrase, logOdds),
      logOdds,
      points: Math.round(logOdds * slope * 10) / 10,
    }));
}

interface ChangedMatter {
  logOdds: number;
  /** Of the features that changed, the one that moved most. */
  column: FeatureColumn;
  most: number;
}

function changedMatters(
  newer: Compared,
  older: Compared,
  columns: readonly FeatureColumn[],
): ChangedMatter[] {
  const matters = new Map<string, ChangedMatter>();
  for (const column of columns) {
    const { name } = column;
    const moved =
      (newer.explanation.contributions[name] ?? 0) - (older.explanation.contributions[name] ?? 0);
    if (!isNews(column, newer, older)) continue;
    const matter = aspectOf(name);
    const known = matters.get(matter);
    if (!known) matters.set(matter, { logOdds: moved, column, most: Math.abs(moved) });
    else {
      known.logOdds += moved;
      if (Math.abs(moved) > known.most) Object.assign(known, { column, most: Math.abs(moved) });
    }
  }
  return [...matters.values()];
}

function isNews(column: FeatureColumn, newer: Compared, older: Compared): boolean {
  const { name } = column;
  const [now, before] = [newer.features[name] ?? null, older.features[name] ?? null];
  if (now === before || isOfRooftop(name)) return false;
  return !ranOn(column, now, before);
}

const CLOCK_UNITS: ReadonlySet<string | undefined> = new Set(['min', 'h', 'd']);

/** Clocks run on by themselves: that is no news. */
const ranOn = ({ unit }: FeatureColumn, now: unknown, before: unknown): boolean =>
  CLOCK_UNITS.has(unit) && typeof now === 'number' && typeof before === 'number' && now > before;

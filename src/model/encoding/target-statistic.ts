import { logit } from '../net/log-odds.js';
/** What became of the rows of each level, for features with too many levels to learn one by one. */
export interface LevelOutcomes {
  levels: (string | null)[];
  labels: Float64Array;
  weights: Float64Array;
  /** Which fold each row belongs to, 0 .. foldCount - 1: rows of one lead share a fold. */
  folds: Int32Array;
  foldCount: number;
  /** The lead of each row; absent where every row is a lead of its own. */
  groups?: string[];
  /** What each row's level lies within, for a feature that lies within another. */
  parents?: (string | null)[];
}

/** Log-odds of each level, and what each training row may see of them. */
export interface FittedStatistic {
  statistic: [level: string, logOdds: number][];
  /** Shape [rows]. */
  crossFitted: Float64Array;
}

/** How many average rows a level is mixed with before its own rows are believed. */
const PRIOR_ROWS = 20;

interface Count {
  weight: number;
  positives: number;
}

const NOTHING: Count = { weight: 0, positives: 0 };

class Tally {
  private readonly byLevel = new Map<string, Count>();
  private readonly total: Count = { ...NOTHING };

  add(level: string, weight: number, label: number): void {
    let own = this.byLevel.get(level);
    if (!own) this.byLevel.set(level, (own = { ...NOTHING }));
    for (const count of [own, this.total]) {
      count.weight += weight;
      count.positives += weight * label;
    }
  }

  /** Log-odds of the level above the average row's, without the rows in `except`. */
  logOdds(level: string, except: Tally = NO_TALLY): number {
    const rest = minus(this.byLevel.get(level) ?? NOTHING, except.byLevel.get(level) ?? NOTHING);
    const all = minus(this.total, except.total);
    const prior = (all.positives + 0.5) / (all.weight + 1);
    const rate = (rest.positives + PRIOR_ROWS * prior) / (rest.weight + PRIOR_ROWS);
    return logit(rate) - logit(prior);
  }
}

const NO_TALLY = new Tally();

const minus = (one: Count, other: Count): { weight: number; positives: number } => ({
  weight: one.weight - other.weight,
  positives: one.positives - other.positives,
});

/**
 * The smoothed log-odds of each level, and for the training rows the same from the *other* folds
 * alone: a row that saw its own label would teach the learner to trust the statistic too much.
 *
 * @param known - the levels that have a statistic; 0 for all others.
 * @see Micci-Barreca 2001
 */
export function fitTargetStatistic(outcomes: LevelOutcomes, known: string[]): FittedStatistic {
  const { levels, labels, weights, folds, foldCount } = outcomes;
  const all = new Tally();
  const byFold = Array.from({ length: foldCount }, () => new Tally());
  levels.forEach((level, row) => {
    if (level === null) return;
    all.add(level, weights[row]!, labels[row]!);
    byFold[folds[row]!]!.add(level, weights[row]!, labels[row]!);
  });
  const isKnown = new Set(known);
  const crossFitted = Float64Array.from(levels, (level, row) =>
    level !== null && isKnown.has(level) ? all.logOdds(level, byFold[folds[row]!]) : 0,
  );
  return { statistic: known.map((level) => [level, all.logOdds(level)]), crossFitted };
}

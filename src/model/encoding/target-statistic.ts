/** What became of the rows of each level, for features with too many levels to learn one by one. */
export interface LevelOutcomes {
  levels: (string | null)[];
  labels: Float64Array;
  weights: Float64Array;
  /** Which fold each row belongs to, 0 .. foldCount - 1: rows of one lead share a fold. */
  folds: Int32Array;
  foldCount: number;
}

/**
 * Levels of fewer rows than this have no statistic: they could hardly move, and a text that one lead
 * alone carries has no place in a saved model.
 */
const LEAST_ROWS = 5;

/** How many average rows a level is mixed with before its own rows are believed. */
const PRIOR_ROWS = 20;

class Tally {
  private readonly byLevel = new Map<string, { rows: number; positives: number }>();
  private readonly rowsOf = new Map<string, number>();
  private rows = 0;
  private positives = 0;

  add(level: string, weight: number, label: number): void {
    let found = this.byLevel.get(level);
    if (!found) this.byLevel.set(level, (found = { rows: 0, positives: 0 }));
    this.rowsOf.set(level, (this.rowsOf.get(level) ?? 0) + 1);
    found.rows += weight;
    found.positives += weight * label;
    this.rows += weight;
    this.positives += weight * label;
  }

  /** Log-odds of the level above the average row's, without the rows in `except`; 0 where nothing is known. */
  logOdds(level: string, except?: Tally): number {
    const own = this.byLevel.get(level);
    if (!own || this.rowsOf.get(level)! < LEAST_ROWS) return 0;
    const held = except?.byLevel.get(level);
    const rows = own.rows - (held?.rows ?? 0);
    const positives = own.positives - (held?.positives ?? 0);
    const allRows = this.rows - (except?.rows ?? 0);
    const prior = (this.positives - (except?.positives ?? 0) + 0.5) / (allRows + 1);
    const rate = (positives + PRIOR_ROWS * prior) / (rows + PRIOR_ROWS);
    return logit(rate) - logit(prior);
  }

  entries(): [string, number][] {
    return [...this.byLevel.keys()]
      .filter((level) => this.rowsOf.get(level)! >= LEAST_ROWS)
      .sort()
      .map((level) => [level, this.logOdds(level)]);
  }
}

/**
 * The smoothed log-odds of each level, and for the training rows the same from the *other* folds
 * alone: a row that saw its own label would teach the learner to trust the statistic too much.
 *
 * @see Micci-Barreca 2001
 */
export function fitTargetStatistic(outcomes: LevelOutcomes): {
  statistic: [string, number][];
  crossFitted: Float64Array;
} {
  const { levels, labels, weights, folds, foldCount } = outcomes;
  const all = new Tally();
  const byFold = Array.from({ length: foldCount }, () => new Tally());
  levels.forEach((level, row) => {
    if (level === null) return;
    all.add(level, weights[row]!, labels[row]!);
    byFold[folds[row]!]!.add(level, weights[row]!, labels[row]!);
  });
  const crossFitted = Float64Array.from(levels, (level, row) =>
    level === null ? 0 : all.logOdds(level, byFold[folds[row]!]),
  );
  return { statistic: all.entries(), crossFitted };
}

const logit = (rate: number): number => Math.log(rate / (1 - rate));

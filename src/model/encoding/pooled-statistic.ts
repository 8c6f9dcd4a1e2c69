import type { FittedStatistic, LevelOutcomes } from './target-statistic.js';
import { logit } from '../net/log-odds.js';

/** How many average leads of the group above a level is mixed with before its own leads are believed. */
const PRIOR_LEADS = 30;

interface Count {
  leads: number;
  won: number;
}

class PooledTally {
  private readonly byLevel = new Map<string, Count>();
  private readonly byParent = new Map<string, Count>();
  private readonly total: Count = { leads: 0, won: 0 };

  add(level: string, parent: string | null, leads: number, label: number): void {
    for (const count of [
      this.total,
      countOf(this.byLevel, level),
      ...(parent === null ? [] : [countOf(this.byParent, parent)]),
    ]) {
      count.leads += leads;
      count.won += leads * label;
    }
  }

  /** Log-odds of the level above its parent's (above everybody's, without one), without what `except` counted. */
  logOdds(level: string, parent: string | null, except: PooledTally = NO_TALLY): number {
    const all = minus(this.total, except.total);
    const rate = (all.won + 0.5) / (all.leads + 1);
    const above = parent === null ? rate : drawnTo(rate, this.byParent, except.byParent, parent);
    return logit(drawnTo(above, this.byLevel, except.byLevel, level)) - logit(above);
  }
}

const NO_TALLY = new PooledTally();

/**
 * Partial pooling: the log-odds of each level above its parent's, drawn to the parent's as long as its own
 * leads are few, as the parent's are drawn to everybody's. A level never seen adds 0, and its parent
 * speaks for it. Leads count once each, whatever their number of rows.
 *
 * @param outcomes - `parents` names the parent of each row's level; absent at the top.
 * @param known - the levels that have a statistic; 0 for all others.
 * @returns also, for the training rows, the same from the other folds alone.
 * @see Gelman & Hill 2007, section 12.2 (partial pooling); Micci-Barreca 2001 (hierarchical prior)
 */
export function fitPooledStatistic(outcomes: LevelOutcomes, known: string[]): FittedStatistic {
  const { levels, parents, labels, folds, foldCount } = outcomes;
  const leads = leadsARow(outcomes);
  const all = new PooledTally();
  const byFold = Array.from({ length: foldCount }, () => new PooledTally());
  const parentOf = new Map<string, string | null>();
  levels.forEach((level, row) => {
    if (level === null) return;
    const parent = parents?.[row] ?? null;
    parentOf.set(level, parent);
    all.add(level, parent, leads[row]!, labels[row]!);
    byFold[folds[row]!]!.add(level, parent, leads[row]!, labels[row]!);
  });
  const isKnown = new Set(known);
  const crossFitted = Float64Array.from(levels, (level, row) =>
    level !== null && isKnown.has(level)
      ? all.logOdds(level, parents?.[row] ?? null, byFold[folds[row]!])
      : 0,
  );
  const statistic = known.map((level): [string, number] => [
    level,
    all.logOdds(level, parentOf.get(level) ?? null),
  ]);
  return { statistic, crossFitted };
}

/** The share of a lead that each row stands for. */
function leadsARow({ weights, groups }: LevelOutcomes): Float64Array {
  if (!groups) return weights;
  const rows = new Map<string, number>();
  for (const lead of groups) rows.set(lead, (rows.get(lead) ?? 0) + 1);
  return weights.map((weight, row) => weight / rows.get(groups[row]!)!);
}

function drawnTo(
  rate: number,
  counts: ReadonlyMap<string, Count>,
  except: ReadonlyMap<string, Count>,
  level: string,
): number {
  const own = minus(counts.get(level) ?? NOTHING, except.get(level) ?? NOTHING);
  return (own.won + PRIOR_LEADS * rate) / (own.leads + PRIOR_LEADS);
}

const NOTHING: Count = { leads: 0, won: 0 };

const minus = (one: Count, other: Count): Count => ({
  leads: one.leads - other.leads,
  won: one.won - other.won,
});

function countOf(counts: Map<string, Count>, level: string): Count {
  let count = counts.get(level);
  if (!count) counts.set(level, (count = { leads: 0, won: 0 }));
  return count;
}

import { dealUnits, partition } from '../folds.js';
import type { ScoredOutcomes } from './beta-calibrator.js';
import { logLossOf } from '../net/log-odds.js';

const FOLDS = 5;
/** How often rows are dealt into folds: what one deal says depends on its luck. */
const DEALS = 3;
/** Of won leads and of others: below, scores are taken as they are. */
const LEAST_OF_A_KIND = 40;

type Bend = (logOdds: number) => number;
/** Learns from some scored rows how log-odds are to be changed, and what that is compared with. */
type FitBend = (outcomes: ScoredOutcomes) => { bend: Bend; instead?: Bend };

/**
 * Whether changing scores saves log-loss by more than one standard error, on leads that the change
 * was not learned from. A change fitted to chance makes scores worse.
 *
 * @param leads - rows of one lead carry one name: they are left out, and counted, together. Shape [rows].
 */
export function isWorthBending(
  outcomes: ScoredOutcomes,
  leads: readonly string[],
  fitBend: FitBend,
): boolean {
  if (!enough(outcomes.labels, leads)) return false;
  const saved = savedByLead(outcomes, leads, fitBend);
  const total = saved.reduce((sum, one) => sum + one, 0);
  const mean = total / saved.length;
  const squares = saved.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  const standardError = Math.sqrt((squares * saved.length) / (saved.length - 1));
  return total > standardError;
}

function enough(labels: ArrayLike<number>, leads: readonly string[]): boolean {
  const won = new Set(leads.filter((_, row) => labels[row] === 1));
  const others = new Set(leads.filter((lead) => !won.has(lead)));
  return won.size >= LEAST_OF_A_KIND && others.size >= LEAST_OF_A_KIND;
}

/** Log-loss saved on each lead by a bend learned from the leads of other folds. */
function savedByLead(
  outcomes: ScoredOutcomes,
  leads: readonly string[],
  fitBend: FitBend,
): number[] {
  const saved = new Map<string, number>();
  for (let deal = 0; deal < DEALS; deal++) {
    const folds = dealUnits(leads, outcomes.labels, FOLDS, deal);
    for (let fold = 0; fold < FOLDS; fold++) {
      const { bend, instead } = fitBend(outsideOf(outcomes, folds, fold));
      folds.forEach((own, row) => {
        if (own !== fold) return;
        const [as, label] = [outcomes.logOdds[row]!, outcomes.labels[row]!];
        const better = logLossOf(instead?.(as) ?? as, label) - logLossOf(bend(as), label);
        const before = saved.get(leads[row]!) ?? 0;
        saved.set(leads[row]!, before + (outcomes.weights[row]! * better) / DEALS);
      });
    }
  }
  return [...saved.values()];
}

function outsideOf(
  { logOdds, labels, weights }: ScoredOutcomes,
  folds: Int32Array,
  fold: number,
): ScoredOutcomes {
  const { outside } = partition(folds, fold);
  const pick = (values: ArrayLike<number>): Float64Array =>
    Float64Array.from(outside, (row) => values[row]!);
  return { logOdds: pick(logOdds), labels: pick(labels), weights: pick(weights) };
}

import { logLossOf } from '../estimators/held-out-loss.js';
import { dealUnits } from '../folds.js';
import { BetaCalibrator, type ScoredOutcomes } from './beta-calibrator.js';
import { IdentityCalibrator, type Calibrator } from './calibrator.js';

const FOLDS = 5;
/** Of won leads and of others: below, scores are taken as they are. */
const LEAST_OF_A_KIND = 40;

/**
 * Leaves scores as they are, unless bending them saves log-loss by more than one standard error on
 * leads the bend was not learned from. Learners that minimise log-loss are rarely far off, and a
 * calibrator fitted to chance makes them worse.
 *
 * @param outcomes - of the newest rows the learner had not seen.
 * @param leads - rows of one lead carry one name: they are left out, and counted, together. Shape [rows].
 */
export function chooseCalibrator(outcomes: ScoredOutcomes, leads: readonly string[]): Calibrator {
  if (!enough(outcomes.labels, leads)) return new IdentityCalibrator();
  const saved = savedByLead(outcomes, leads);
  const total = saved.reduce((sum, one) => sum + one, 0);
  const mean = total / saved.length;
  const squares = saved.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  const standardError = Math.sqrt((squares * saved.length) / (saved.length - 1));
  return total > standardError ? BetaCalibrator.fit(outcomes) : new IdentityCalibrator();
}

function enough(labels: ArrayLike<number>, leads: readonly string[]): boolean {
  const won = new Set(leads.filter((_, row) => labels[row] === 1));
  const others = new Set(leads.filter((lead) => !won.has(lead)));
  return won.size >= LEAST_OF_A_KIND && others.size >= LEAST_OF_A_KIND;
}

/** Log-loss saved on each lead by a bend learned from the leads of other folds. */
function savedByLead(
  { logOdds, labels, weights }: ScoredOutcomes,
  leads: readonly string[],
): number[] {
  const folds = dealUnits(leads, labels, FOLDS);
  const saved = new Map<string, number>();
  for (let fold = 0; fold < FOLDS; fold++) {
    const outside = Array.from(folds.keys()).filter((row) => folds[row] !== fold);
    const pick = (values: ArrayLike<number>): Float64Array =>
      Float64Array.from(outside, (row) => values[row]!);
    const bend = BetaCalibrator.fit({
      logOdds: pick(logOdds),
      labels: pick(labels),
      weights: pick(weights),
    });
    folds.forEach((own, row) => {
      if (own !== fold) return;
      const [as, label] = [logOdds[row]!, labels[row]!];
      const better = logLossOf(as, label) - logLossOf(bend.apply(as), label);
      saved.set(leads[row]!, (saved.get(leads[row]!) ?? 0) + weights[row]! * better);
    });
  }
  return [...saved.values()];
}

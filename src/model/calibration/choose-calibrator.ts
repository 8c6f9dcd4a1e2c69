import { BetaCalibrator, type ScoredOutcomes } from './beta-calibrator.js';
import { IdentityCalibrator, type Calibrator } from './calibrator.js';
import { isWorthBending } from './saved-by-lead.js';

/**
 * Leaves scores as they are, unless bending them saves log-loss by more than one standard error on
 * leads the bend was not learned from. Learners that minimise log-loss are rarely far off.
 *
 * @param outcomes - of the newest rows the learner had not seen.
 * @param leads - rows of one lead carry one name: they are left out, and counted, together. Shape [rows].
 */
export function chooseCalibrator(outcomes: ScoredOutcomes, leads: readonly string[]): Calibrator {
  const isWorthIt = isWorthBending(outcomes, leads, (some) => {
    const beta = BetaCalibrator.fit(some);
    return { bend: (logOdds) => beta.apply(logOdds) };
  });
  return isWorthIt ? BetaCalibrator.fit(outcomes) : new IdentityCalibrator();
}

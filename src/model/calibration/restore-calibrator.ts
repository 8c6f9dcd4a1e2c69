import { InvalidEstimatorStateError } from '../fitting-errors.js';
import { BETA, BetaCalibrator, type BetaState } from './beta-calibrator.js';
import { IdentityCalibrator, type Calibrator, type CalibratorState } from './calibrator.js';

/** The calibrator that `toState` was asked of. */
export function restoreCalibrator(state: CalibratorState): Calibrator {
  if (state.kind === 'identity') return new IdentityCalibrator();
  if (state.kind === BETA) return new BetaCalibrator(state as BetaState);
  throw new InvalidEstimatorStateError(`There is no calibrator "${state.kind}".`);
}

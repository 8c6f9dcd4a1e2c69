/**
 * Turns an estimator's log-odds into those a score is made of. It works on log-odds, so that the
 * reasons still add up to the score.
 */
export interface Calibrator {
  readonly kind: string;
  apply(logOdds: number): number;
  toState(): CalibratorState;
}

export interface CalibratorState {
  kind: string;
}

/** Leaves log-odds as they are: right for learners that minimise log-loss. */
export class IdentityCalibrator implements Calibrator {
  readonly kind = 'identity';

  apply(logOdds: number): number {
    return logOdds;
  }

  toState(): CalibratorState {
    return { kind: this.kind };
  }
}

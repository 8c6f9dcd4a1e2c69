import { InvalidEstimatorStateError } from '../fitting-errors.js';
import type { Calibrator, CalibratorState } from './calibrator.js';
import { sigmoid } from '../net/log-odds.js';

export const BETA = 'beta';

export interface BetaState extends CalibratorState {
  kind: typeof BETA;
  /** How strongly low scores are spread. From 0; 1 leaves them. */
  low: number;
  /** The same of high scores. */
  high: number;
  shift: number;
}

/** Scores of rows the learner had not seen, and what came of them. */
export interface ScoredOutcomes {
  /** Shape [rows]. */
  logOdds: ArrayLike<number>;
  /** 0 or 1. Shape [rows]. */
  labels: ArrayLike<number>;
  /** Mean 1. Shape [rows]. */
  weights: ArrayLike<number>;
}

/**
 * Beta calibration: log-odds a log(p) - b log(1 - p) + c. It bends low and high scores by themselves,
 * keeps their order, and holds the identity (1, 1, 0), unlike Platt's line.
 *
 * @see Kull, Silva Filho and Flach 2017, "Beta calibration"
 */
export class BetaCalibrator implements Calibrator {
  readonly kind = BETA;

  constructor(private readonly state: BetaState) {
    const { low, high, shift } = state;
    if (![low, high, shift].every(Number.isFinite) || low < 0 || high < 0) {
      throw new InvalidEstimatorStateError('The saved beta calibrator is damaged.');
    }
  }

  static fit(outcomes: ScoredOutcomes): BetaCalibrator {
    const [low, high, shift] = fitted(outcomes);
    return new BetaCalibrator({ kind: BETA, low, high, shift });
  }

  apply(logOdds: number): number {
    const { low, high, shift } = this.state;
    return low * logShare(logOdds) - high * logShare(-logOdds) + shift;
  }

  toState(): BetaState {
    return this.state;
  }
}

type Parameters = [low: number, high: number, shift: number];

const IDENTITY: Parameters = [1, 1, 0];
/** In nats of all rows: few rows cannot carry three parameters far from the identity. */
const HOLD = 1;
const MOST_SWEEPS = 500;

/** Coordinate Newton steps: the loss is convex in all three, and the first two have a floor. */
function fitted({ logOdds, labels, weights }: ScoredOutcomes): Parameters {
  const rows = Array.from({ length: labels.length }, (_, row) => row);
  const inputs = rows.map((row) => [logShare(logOdds[row]!), -logShare(-logOdds[row]!), 1]);
  const found: Parameters = [...IDENTITY];
  const sums = Float64Array.from(inputs, (input) => dot(input, found));
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let moved = 0;
    for (const [at, identity] of IDENTITY.entries()) {
      let slope = 2 * HOLD * (found[at]! - identity);
      let curvature = 2 * HOLD;
      for (const row of rows) {
        const p = sigmoid(sums[row]!);
        const input = inputs[row]![at]!;
        slope += weights[row]! * (p - labels[row]!) * input;
        curvature += weights[row]! * p * (1 - p) * input * input;
      }
      const next = found[at]! - slope / curvature;
      const step = (at < 2 ? Math.max(0, next) : next) - found[at]!;
      found[at]! += step;
      for (const row of rows) sums[row]! += step * inputs[row]![at]!;
      moved = Math.max(moved, Math.abs(step));
    }
    if (moved < 1e-5) break;
  }
  return found;
}

/** log of the probability: never above 0, finite for any log-odds. */
const logShare = (logOdds: number): number =>
  Math.min(logOdds, 0) - Math.log1p(Math.exp(-Math.abs(logOdds)));

const dot = (one: number[], other: number[]): number =>
  one.reduce((sum, value, at) => sum + value * other[at]!, 0);

import { InvalidEstimatorStateError } from '../fitting-errors.js';
import type { Calibrator, CalibratorState } from './calibrator.js';
import { CholeskyFactor } from '../net/cholesky.js';
import { logLossOf, sigmoid } from '../net/log-odds.js';

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
    return new BetaCalibrator({ kind: BETA, low: low!, high: high!, shift: shift! });
  }

  apply(logOdds: number): number {
    const { low, high, shift } = this.state;
    return low * logShare(logOdds) - high * logShare(-logOdds) + shift;
  }

  toState(): BetaState {
    return this.state;
  }
}

/** `low`, `high` and `shift`; the first two never below 0. */
type Parameters = Float64Array;

const IDENTITY = [1, 1, 0];
const FLOORED = 2;
/** In nats of all rows: few rows cannot carry three parameters far from the identity. */
const HOLD = 1;
const MOST_STEPS = 50;
const CONVERGED = 1e-12;

/** Newton steps, halved until they lead down: the loss is convex. What lies on its floor and would go below stays there. */
function fitted(outcomes: ScoredOutcomes): Parameters {
  const inputs = Float64Array.from({ length: 3 * outcomes.labels.length }, (_, at) =>
    inputOf(outcomes.logOdds[Math.floor(at / 3)]!, at % 3),
  );
  let place = lookAt(inputs, outcomes, Float64Array.from(IDENTITY));
  for (let step = 0; step < MOST_STEPS; step++) {
    const next = lower(inputs, outcomes, place);
    if (!next) break;
    const gained = place.loss - next.loss;
    place = next;
    if (gained <= CONVERGED * (1 + place.loss)) break;
  }
  return place.at;
}

function inputOf(logOdds: number, parameter: number): number {
  if (parameter === 2) return 1;
  return parameter ? -logShare(-logOdds) : logShare(logOdds);
}

/** The loss where parameters are, its gradient, and the lower half of its Hessian. */
interface Place {
  at: Parameters;
  loss: number;
  gradient: Float64Array;
  curvature: Float64Array;
}

/** Undefined at the bottom. */
function lower(inputs: Float64Array, outcomes: ScoredOutcomes, from: Place): Place | undefined {
  const direction = downwards(from);
  for (let length = 1; length > 1e-6; length /= 2) {
    const at = from.at.map((value, k) => {
      const moved = value + length * direction[k]!;
      return k < FLOORED ? Math.max(0, moved) : moved;
    });
    const next = lookAt(inputs, outcomes, at);
    if (next.loss < from.loss) return next;
  }
  return undefined;
}

function downwards({ at, gradient, curvature }: Place): Float64Array {
  const matrix = curvature.slice();
  const right = gradient.map((slope, k) => {
    const held = k < FLOORED && at[k] === 0 && slope > 0;
    if (held)
      for (let l = 0; l < 3; l++) if (l !== k) matrix[3 * Math.max(k, l) + Math.min(k, l)] = 0;
    return held ? 0 : -slope;
  });
  return CholeskyFactor.of(matrix, 3).solve(right);
}

function lookAt(inputs: Float64Array, { labels, weights }: ScoredOutcomes, at: Parameters): Place {
  const gradient = at.map((value, k) => 2 * HOLD * (value - IDENTITY[k]!));
  const curvature = Float64Array.of(2 * HOLD, 0, 0, 0, 2 * HOLD, 0, 0, 0, 2 * HOLD);
  let loss = at.reduce((sum, value, k) => sum + HOLD * (value - IDENTITY[k]!) ** 2, 0);
  for (let row = 0; row < labels.length; row++) {
    const first = 3 * row;
    const logOdds = inputs[first]! * at[0]! + inputs[first + 1]! * at[1]! + at[2]!;
    const p = sigmoid(logOdds);
    loss += weights[row]! * logLossOf(logOdds, labels[row]!);
    const off = weights[row]! * (p - labels[row]!);
    const bend = weights[row]! * p * (1 - p);
    for (let k = 0; k < 3; k++) {
      const input = inputs[first + k]!;
      gradient[k]! += off * input;
      for (let l = 0; l <= k; l++) curvature[3 * k + l]! += bend * input * inputs[first + l]!;
    }
  }
  return { at, loss, gradient, curvature };
}

/** log of the probability: never above 0, finite for any log-odds. */
const logShare = (logOdds: number): number =>
  Math.min(logOdds, 0) - Math.log1p(Math.exp(-Math.abs(logOdds)));

import type { ScoredOutcomes } from './beta-calibrator.js';
import { isWorthBending } from './saved-by-lead.js';
import { sigmoid } from '../net/log-odds.js';

/** The answer is moved + stretch * log-odds. */
export interface Sharpness {
  stretch: number;
  moved: number;
}

export const AS_IT_IS: Sharpness = { stretch: 1, moved: 0 };

/** How firmly the stretch is held to 1, in nats of all rows: a tenth more or less costs half a nat. */
const HOLD = 50;
/** So firmly that only the level moves. */
const FIRM = 1e12;
const LEAST = 0.5;
const MOST = 2;
const STEPS = 25;

/**
 * How much surer, or less sure, log-odds should be, learned from rows their learner had not seen; as
 * they are, unless that saves log-loss by more than one standard error on rows it was not learned from.
 *
 * The level of the rows has no say: both sides of that comparison may move to it, and as many sales
 * are promised for these rows as before. How high the rate stood in one window says little of the
 * next, how far scores lie apart says more.
 *
 * @param leads - as in `isWorthBending`.
 */
export function chooseSharpness(outcomes: ScoredOutcomes, leads: readonly string[]): Sharpness {
  const isWorthIt = isWorthBending(outcomes, leads, (some) => {
    const { stretch, moved } = fitted(some, HOLD);
    const level = fitted(some, FIRM);
    return {
      bend: (logOdds) => moved + stretch * logOdds,
      instead: (logOdds) => level.moved + level.stretch * logOdds,
    };
  });
  if (!isWorthIt) return AS_IT_IS;
  const { stretch } = fitted(outcomes, HOLD);
  return { stretch, moved: keepingPromise(outcomes, stretch) };
}

/** Newton steps on log-loss. */
function fitted({ logOdds, labels, weights }: ScoredOutcomes, hold: number): Sharpness {
  let stretch = 1;
  let moved = 0;
  for (let step = 0; step < STEPS; step++) {
    const slope = { stretch: 2 * hold * (stretch - 1), moved: 0 };
    const curvature = { stretch: 2 * hold, moved: 1e-6, both: 0 };
    for (let row = 0; row < labels.length; row++) {
      const own = logOdds[row]!;
      const p = sigmoid(moved + stretch * own);
      const off = weights[row]! * (p - labels[row]!);
      const bend = weights[row]! * p * (1 - p);
      slope.stretch += off * own;
      slope.moved += off;
      curvature.stretch += bend * own * own;
      curvature.moved += bend;
      curvature.both += bend * own;
    }
    const { stretch: a, moved: b, both: c } = curvature;
    const determinant = a * b - c * c;
    moved -= (a * slope.moved - c * slope.stretch) / determinant;
    const next = stretch - (b * slope.stretch - c * slope.moved) / determinant;
    stretch = Math.min(Math.max(next, LEAST), MOST);
  }
  return { stretch, moved };
}

/** By how much stretched log-odds are to be moved for the same mean probability. */
function keepingPromise({ logOdds, weights }: ScoredOutcomes, stretch: number): number {
  let moved = 0;
  for (let step = 0; step < STEPS; step++) {
    let above = 0;
    let curvature = 1e-9;
    for (let row = 0; row < weights.length; row++) {
      const p = sigmoid(moved + stretch * logOdds[row]!);
      above += weights[row]! * (p - sigmoid(logOdds[row]!));
      curvature += weights[row]! * p * (1 - p);
    }
    moved -= above / curvature;
  }
  return moved;
}

import type { EncodingOptions } from '../encoding/table-encoding.js';
import type { Examples } from '../estimator.js';
import { dealFolds } from '../folds.js';
import { AdditiveSolver } from '../net/additive-solver.js';
import type { AdditiveProblem, AdditiveWeights } from '../net/additive-training.js';
import { rowDot } from '../net/sparse-rows.js';
import type { PreparedAdditive } from './additive-problem.js';
import { HeldOutLoss } from './held-out-loss.js';
import { usualStrength } from './own-penalties.js';
import { logLossOf } from '../net/log-odds.js';

/** A penalty and its part in the answer; the parts of all sum to 1. */
export interface StrengthShare {
  strength: number;
  share: number;
}

/**
 * Before any row is seen the penalty is what is usual, give or take a factor. One far off is unusual,
 * not impossible (Student's t): where there is nothing to learn, rows say so.
 */
const STRENGTH_FACTOR = 1.4;
const DEGREES_OF_FREEDOM = 3;
/** Losses on folds are said twice as softly: the folds learned from the same rows, mostly. */
const TEMPER = 2;

const FOLDS = 5;
/** Below this many rows one deal of folds says too little. */
const TWICE_DEALT_ROWS = 1000;

/** Levels and curves that so few rows can carry. */
export function encodingForFew(rowCount: number, options: EncodingOptions): EncodingOptions {
  return {
    ...options,
    minRows: Math.min(options.minRows, Math.max(2, Math.round(rowCount / 100))),
    maxBins: rowCount < 500 ? Math.ceil(options.maxBins / 2) : options.maxBins,
  };
}

/**
 * How far each penalty is believed, judged on rows that its weights have not seen: folds of the
 * training rows, and the validation rows. A few hundred rows cannot name the best penalty, so that
 * its neighbours share in the answer in proportion to how well they foretold all those rows.
 */
export function shareStrengths(
  prepared: PreparedAdditive,
  strengths: number[],
  validation: Examples | undefined,
): StrengthShare[] {
  const [only, ...others] = strengths;
  if (only !== undefined && !others.length) return [{ strength: only, share: 1 }];
  const strongestFirst = strengths.toSorted((a, b) => b - a);
  const losses = strongestFirst.map(() => 0);
  const solver = new AdditiveSolver(prepared.problem);
  const deals = prepared.table.rowCount < TWICE_DEALT_ROWS ? 2 : 1;
  for (let deal = 0; deal < deals; deal++) {
    const folds = dealFolds(prepared.examples, FOLDS, deal);
    for (let fold = 0; fold < FOLDS; fold++) {
      addFoldLosses(prepared.problem, solver, strongestFirst, folds, fold, (at, loss) => {
        losses[at]! += loss / deals;
      });
    }
  }
  if (validation) addValidationLosses(prepared, solver, strongestFirst, validation, losses);
  const usual = usualStrength(prepared);
  const against = losses.map((loss, at) => loss / TEMPER + surpriseOf(strongestFirst[at]!, usual));
  const least = Math.min(...against);
  const belief = against.map((one) => Math.exp(least - one));
  const total = belief.reduce((sum, one) => sum + one, 0);
  return strongestFirst.map((strength, at) => ({ strength, share: belief[at]! / total }));
}

function surpriseOf(strength: number, usual: number): number {
  const off = Math.log(strength / usual) / Math.log(STRENGTH_FACTOR);
  const tail = (DEGREES_OF_FREEDOM + 1) / 2;
  return tail * Math.log1p(off ** 2 / DEGREES_OF_FREEDOM);
}

/** The weights of each penalty, mixed: a sum of curves again, so that reasons stay exact. */
export function solveShared(
  { problem }: PreparedAdditive,
  shares: StrengthShare[],
): AdditiveWeights {
  const mixed = { weights: new Float32Array(problem.ridge.length), intercept: 0 };
  const solver = new AdditiveSolver(problem);
  let start: AdditiveWeights | undefined;
  for (const { strength, share } of shares) {
    if (share < 0.01) continue;
    start = solver.solve({ strength, ...(start && { start }) });
    start.weights.forEach((weight, at) => (mixed.weights[at]! += share * weight));
    mixed.intercept += share * start.intercept;
  }
  const whole = shares.reduce((sum, { share }) => sum + (share < 0.01 ? 0 : share), 0);
  return {
    weights: mixed.weights.map((weight) => weight / whole),
    intercept: mixed.intercept / whole,
  };
}

function addFoldLosses(
  problem: AdditiveProblem,
  solver: AdditiveSolver,
  strengths: number[],
  folds: Int32Array,
  fold: number,
  add: (at: number, loss: number) => void,
): void {
  const included = Uint8Array.from(folds, (one) => (one === fold ? 0 : 1));
  // With three rows a fold may hold none of them, or all.
  if (!included.includes(0) || !included.includes(1)) return;
  let start: AdditiveWeights | undefined;
  for (const [at, strength] of strengths.entries()) {
    start = solver.solve({ strength, included, ...(start && { start }) });
    let loss = 0;
    for (let row = 0; row < included.length; row++) {
      if (included[row]) continue;
      const logOdds = rowDot(problem.rows, row, start.weights) + start.intercept;
      loss += problem.weights[row]! * logLossOf(logOdds, problem.labels[row]!);
    }
    add(at, loss);
  }
}

function addValidationLosses(
  { encoding }: PreparedAdditive,
  solver: AdditiveSolver,
  strengths: number[],
  validation: Examples,
  losses: number[],
): void {
  const heldOut = new HeldOutLoss(encoding.encode(validation.table), validation);
  let start: AdditiveWeights | undefined;
  for (const [at, strength] of strengths.entries()) {
    start = solver.solve({ strength, ...(start && { start }) });
    losses[at]! += heldOut.of(start) * validation.table.rowCount;
  }
}

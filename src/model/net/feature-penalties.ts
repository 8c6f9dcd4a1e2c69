import { AdditiveSolver } from './additive-solver.js';
import type { AdditiveProblem, AdditiveWeights } from './additive-training.js';
import { CompactRows } from './compact-rows.js';
import { evenlySpread } from './evenly-spread.js';
import { inverseBands } from './inverse-bands.js';
import { addPenalty } from './penalty-matrix.js';
import { sigmoid } from './log-odds.js';

/** The positions of one feature: `base .. base + width - 1`. */
export interface FeaturePositions {
  base: number;
  width: number;
}

/** Before a curve is seen, each feature is worth the same penalty, believed as firmly as so many degrees of freedom. */
const HOLD = 1;
/** Beyond so many positions the matrix would cost more than all else; features then keep the same penalty. */
const MOST_POSITIONS = 1200;

export interface PilotSettings {
  /** Of the one penalty for all under which features are compared, in rows. */
  strength: number;
  /** Of more rows than these as many are looked at, evenly spread. */
  mostRows: number;
}

/**
 * How many times the penalty each feature should have: less for one whose curve is large for the
 * freedom it takes, more for one that takes freedom and says little. Judged on the curves under one
 * penalty for all. Of random effects with m times that penalty, m = degrees of freedom / size; m
 * itself is held to 1 by a Gamma distribution.
 *
 * @returns shape [features], above 0.
 * @see Wood and Fasiolo 2017, "A generalized Fellner-Schall method for smoothing parameter optimization", 2
 */
export function penaltyFactors(
  problem: AdditiveProblem,
  features: readonly FeaturePositions[],
  { strength, mostRows }: PilotSettings,
): number[] {
  const { ridge, smooth, rows } = problem;
  if (ridge.length > MOST_POSITIONS) return features.map(() => 1);
  const included = evenlySpread(rows.rowCount, mostRows);
  const learned = new AdditiveSolver(problem).solve({ strength, included });
  const matrix = hessian(problem, learned, strength, included);
  const { diagonal, beside } = inverseBands(matrix, ridge.length + 1);
  return features.map(({ base, width }) => {
    let size = 0;
    let uncertainty = 0;
    for (let at = base; at < base + width; at++) {
      const own = learned.weights[at]!;
      const next = learned.weights[at + 1] ?? 0;
      size += ridge[at]! * own ** 2;
      uncertainty += ridge[at]! * diagonal[at]!;
      if (!smooth[at]) continue;
      size += smooth[at]! * (next - own) ** 2;
      uncertainty += smooth[at]! * (diagonal[at]! + diagonal[at + 1]! - 2 * beside[at]!);
    }
    const freedom = Math.max(width - strength * uncertainty, 0);
    return (freedom + HOLD) / (strength * size + HOLD);
  });
}

/** The same problem with so many times the penalty for each feature. */
export function withPenaltyFactors(
  problem: AdditiveProblem,
  features: readonly FeaturePositions[],
  factors: readonly number[],
): AdditiveProblem {
  const ridge = problem.ridge.slice();
  const smooth = problem.smooth.slice();
  for (const [feature, { base, width }] of features.entries()) {
    for (let at = base; at < base + width; at++) {
      ridge[at]! *= factors[feature]!;
      smooth[at]! *= factors[feature]!;
    }
  }
  return { ...problem, ridge, smooth };
}

/** Of the penalised loss summed over rows, intercept last. Shape [(width + 1) x (width + 1)], lower triangle. */
function hessian(
  problem: AdditiveProblem,
  learned: AdditiveWeights,
  strength: number,
  included: Uint8Array,
): Float64Array {
  const { rows, weights, ridge } = problem;
  const width = ridge.length;
  const size = width + 1;
  const kept = Int32Array.from(weights.keys()).filter((row) => included[row] && weights[row]! > 0);
  const compact = new CompactRows(rows, width, kept);
  const position = Float64Array.from([...learned.weights, learned.intercept]);
  const matrix = compact.gram(
    compact.times(position).map((logOdds, row) => weights[kept[row]!]! * variance(logOdds)),
  );
  // The average row of the solver, which keeps the intercept finite.
  matrix[size * size - 1]! += variance(learned.intercept);
  addPenalty(matrix, problem, strength);
  return matrix;
}

function variance(logOdds: number): number {
  const p = sigmoid(logOdds);
  return Math.max(p * (1 - p), 1e-9);
}

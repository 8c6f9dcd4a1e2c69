import type { AdditiveProblem } from './additive-training.js';
import { CholeskyFactor } from './cholesky.js';
import { CompactRows } from './compact-rows.js';
import { evenlySpread } from './evenly-spread.js';
import { addPenalty } from './penalty-matrix.js';

/** So many rows for every position say enough of what all would. */
const ROWS_PER_POSITION = 2;
/** What a factor costs in passes over all rows, at most: about as many as it saves in one solution. */
const MOST_PASSES = 50;
/** Added to the diagonal for every row, or a position that no row has and nothing penalises has no factor. */
const LEAST = 1e-9;

/**
 * How the penalised loss of a problem bends before anything is learned, factored for one strength after
 * the other. Near enough to how it bends elsewhere, and on a part of the rows, to be what conjugate
 * gradients are scaled with: far fewer steps than by the diagonal alone.
 */
export class CurvatureFactors {
  private readonly factors = new Map<number, CholeskyFactor>();

  private constructor(
    private readonly problem: AdditiveProblem,
    /** Without the penalty; lower triangle, shape [(width + 1) x (width + 1)]. */
    private readonly curvature: Float64Array,
  ) {}

  /** Undefined where there are so many positions that factors would take longer than they save. */
  static of(problem: AdditiveProblem, rate: number): CurvatureFactors | undefined {
    const { rows, weights, ridge } = problem;
    const width = ridge.length;
    const counted = Int32Array.from(weights.keys()).filter((row) => weights[row]! > 0);
    const looked = evenlySpread(counted.length, ROWS_PER_POSITION * (width + 1));
    const compact = new CompactRows(
      rows,
      width,
      counted.filter((_, at) => looked[at]),
    );
    const times = counted.length / Math.max(compact.rowCount, 1);
    if (workOf(compact, width) > MOST_PASSES * 2 * times * compact.entryCount) return undefined;
    const bend = times * rate * (1 - rate);
    const curvature = compact.gram(Float64Array.from(compact.kept, (row) => bend * weights[row]!));
    const size = width + 1;
    for (let at = 0; at < size; at++) curvature[at * size + at]! += LEAST * counted.length;
    // The average row of the solver.
    curvature[size * size - 1]! += rate * (1 - rate);
    return new CurvatureFactors(problem, curvature);
  }

  withPenalty(strength: number): CholeskyFactor {
    const known = this.factors.get(strength);
    if (known) return known;
    const matrix = this.curvature.slice();
    addPenalty(matrix, this.problem, strength);
    const factor = CholeskyFactor.of(matrix, this.problem.ridge.length + 1);
    this.factors.set(strength, factor);
    return factor;
  }
}

/** In multiplications: of the products of all pairs in each row, and of a factor. */
function workOf({ rowCount, entryCount }: CompactRows, width: number): number {
  return entryCount ** 2 / Math.max(rowCount, 1) / 2 + width ** 3 / 6;
}

import type { AdditiveProblem, AdditiveWeights } from './additive-training.js';
import type { CholeskyFactor } from './cholesky.js';
import type { CompactRows } from './compact-rows.js';
import type { CountedRows } from './counted-rows.js';
import { logLossOf, sigmoid } from './log-odds.js';

const MOST_STEPS = 30;
const MOST_CONJUGATE_STEPS = 60;
/** Of the gradient, beside its size at the start. */
const TOLERANCE = 1e-5;

/** The way down to the weights of the least penalised loss, by Newton steps. */
export class NewtonDescent {
  private readonly width: number;
  /** Weights, and last the intercept. Shape [width + 1]. */
  private position: Float64Array;
  private readonly rows: CompactRows;
  /** How much each of them counts; sums to 1. Shape [rows]. */
  private readonly shares: Float64Array;
  /** Shape [rows]. */
  private readonly labels: Float64Array;
  private readonly perRow: number;
  /**
   * One more row, which has nothing but the average label: it moves nothing, and keeps the intercept
   * finite where all labels agree.
   */
  private readonly averageRow: { share: number; label: number };
  /** Shape [rows]. */
  private logOdds: Float64Array;

  constructor(
    private readonly problem: AdditiveProblem,
    { rows, shares, labels, total }: CountedRows,
    strength: number,
    /** How the loss bends, roughly. */
    private readonly factor: CholeskyFactor | undefined,
  ) {
    this.width = problem.ridge.length;
    this.rows = rows;
    this.shares = shares;
    this.labels = labels;
    this.perRow = strength / total;
    this.averageRow = { share: 1 / total, label: sigmoid(problem.priorLogOdds) };
    this.position = new Float64Array(this.width + 1);
    this.logOdds = new Float64Array(rows.rowCount);
  }

  from(start: AdditiveWeights | undefined): AdditiveWeights {
    if (start) this.position.set(start.weights);
    this.position[this.width] = start?.intercept ?? this.problem.priorLogOdds;
    let loss = this.lossAt(this.position);
    let gradient = this.gradient();
    const enough = TOLERANCE * Math.max(norm(gradient), 1e-3);
    for (let step = 0; step < MOST_STEPS && norm(gradient) > enough; step++) {
      const direction = this.newtonDirection(gradient);
      const next = this.along(direction, gradient, loss);
      if (next === undefined) break;
      loss = next;
      gradient = this.gradient();
    }
    return {
      weights: Float32Array.from(this.position.subarray(0, this.width)),
      intercept: this.position[this.width]!,
    };
  }

  /** Goes as far along `direction` as lowers the loss enough; undefined when nothing does. */
  private along(direction: Float64Array, gradient: Float64Array, loss: number): number | undefined {
    const from = this.position;
    const slope = dot(direction, gradient);
    for (let length = 1; length > 1e-6; length /= 2) {
      const to = from.map((value, at) => value + length * direction[at]!);
      const lower = this.lossAt(to);
      if (lower <= loss + 1e-4 * length * slope) {
        this.position = to;
        return lower;
      }
    }
    this.lossAt(from);
    return undefined;
  }

  /** Also leaves the log-odds of every row. */
  private lossAt(position: Float64Array): number {
    const { ridge, smooth } = this.problem;
    this.logOdds = this.rows.times(position);
    const { share: averageShare, label } = this.averageRow;
    let loss = averageShare * logLossOf(position[this.width]!, label);
    for (let row = 0; row < this.rows.rowCount; row++) {
      loss += this.shares[row]! * logLossOf(this.logOdds[row]!, this.labels[row]!);
    }
    for (let at = 0; at < this.width; at++) {
      const own = position[at]!;
      loss += 0.5 * this.perRow * ridge[at]! * own * own;
      if (smooth[at]) loss += 0.5 * this.perRow * smooth[at]! * (position[at + 1]! - own) ** 2;
    }
    return loss;
  }

  private gradient(): Float64Array {
    const pull = this.logOdds.map(
      (logOdds, row) => this.shares[row]! * (sigmoid(logOdds) - this.labels[row]!),
    );
    const gradient = this.withPenalty(this.rows.timesTransposed(pull), this.position);
    const { share, label } = this.averageRow;
    gradient[this.width]! += share * (sigmoid(this.position[this.width]!) - label);
    return gradient;
  }

  /** Solves Hessian times direction = -gradient, roughly: exact near the end, where it matters. */
  private newtonDirection(gradient: Float64Array): Float64Array {
    const curvature = this.logOdds.map((logOdds, row) => {
      const p = sigmoid(logOdds);
      return this.shares[row]! * Math.max(p * (1 - p), 1e-9);
    });
    const scale = this.scaling(curvature);
    const direction = new Float64Array(gradient.length);
    let residual = gradient.map((value) => -value);
    let scaled = scale(residual);
    let along = scaled;
    let size = dot(residual, scaled);
    const enough = norm(gradient) * Math.min(0.1, Math.sqrt(norm(gradient)));
    for (let step = 0; step < MOST_CONJUGATE_STEPS && norm(residual) > enough; step++) {
      const image = this.hessianTimes(curvature, along);
      const length = size / dot(along, image);
      for (let at = 0; at < direction.length; at++) direction[at]! += length * along[at]!;
      residual = residual.map((value, at) => value - length * image[at]!);
      scaled = scale(residual);
      const next = dot(residual, scaled);
      const keep = next / size;
      const before = along;
      along = scaled.map((value, at) => value + keep * before[at]!);
      size = next;
    }
    return direction;
  }

  /** Divides by the Hessian, roughly. */
  private scaling(curvature: Float64Array): (residual: Float64Array) => Float64Array {
    const { factor } = this;
    if (factor) return (residual) => factor.solve(residual);
    const diagonal = this.diagonal(curvature);
    return (residual) => residual.map((value, at) => value / diagonal[at]!);
  }

  private hessianTimes(curvature: Float64Array, along: Float64Array): Float64Array {
    const product = this.withPenalty(this.rows.timesBothWays(curvature, along), along);
    product[this.width]! += this.averageCurvature() * along[this.width]!;
    return product;
  }

  private averageCurvature(): number {
    const p = sigmoid(this.position[this.width]!);
    return this.averageRow.share * p * (1 - p);
  }

  private diagonal(curvature: Float64Array): Float64Array {
    const { ridge, smooth } = this.problem;
    const diagonal = this.rows.weightedSquares(curvature, 1e-9);
    diagonal[this.width]! += this.averageCurvature();
    for (let at = 0; at < this.width; at++) {
      diagonal[at]! += this.perRow * (ridge[at]! + smooth[at]!);
      if (smooth[at]) diagonal[at + 1]! += this.perRow * smooth[at]!;
    }
    return diagonal;
  }

  /** Adds what the penalty contributes to a gradient or a Hessian product. */
  private withPenalty(sums: Float64Array, position: Float64Array): Float64Array {
    const { ridge, smooth } = this.problem;
    for (let at = 0; at < this.width; at++) {
      sums[at]! += this.perRow * ridge[at]! * position[at]!;
      if (!smooth[at]) continue;
      const rise = this.perRow * smooth[at]! * (position[at + 1]! - position[at]!);
      sums[at]! -= rise;
      sums[at + 1]! += rise;
    }
    return sums;
  }
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += one[at]! * other[at]!;
  return sum;
}

const norm = (values: Float64Array): number => Math.sqrt(dot(values, values));

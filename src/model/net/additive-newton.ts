import type { AdditiveProblem, AdditiveWeights } from './additive-training.js';
import { CompactRows } from './compact-rows.js';

/** Rows of a problem that take part; their weights count, all others do not. */
export interface NewtonSettings {
  /** Multiplies both penalties; in rows. */
  strength: number;
  /** 1 for a row that takes part, 0 for one left out. Shape [rows]; absent: all take part. */
  included?: Uint8Array;
  /** Where to begin: the answer for a neighbouring strength saves most of the work. */
  start?: AdditiveWeights;
}

const MOST_STEPS = 30;
const MOST_CONJUGATE_STEPS = 60;
/** Of the gradient, beside its size at the start. */
const TOLERANCE = 1e-5;

/**
 * Logistic regression on sparse rows, solved rather than approached: Newton steps whose linear
 * systems are solved by conjugate gradients. The loss is convex, so the answer depends neither on a
 * seed nor on the order of the rows. For few rows, where it costs less than a handful of epochs.
 *
 * @see Lin, Weng and Keerthi 2008, "Trust Region Newton Method for Large-Scale Logistic Regression"
 */
export function solveAdditive(problem: AdditiveProblem, settings: NewtonSettings): AdditiveWeights {
  const solver = new NewtonSolver(problem, settings);
  return solver.solve();
}

class NewtonSolver {
  private readonly width: number;
  /** Weights, and last the intercept. Shape [width + 1]. */
  private position: Float64Array;
  /** Those that count. */
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
    { strength, included, start }: NewtonSettings,
  ) {
    const { rows, labels, weights, ridge, priorLogOdds } = problem;
    this.width = ridge.length;
    const counted = Float64Array.from(weights, (weight, row) =>
      included && !included[row] ? 0 : weight,
    );
    // A fold's rows may all weigh nothing; then only the penalty and the average row are left.
    const total = Math.max(
      counted.reduce((sum, weight) => sum + weight, 0),
      1e-9,
    );
    const kept = Int32Array.from(counted.keys()).filter((row) => counted[row]! > 0);
    this.rows = new CompactRows(rows, this.width, kept);
    this.shares = Float64Array.from(kept, (row) => counted[row]! / total);
    this.labels = Float64Array.from(kept, (row) => labels[row]!);
    this.perRow = strength / total;
    this.averageRow = { share: 1 / total, label: sigmoid(priorLogOdds) };
    this.position = new Float64Array(this.width + 1);
    if (start) this.position.set(start.weights);
    this.position[this.width] = start?.intercept ?? priorLogOdds;
    this.logOdds = new Float64Array(kept.length);
  }

  solve(): AdditiveWeights {
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
    let loss = averageShare * surprise(position[this.width]!, label);
    for (let row = 0; row < this.rows.rowCount; row++) {
      loss += this.shares[row]! * surprise(this.logOdds[row]!, this.labels[row]!);
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
    const diagonal = this.diagonal(curvature);
    const direction = new Float64Array(gradient.length);
    let residual = gradient.map((value) => -value);
    let scaled = residual.map((value, at) => value / diagonal[at]!);
    let along = scaled;
    let size = dot(residual, scaled);
    const enough = norm(gradient) * Math.min(0.1, Math.sqrt(norm(gradient)));
    for (let step = 0; step < MOST_CONJUGATE_STEPS && norm(residual) > enough; step++) {
      const image = this.hessianTimes(curvature, along);
      const length = size / dot(along, image);
      for (let at = 0; at < direction.length; at++) direction[at]! += length * along[at]!;
      residual = residual.map((value, at) => value - length * image[at]!);
      scaled = residual.map((value, at) => value / diagonal[at]!);
      const next = dot(residual, scaled);
      const keep = next / size;
      const before = along;
      along = scaled.map((value, at) => value + keep * before[at]!);
      size = next;
    }
    return direction;
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

export const sigmoid = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/** log(1 + e^x) - xy, without overflow. */
const surprise = (logOdds: number, label: number): number =>
  Math.max(logOdds, 0) - logOdds * label + Math.log1p(Math.exp(-Math.abs(logOdds)));

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += one[at]! * other[at]!;
  return sum;
}

const norm = (values: Float64Array): number => Math.sqrt(dot(values, values));

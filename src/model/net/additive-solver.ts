import type { AdditiveProblem, AdditiveWeights } from './additive-training.js';
import { countedRows, type CountedRows } from './counted-rows.js';
import { CurvatureFactors } from './curvature-factors.js';
import { sigmoid } from './log-odds.js';
import { NewtonDescent } from './newton-descent.js';

export interface SolverSettings {
  /** Multiplies both penalties; in rows. */
  strength: number;
  /** 1 for a row that takes part, 0 for one left out. Shape [rows]; absent: all take part. */
  included?: Uint8Array;
  /** Where to begin: the answer for a neighbouring strength saves most of the work. */
  start?: AdditiveWeights;
}

/**
 * Logistic regression on sparse rows, solved rather than approached: Newton steps whose linear
 * systems are solved by conjugate gradients. The loss is convex, so the answer depends neither on a
 * seed nor, but for a rounding of its tolerance, on the order of the rows. For few rows, where it costs less than a handful of epochs. What
 * solutions of one problem have in common is worked out once.
 *
 * @see Lin, Weng and Keerthi 2008, "Trust Region Newton Method for Large-Scale Logistic Regression"
 */
export class AdditiveSolver {
  private readonly factors: CurvatureFactors | undefined;
  /** Of the last that were asked for. */
  private counted?: { included: Uint8Array | undefined; rows: CountedRows };

  constructor(private readonly problem: AdditiveProblem) {
    this.factors = CurvatureFactors.of(problem, sigmoid(problem.priorLogOdds));
  }

  solve({ strength, included, start }: SolverSettings): AdditiveWeights {
    const descent = new NewtonDescent(
      this.problem,
      this.countedRows(included),
      strength,
      this.factors?.withPenalty(strength),
    );
    return descent.from(start);
  }

  private countedRows(included: Uint8Array | undefined): CountedRows {
    if (this.counted?.included !== included || !this.counted) {
      this.counted = { included, rows: countedRows(this.problem, included) };
    }
    return this.counted.rows;
  }
}

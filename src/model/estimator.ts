import type { FeatureColumn, FeatureRow, FeatureTable, FeatureVector } from '#features';

/** What an estimator learns from. `labels` are 0 or 1; `weights` default to 1. All have `table.rowCount` values. */
export interface Examples {
  table: FeatureTable;
  labels: Float64Array;
  weights?: Float64Array;
  /**
   * Rows of one lead carry one name (its id), so that what is learned from a row's label is never
   * tried on another row of the same lead. Without it every row stands for itself.
   */
  groups?: string[];
}

/** An estimator as its `toState` gave it after `fit`, with the hyper-parameters it was made with. */
export interface LearnedElsewhere {
  family: string;
  hyperparameters: Record<string, unknown>;
  state: unknown;
}

export interface FitOptions {
  seed: number;
  /** Held-out, later examples: used to choose when to stop, never to fit. */
  validation?: Examples;
  /** 0..1, with a phrase for people. */
  onProgress?: (done: number, phrase: string) => void;
  /** From these very examples, validation and seed: who would learn the same takes it over. */
  learned?: readonly LearnedElsewhere[];
}

/** Log-odds, split so that `bias + sum(byFeature) === logOdds` within 1e-6. */
export interface Contributions {
  logOdds: number;
  bias: number;
  byFeature: Record<string, number>;
}

/** {@link Contributions} without names: `parts` in the order of the columns. Shape [columns]. */
export interface RowContributions {
  logOdds: number;
  bias: number;
  // A plain list: V8 keeps a typed one of this size outside its heap, which takes longer than filling it.
  parts: number[];
}

/** @returns parts of its own, which the caller may change. */
export type RowExplainer = (row: FeatureRow) => RowContributions;

/**
 * One learner. The constructor takes hyper-parameters and does no work; `fit` is called once;
 * everything else throws NotFittedError before it. Every implementation passes
 * test/contracts/estimator.contract.ts.
 */
export interface Estimator {
  readonly family: string;
  fit(examples: Examples, options: FitOptions): Promise<void>;
  /** Learns once more on all of `examples`, with the settings the validated `fit` chose. */
  refit(examples: Examples, options: FitOptions): Promise<void>;
  /** Shape [rows]; unbounded, finite. */
  predictLogOdds(table: FeatureTable): Float64Array;
  /** One lead, fast: no tensors. */
  explain(vector: FeatureVector): Contributions;
  /**
   * `explain` made ready for rows of these columns. Absent, or undefined for these columns, where the
   * family has no way that is faster than by names.
   */
  rowExplainer?(columns: readonly FeatureColumn[]): RowExplainer | undefined;
  /** JSON-safe; `fromState` of the family gives an estimator with the same answers. */
  toState(): unknown;
}

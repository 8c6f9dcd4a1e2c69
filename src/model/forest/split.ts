/** How trees grow. Rows and hessians are by weight, with a mean weight of 1. */
export interface GrowthSettings {
  leaves: number;
  maxDepth: number;
  /** Rows a child must hold. */
  minRows: number;
  /** Sum of hessians a child must hold. */
  minHessian: number;
  /** Ridge on the value of a leaf. */
  lambda: number;
  /** Rows of nothing mixed into each level before levels are sorted; levels with fewer rows are not listed. */
  levelSmoothing: number;
  /** Ridge that a subset of levels pays on top of `lambda`. */
  levelLambda: number;
  /** Rows that the levels between two cuts tried must hold together. */
  minGroupRows: number;
  /** Most levels on the listed side of a split. */
  maxLevels: number;
  /** Asked for each view at each split; absent: none is passed over. */
  passesOver?: () => boolean;
}

/** What a node holds. */
export interface NodeSums {
  gradient: number;
  hessian: number;
  rows: number;
}

/** The left child takes bins `from <= bin < from + span`; or, where `subset` is set, the bins it lists. */
export interface Split {
  gain: number;
  view: number;
  from: number;
  span: number;
  subset?: Uint32Array;
  left: { gradient: number; hessian: number };
}

/** Sums of one view's bins: `sums[base + 2 * bin]` is the gradient, the next the hessian. */
export interface BinSums {
  sums: Float64Array;
  base: number;
  binCount: number;
  view: number;
}

/** Words of a subset that holds up to 256 bins. */
export const SUBSET_WORDS = 8;

/** Splits that gain less are rounding. */
export const LEAST_GAIN = 1e-7;

/** What a leaf of these sums takes off the loss, twice. */
export const scoreOf = (gradient: number, hessian: number, lambda: number): number =>
  (gradient * gradient) / (hessian + lambda);

/** Of a child that is large enough. Rows are told from their share of the hessians, as LightGBM does. */
export const leastHessian = (
  { hessian, rows }: NodeSums,
  { minRows, minHessian }: GrowthSettings,
): number => Math.max(minHessian, (minRows * hessian) / rows);

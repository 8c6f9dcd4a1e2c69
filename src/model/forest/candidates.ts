import type { BoostingSettings } from './boosting.js';
import { MOST_SHAP_DEPTH } from './tree-shap.js';

/** One way to grow a forest, tried on rows held out. */
export interface Candidate extends BoostingSettings {
  /** Whether trees may split levels into subsets where the feature has a target statistic too. */
  splitsManyLevels: boolean;
}

const USUAL: Candidate = {
  leaves: 8,
  maxDepth: MOST_SHAP_DEPTH,
  minRows: 20,
  minHessian: 1e-3,
  lambda: 5,
  levelSmoothing: 10,
  levelLambda: 30,
  minGroupRows: 50,
  maxLevels: 32,
  learningRate: 0.1,
  rowFraction: 0.75,
  viewFraction: 0.6,
  splitsManyLevels: false,
};

const FREE_LEVELS = { levelSmoothing: 3, levelLambda: 10, minGroupRows: 5 };
const LEVELS = { splitsManyLevels: true, levelSmoothing: 30, levelLambda: 100 };

/**
 * From plain to rich; the same for every data set. The first are for few rows, where later ones would be idle; the
 * last four are for labels that features all but settle, where trees find ever more.
 */
export const CANDIDATES: Candidate[] = [
  { ...USUAL, leaves: 2, minRows: 5, minGroupRows: 5, viewFraction: 1 },
  { ...USUAL, leaves: 4, minRows: 5, minGroupRows: 10, lambda: 1, viewFraction: 0.3 },
  { ...USUAL, leaves: 4, lambda: 1, minGroupRows: 200, rowFraction: 1, ...LEVELS },
  { ...USUAL, leaves: 6, minRows: 10, minGroupRows: 10, lambda: 50, viewFraction: 1 },
  { ...USUAL, minRows: 5, levelLambda: 100, viewFraction: 1 },
  { ...USUAL, minRows: 100, minGroupRows: 10, viewFraction: 0.4, ...LEVELS, levelLambda: 30 },
  { ...USUAL, leaves: 16, minRows: 5, lambda: 1, viewFraction: 0.2 },
  { ...USUAL, leaves: 16, minRows: 5, lambda: 50, rowFraction: 0.5 },
  { ...USUAL, leaves: 24, minRows: 100, lambda: 20, rowFraction: 0.5 },
  { ...USUAL, leaves: 24, minRows: 50, viewFraction: 0.4, ...LEVELS },
  { ...USUAL, leaves: 16, minRows: 5, lambda: 1, viewFraction: 1 },
  { ...USUAL, leaves: 24, minRows: 5, lambda: 1, viewFraction: 0.8 },
  { ...USUAL, leaves: 24, minRows: 50, lambda: 1, rowFraction: 1, ...FREE_LEVELS },
  { ...USUAL, leaves: 48, minRows: 10, minGroupRows: 200, viewFraction: 0.3, ...LEVELS },
];

const RICH = 4;
/** With more rows the rich ones are left out: they grow longest, and a million simulated leads gained nothing by them. */
const MOST_ROWS_OF_RICH = 100_000;

/** Those that are tried on so many rows, no more than `most`. */
export const candidatesFor = (rowCount: number, most: number): Candidate[] =>
  CANDIDATES.slice(
    0,
    rowCount > MOST_ROWS_OF_RICH ? Math.min(most, CANDIDATES.length - RICH) : most,
  );

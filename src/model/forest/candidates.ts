import type { BoostingSettings } from './boosting.js';
import { MOST_SHAP_DEPTH } from './tree-shap.js';

/** One way to grow a forest, tried on the validation rows. */
export interface Candidate extends BoostingSettings {
  /** Whether trees may split levels into subsets where the feature has a target statistic too. */
  splitsManyLevels: boolean;
}

const USUAL: Candidate = {
  leaves: 16,
  maxDepth: MOST_SHAP_DEPTH,
  minRows: 20,
  minHessian: 1e-3,
  lambda: 1,
  levelSmoothing: 10,
  levelLambda: 10,
  minGroupRows: 50,
  maxLevels: 32,
  learningRate: 0.1,
  rowFraction: 0.75,
  viewFraction: 0.6,
  splitsManyLevels: false,
};

/** From plain to rich; the same for every data set. */
export const CANDIDATES: Candidate[] = [
  { ...USUAL, leaves: 2, lambda: 10, minRows: 10 },
  { ...USUAL, leaves: 4, lambda: 5, viewFraction: 0.4 },
  { ...USUAL, leaves: 8, lambda: 10, viewFraction: 0.4, levelSmoothing: 30, levelLambda: 30 },
  { ...USUAL },
  { ...USUAL, lambda: 20, minRows: 40, viewFraction: 0.3, levelSmoothing: 50, levelLambda: 50 },
  { ...USUAL, leaves: 31, lambda: 10, minRows: 50, viewFraction: 0.4 },
  { ...USUAL, splitsManyLevels: true, levelSmoothing: 30, levelLambda: 30 },
  {
    ...USUAL,
    splitsManyLevels: true,
    leaves: 31,
    lambda: 20,
    minRows: 50,
    viewFraction: 0.3,
    levelSmoothing: 100,
    levelLambda: 100,
    minGroupRows: 200,
  },
];

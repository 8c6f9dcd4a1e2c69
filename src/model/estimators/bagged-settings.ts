import type { BaggingSettings } from '../forest/bagging.js';
import type { BinningOptions } from '../forest/table-binning.js';
import { MOST_SHAP_DEPTH } from '../forest/tree-shap.js';

/** Hyper-parameters of the bagged trees; the defaults were measured with `npm run bench:model`. */
export interface BaggedSettings extends BinningOptions {
  trees: number;
  /** Ways to grow that are tried. */
  candidates: Omit<BaggingSettings, 'trees'>[];
}

const USUAL: BaggedSettings['candidates'][number] = {
  leaves: 32,
  maxDepth: MOST_SHAP_DEPTH,
  minRows: 2,
  minHessian: 1e-3,
  lambda: 1,
  levelSmoothing: 3,
  levelLambda: 1,
  minGroupRows: 3,
  maxLevels: 32,
  leadFraction: 0.63,
  viewFraction: 0.3,
  leafSmoothing: 1,
};

const DEFAULTS: BaggedSettings = {
  maxBins: 64,
  minLevelRows: 2,
  maxPlainLevels: 30,
  trees: 300,
  candidates: [USUAL, { ...USUAL, leaves: 16, minRows: 5, viewFraction: 0.2, leafSmoothing: 3 }],
};

/** Fills in what is not given. @throws RangeError naming the first hyper-parameter that makes no sense. */
export function readBaggedSettings(given: Record<string, unknown>): BaggedSettings {
  const unknown = Object.keys(given).find((name) => !(name in DEFAULTS));
  if (unknown) throw new RangeError(`The bagged trees have no hyper-parameter "${unknown}".`);
  const { candidates, ...numbers } = { ...DEFAULTS, ...given };
  const wrong = Object.entries(numbers).find(([, value]) => !isPositive(value));
  if (wrong) throw new RangeError(`The hyper-parameter "${wrong[0]}" must be a positive number.`);
  if (!Array.isArray(candidates) || !candidates.length || !candidates.every(isCandidate)) {
    throw new RangeError('"candidates" must list ways to grow trees, all of positive numbers.');
  }
  return { ...numbers, candidates };
}

const isPositive = (value: unknown): boolean =>
  typeof value === 'number' && Number.isFinite(value) && value > 0;

const isCandidate = (candidate: typeof USUAL): boolean =>
  Object.keys(USUAL).every((name) => isPositive(candidate[name as keyof typeof USUAL]));

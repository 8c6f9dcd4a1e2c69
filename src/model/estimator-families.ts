import type { Estimator } from './estimator.js';
import { BAGGED_TREES, BaggedTreesEstimator } from './estimators/bagged-trees.js';
import { BASE_RATE, BaseRateEstimator } from './estimators/base-rate.js';
import { BLEND, BlendEstimator } from './estimators/blend.js';
import type { MemberFamilies } from './estimators/blend-members.js';
import { ENSEMBLE_NET, EnsembleNetEstimator } from './estimators/ensemble-net.js';
import { FOREST, ForestEstimator } from './estimators/forest.js';
import { LOGISTIC, LogisticEstimator } from './estimators/logistic.js';
import { UnknownFamilyError } from './fitting-errors.js';

interface EstimatorFamily {
  create: (hyperparameters: Record<string, unknown>) => Estimator;
  fromState: (state: unknown) => Estimator;
}

/** Every family of learners. A new one is one more row, and passes test/contracts/estimator.contract.ts. */
const FAMILIES: Record<string, EstimatorFamily> = {
  [BASE_RATE]: {
    create: () => new BaseRateEstimator(),
    fromState: (state) => BaseRateEstimator.fromState(state),
  },
  [LOGISTIC]: {
    create: (hyperparameters) => new LogisticEstimator(hyperparameters),
    fromState: (state) => LogisticEstimator.fromState(state),
  },
  [FOREST]: {
    create: (hyperparameters) => new ForestEstimator(hyperparameters),
    fromState: (state) => ForestEstimator.fromState(state),
  },
  [BAGGED_TREES]: {
    create: (hyperparameters) => new BaggedTreesEstimator(hyperparameters),
    fromState: (state) => BaggedTreesEstimator.fromState(state),
  },
  [ENSEMBLE_NET]: {
    create: (hyperparameters) => new EnsembleNetEstimator(hyperparameters),
    fromState: (state) => EnsembleNetEstimator.fromState(state),
  },
  [BLEND]: {
    create: (hyperparameters) => new BlendEstimator(hyperparameters, MEMBERS),
    fromState: (state) => BlendEstimator.fromState(state, MEMBERS),
  },
};

const MEMBERS: MemberFamilies = { create: createEstimator, restore: restoreEstimator };

export const ESTIMATOR_FAMILIES: readonly string[] = Object.keys(FAMILIES);

/** @throws {@link UnknownFamilyError} @throws RangeError for hyper-parameters that make no sense. */
export function createEstimator(
  family: string,
  hyperparameters: Record<string, unknown> = {},
): Estimator {
  return familyOf(family).create(hyperparameters);
}

/** The estimator that `toState` was asked of, with the same answers. */
export function restoreEstimator({ family, state }: { family: string; state: unknown }): Estimator {
  return familyOf(family).fromState(state);
}

function familyOf(family: string): EstimatorFamily {
  if (!Object.hasOwn(FAMILIES, family)) throw new UnknownFamilyError(family, ESTIMATOR_FAMILIES);
  return FAMILIES[family]!;
}

import { describeEstimatorContract } from '../../../test/contracts/estimator.contract.js';
import { FOREST } from './forest.js';

describeEstimatorContract({
  family: FOREST,
  hyperparameters: { candidates: 3, members: 2, maxTrees: 60 },
});

import { describeEstimatorContract } from '../../../test/contracts/estimator.contract.js';
import { ENSEMBLE_NET } from './ensemble-net.js';

const QUICK = {
  candidates: [{ width: 16, dropout: 0.1, weightDecay: 0.01 }],
  epochs: 12,
  patience: 4,
};

describeEstimatorContract({ family: ENSEMBLE_NET, hyperparameters: QUICK });

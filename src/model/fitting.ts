/**
 * The learner without the framework: what a worker thread loads to fit, score and save.
 * Nothing here imports NestJS, the database or a clock.
 */
export type {
  Contributions,
  Estimator,
  Examples,
  FitOptions,
} from './estimator.js';
export { openTensorBackend, type TensorBackend } from './backend/tensor-backend.js';
export { ESTIMATOR_FAMILIES, createEstimator, restoreEstimator } from './estimator-families.js';
export { concatExamples, takeRows } from './examples.js';
export * from './fitting-errors.js';
export { metrics, sigmoid, type Metrics } from './metrics.js';

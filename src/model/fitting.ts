/**
 * The learner without the framework: what a worker thread loads to fit, score and save.
 * Nothing here imports NestJS, the database or a clock.
 */
export type {
  Contributions,
  Estimator,
  Examples,
  FitOptions,
  LearnedElsewhere,
  RowContributions,
} from './estimator.js';
export { openArtifact, packArtifact, type ModelArtifact, type PackedArtifact } from './artifact.js';
export { openTensorBackend, type TensorBackend } from './backend/tensor-backend.js';
export {
  checkCalibration,
  type CalibrationCheck,
  type ReliabilityBin,
} from './calibration/calibration-check.js';
export { countLeadsAlike } from './background/counting-alike.js';
export { LeadsAlike } from './background/leads-alike.js';
export { UsualLeads } from './background/usual-leads.js';
export { CalibrationTable, type ScoreInterval } from './calibration/calibration-table.js';
export { IdentityCalibrator, type Calibrator } from './calibration/calibrator.js';
export { chooseCalibrator } from './calibration/choose-calibrator.js';
export {
  scoreForPeople,
  wilsonInterval,
  type ProbabilityInterval,
} from './calibration/intervals.js';
export type { LeadsToday } from './court/closing-evidence.js';
export { courtWords, findingWords } from './court/court-words.js';
export type { Evidence, EvidenceKind } from './court/evidence.js';
export {
  admitted,
  holdCourt,
  type CourtRecord,
  type Finding,
  type Hearing,
  type Ruling,
  type Verdict,
} from './court/label-court.js';
export {
  driftReference,
  driftSince,
  type Drift,
  type DriftReference,
  type ReferenceBins,
} from './drift/reference.js';
export {
  PSI_ACT,
  PSI_WARN,
  populationStability,
  type Stability,
  type StabilityIndex,
} from './drift/stability.js';
export { ESTIMATOR_FAMILIES, createEstimator, restoreEstimator } from './estimator-families.js';
export {
  CompetingHazards,
  type HazardsState,
  type OutcomeChances,
} from './hazard/competing-hazards.js';
export { fitHazards } from './hazard/fit-hazards.js';
export {
  CAUSES,
  TOLD_DAYS,
  type Cause,
  type FollowedLeads,
  type LeadAtCutoff,
} from './hazard/follow-up.js';
export { concatExamples, takeRows } from './examples.js';
export {
  ArtifactRefusedError,
  InvalidEstimatorStateError,
  InvalidExamplesError,
  NotFittedError,
  UnknownFamilyError,
} from './fitting-errors.js';
export { metrics, type Metrics } from './metrics.js';
export { finiteLogit, logit, sigmoid } from './net/log-odds.js';
export { ScoringModel, type ScoredVector } from './scoring-model.js';

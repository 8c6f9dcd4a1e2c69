/**
 * The champion's word on every lead: score, interval, band and reasons.
 *
 * Promise: every stored score names its model version and cutoff, keeps the features it was made
 * from, and comes with reasons that add up to its log-odds; what is stored is told to writeback in
 * the same transaction.
 *
 * Pulls from: lead histories, the feature builder, the model registry.
 *
 * Never: trains (training and prediction share the registry and the feature builder, nothing else),
 * scores a closed lead, shows 0 or 100 %, or changes a score once given.
 */
export { PredictionModule } from './prediction.module.js';
export { Champions } from './champions.js';
export { Outlooks, type Outlook } from './outlook.js';
export { PossibleActionDto, ScoreChangeDto } from './outlook.dto.js';
export { sigmoid } from '#model';
export { pointsPerLogOdds } from './points.js';
export { Scoring, type ScoredCounts } from './scoring.js';
export {
  PredictionStore,
  type CurrentScore,
  type RankedLead,
  type StandingScore,
} from './prediction.store.js';
export { OutcomeChancesDto } from './prediction.dto.js';
export type { OutcomeChances } from '#model';
export type { Explanation, Prediction, Reason, Scored } from './prediction.js';
export { BANDS, bandOf, likelihoodPercent, type Band, type BandThresholds } from './likelihood.js';
export {
  type DealershipToRescore,
  PREDICTION_STORED,
  type PredictionsStored,
  RESCORE,
} from './prediction.queues.js';
export { InvalidLeadError, LeadClosedError, NoChampionError } from './prediction.errors.js';

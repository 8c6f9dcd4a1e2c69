/**
 * Outcome meets score.
 *
 * Promise: the scorecard judges scores that were really given, before the outcome, and neither
 * flatters them with leads that are still too young to have failed nor punishes them for those.
 *
 * Drift says, before outcomes do, that other leads come than the champion learned from. Compared are
 * leads as they arrived: those it learned from at their arrival, today's at their first score if that
 * was within an hour of it. Both get their score from the champion as it serves.
 *
 * Pulls from: predictions and outcomes in the database, weights and metrics of training, the
 * champion's reference.
 *
 * Never: changes a score, a lead or a model.
 */
export { FeedbackModule } from './feedback.module.js';
export { Drift, type DriftOf } from './drift.js';
export { Rooftops, type RooftopReliability } from './rooftops.js';
export { Scorecard, type ScorecardOf } from './scorecard.js';
export type { Group, Report } from './report.js';
export { wilson, type ShareSeen } from './wilson.js';

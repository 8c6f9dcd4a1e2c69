/**
 * Outcomes become a challenger, and a contest decides whether it serves.
 *
 * Promise: every outcome teaches from the night it is known, without the bias of leads still too
 * young to have sold; another recipe takes over only where it is better than chance explains on
 * leads that neither it nor the champion knew; the recipe that stands learns again once enough is
 * new; nothing serves whose promises do not hold; every run ends with a verdict in words.
 *
 * Pulls from: lead histories and outcomes, the feature builder, the estimators.
 *
 * Never: learns from excluded leads or from a feature that the label court removed, lets one lead into two parts of the split, blocks the process
 * that answers requests, or scores a lead for the desk (that is prediction's; the two never meet).
 */
export { TrainingModule } from './training.module.js';
export { TrainingThread } from './training-thread.js';
export { TrainingCrashError } from './training.errors.js';
export { TrainingRuns } from './training-runs.js';
export type { DatasetCounts, RunState, TrainingRun } from './training-run.js';
export type { StoredCourt } from './training-run.js';
export { DatasetBuilder, type Dataset } from './dataset.js';
export { Fitting, InProcessFitting } from './fitting.js';
export { labelLeads, type LabelledLeads, type LeadLabel } from './censoring.js';
export { RankedScores, type ScoredExamples, type WeightedMetrics } from './weighted-metrics.js';
export { metricIntervals, type Interval, type MetricIntervals } from './bootstrap.js';

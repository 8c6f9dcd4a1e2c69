import { CalibrationTable, IdentityCalibrator, type ModelArtifact } from '#model/fitting';

import { metricIntervals, type MetricIntervals } from './bootstrap.js';
import { labelLeads } from './censoring.js';
import { codeVersion } from './code-version.js';
import { baseRateOf, measure } from './contest.js';
import type { Dataset } from './dataset.js';
import type { FittedRecipe } from './fitted-recipes.js';
import type { OnProgress } from './fitting.js';
import type { Parts } from './parts.js';
import { resampleByWeight } from './resampling.js';
import type { WeightedMetrics } from './weighted-metrics.js';

/** On the newest holdout, the recipe that won and the base rate, with 90 % intervals. */
export interface HoldoutMetrics {
  challenger: MetricIntervals;
  baseRate: MetricIntervals;
  /** The estimator's own word, before hazards set it right. */
  withoutHazards: WeightedMetrics;
  leads: number;
  examples: number;
}

export function holdoutMetrics(
  { train, holdout }: Parts,
  { recipe, holdoutScores, bareScores }: FittedRecipe,
): HoldoutMetrics {
  const baseRate = new Float64Array(holdoutScores.length).fill(baseRateOf(train));
  return {
    challenger: metricIntervals({ ...holdout, probabilities: holdoutScores }, recipe.seed),
    baseRate: metricIntervals({ ...holdout, probabilities: baseRate }, recipe.seed),
    withoutHazards: measure(holdout, bareScores),
    leads: new Set(holdout.leadOf).size,
    examples: holdoutScores.length,
  };
}

/** Learns once more from everything, and packs what scoring needs. */
export async function refit(
  dataset: Dataset,
  now: Date,
  { holdout }: Parts,
  { recipe, session, holdoutScores, hazardsAt }: FittedRecipe,
  onProgress: OnProgress,
): Promise<ModelArtifact> {
  const { columns, rows, leads, horizonDays, hash } = dataset;
  const hazards = await hazardsAt(now);
  const all = rows.labelled(columns, labelLeads(leads, now, horizonDays).labels);
  await session.refit(all, onProgress);
  const drawn = resampleByWeight(holdout.weights);
  const table = CalibrationTable.fit(
    Float64Array.from(drawn, (row) => holdout.labels[row]!),
    Float64Array.from(drawn, (row) => holdoutScores[row]!),
  );
  return {
    format: 1,
    family: recipe.family,
    columns,
    state: await session.state(),
    calibration: { calibrator: new IdentityCalibrator().toState(), table: table.toState() },
    ...(hazards && { hazards }),
    seed: recipe.seed,
    dataHash: hash,
    codeVersion: codeVersion(),
  };
}

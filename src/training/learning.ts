import {
  CalibrationTable,
  countLeadsAlike,
  IdentityCalibrator,
  chooseCalibrator,
  finiteLogit,
  ScoringModel,
  sigmoid,
  UsualLeads,
  type Examples,
  type ModelArtifact,
} from '#model/fitting';

import { metricIntervals, type MetricIntervals } from './bootstrap.js';
import { labelLeads } from './censoring.js';
import { codeVersion } from './code-version.js';
import { baseRateOf, measure } from './contest.js';
import type { Dataset } from './dataset.js';
import type { JudgedRecipe } from './fitted-recipes.js';
import type { OnProgress } from './fitting.js';
import type { Parts } from './parts.js';
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
  { recipe, holdoutScores, bareScores }: JudgedRecipe,
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
  { recipe, again, holdoutScores, hazardsAt, hazards: { kept } }: JudgedRecipe,
  onProgress: OnProgress,
): Promise<ModelArtifact> {
  const { columns, rows, leads, horizonDays, hash } = dataset;
  const hazards = await hazardsAt(now);
  const all = rows.labelled(columns, labelLeads(leads, now, horizonDays).labels);
  const state = await again(async (session) => {
    await session.refit(all, onProgress);
    return session.state();
  });
  const calibration = calibrationOf(holdout, holdoutScores, kept && hazards !== null);
  const artifact: ModelArtifact = {
    format: 1,
    family: recipe.family,
    columns,
    state,
    calibration,
    ...(hazards && { hazards, ...(!kept && { hazardsHeld: true as const }) }),
    seed: recipe.seed,
    dataHash: hash,
    codeVersion: codeVersion(),
  };
  return { ...artifact, background: await backgroundOf(artifact, all) };
}

/**
 * Whether scores are bent, and what became of leads by their score: both from the newest, unseen
 * part. Hazards have set the scores right already, and stand after the bend: with them there is none.
 */
function calibrationOf(
  { labels, weights, groups }: Parts['holdout'],
  holdoutScores: Float64Array,
  setRight: boolean,
): ModelArtifact['calibration'] {
  const logOdds = holdoutScores.map(finiteLogit);
  const calibrator = setRight
    ? new IdentityCalibrator()
    : chooseCalibrator({ logOdds, labels, weights }, groups);
  const calibrated = logOdds.map((one) => sigmoid(calibrator.apply(one)));
  const table = CalibrationTable.fit(labels, calibrated, { weights, leads: groups });
  return { calibrator: calibrator.toState(), table: table.toState() };
}

/** What reasons will be told against, from the rows and labels the model learned from. */
async function backgroundOf(
  artifact: ModelArtifact,
  examples: Examples,
): Promise<NonNullable<ModelArtifact['background']>> {
  const model = new ScoringModel(artifact);
  const usual = await UsualLeads.of(examples.table, (vector) => model.score(vector).contributions);
  return { alike: await countLeadsAlike(examples), usual: usual.toState() };
}

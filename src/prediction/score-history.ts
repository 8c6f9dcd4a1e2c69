import { buildFeatureVector } from '#features';
import type { DealershipMarket, LeadHistory } from '#leads';
import type { ChampionModel } from '#model';

import { explain } from './explaining.js';
import { bandOf, scoreOf, type BandThresholds } from './likelihood.js';
import type { Scored } from './prediction.js';

/** One lead's score as of the cutoff, with its interval, band and reasons. Reads nothing but its arguments. */
export function scoreHistory(
  champion: ChampionModel,
  history: LeadHistory,
  market: DealershipMarket,
  cutoff: Date,
  bands: BandThresholds,
): Scored {
  const { columns } = champion.model;
  const features = buildFeatureVector(history, market, cutoff, columns);
  const { interval, contributions, outcomes } = champion.model.score(features);
  const score = scoreOf(contributions.logOdds);
  return {
    logOdds: contributions.logOdds,
    score,
    // The table ends where people are told nothing finer; the score itself may lie beyond.
    lower: Math.min(interval.lower, score),
    upper: Math.max(interval.upper, score),
    band: bandOf(score, bands),
    explanation: explain(contributions, features, columns),
    outcomes,
    features,
    modelVersionId: champion.id,
    modelNumber: champion.number,
    cutoff,
  };
}

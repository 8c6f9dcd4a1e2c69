import type { Dealership } from '#access';
import { buildFeatureVector } from '#features';
import type { DealershipMarket, LeadHistory } from '#leads';
import type { ChampionModel } from '#model';

import { explain } from './explaining.js';
import { bandOf, scoreOf } from './likelihood.js';
import type { Scored } from './prediction.js';

/** One lead's score as of the cutoff, with its interval, band and reasons. Reads nothing but its arguments. */
export function scoreHistory(
  champion: ChampionModel,
  history: LeadHistory,
  market: DealershipMarket,
  cutoff: Date,
  dealership: Dealership,
): Scored {
  const { columns, usual, alike } = champion.model;
  const features = buildFeatureVector(history, market, cutoff, columns);
  const { interval, contributions, outcomes } = champion.model.score(features);
  const score = scoreOf(contributions.logOdds);
  const relative = usual.relative(contributions, dealership.id, features);
  return {
    logOdds: contributions.logOdds,
    score,
    // The table ends where people are told nothing finer; the score itself may lie beyond.
    lower: Math.min(interval.lower, score),
    upper: Math.max(interval.upper, score),
    outcomes,
    band: bandOf(score, dealership.settings.bands),
    explanation: explain(relative, { vector: features, columns, alike, dealership }),
    features,
    modelVersionId: champion.id,
    modelNumber: champion.number,
    cutoff,
  };
}

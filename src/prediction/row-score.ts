import type { Dealership } from '#access';
import { buildFeatureRow, vectorOf, type FeatureRow } from '#features';
import type { DealershipMarket, LeadHistory } from '#leads';
import type { ChampionModel, OutcomeChances } from '#model';

import { explain, type Reasons } from './explaining.js';
import { bandOf, scoreOf } from './likelihood.js';
import type { Scored } from './prediction.js';

/**
 * A score as worked out, by the columns of its champion: what {@link Scored} holds, but without a name
 * to any value. Most scores are asked for in thousands; names are given where a score is kept.
 */
export interface RowScore extends Omit<
  Scored,
  'explanation' | 'features' | 'modelVersionId' | 'modelNumber'
> {
  champion: ChampionModel;
  outcomes: OutcomeChances[] | null;
  bias: number;
  /** What each column adds to the log-odds. Shape [columns]. */
  parts: readonly number[];
  reasons: Reasons;
  row: FeatureRow;
}

/** One lead's score as of the cutoff, with its interval, band and reasons. Reads nothing but its arguments. */
export function rowScoreOf(
  champion: ChampionModel,
  history: LeadHistory,
  market: DealershipMarket,
  cutoff: Date,
  dealership: Dealership,
): RowScore {
  const { model } = champion;
  const { columns, alike } = model;
  const row = buildFeatureRow(history, market, cutoff, columns);
  const stage = model.stageOf(row);
  const { interval, contributions, outcomes } = model.scoreRow(row);
  const { logOdds, bias, parts } = model.usual.relative(contributions, dealership.id, stage);
  const score = scoreOf(logOdds);
  return {
    champion,
    logOdds,
    score,
    // The table ends where people are told nothing finer; the score itself may lie beyond.
    lower: Math.min(interval.lower, score),
    upper: Math.max(interval.upper, score),
    outcomes,
    band: bandOf(score, dealership.settings.bands),
    bias,
    parts,
    reasons: explain(parts, { row, columns, stage, alike, dealership }),
    row,
    cutoff,
  };
}

/** The same with every name, as it is kept. */
export function withNames({ champion, bias, parts, reasons, row, ...score }: RowScore): Scored {
  const { columns } = champion.model;
  return {
    ...score,
    explanation: { bias, contributions: champion.model.partsByName(parts), ...reasons },
    features: vectorOf(row, columns),
    modelVersionId: champion.id,
    modelNumber: champion.number,
  };
}

import { ApiProperty } from '@nestjs/swagger';
import type { OutcomeChances } from '#model';
import { likelihoodPercent, type Band } from './likelihood.js';
import type { Prediction, Reason, ReasonEvidence, Scored } from './prediction.js';

/** What became of earlier leads alike; never of fewer than ten. */
export class ReasonEvidenceDto implements ReasonEvidence {
  /** For people: "Here such buyers bought 2.1x as often (38 of 310)." */
  sentence: string;

  /** Earlier leads alike. */
  leads: number;

  /** Of them, bought within the horizon. */
  won: number;

  /** Their rate of buying over that of all leads of the same place and stage. */
  timesAsOften: number;

  /** Where they were counted: at the rooftop, or in the whole group where the rooftop has seen too few. */
  where: 'rooftop' | 'group';
}

export class ReasonDto implements Reason {
  /** The feature that is said, by its name in the model's schema. */
  feature: string;

  /** All features whose contributions are told together. */
  features?: string[];

  /** "Asked about financing". */
  phrase?: string;

  /** For people: "Asked about financing: speaks strongly for a sale." */
  sentence: string;

  /** What they add to the log-odds together; above 0 it speaks for a sale. */
  logOdds: number;

  /** Absent where too few earlier leads were alike. */
  evidence?: ReasonEvidenceDto;
}

/** Where a lead stands some days after the cutoff. The four chances add up to 1. */
export class OutcomeChancesDto implements OutcomeChances {
  /** Days after the cutoff. */
  days: number;

  /** Chance that it has been sold by then. */
  won: number;

  /** Chance that it has been lost. */
  lost: number;

  /** Chance that it has gone quiet and been given up. */
  stale: number;

  /** Chance that it is still open. */
  open: number;
}

/** A lead's chance of a sale, with its reasons. */
export class ScoreDto {
  /** P(sale within the horizon), above 0 and below 1. */
  score: number;

  /** The same for people: 1..99. */
  likelihoodPercent: number;

  /** Lower end of the 90 % interval of what became of leads scored alike. */
  lower: number;

  /** Upper end of it. */
  upper: number;

  /** hot, warm or cool, by the dealership's own thresholds. */
  band: Band;

  /** Log-odds of the score: `bias` plus all `contributions`, within 1e-6. */
  logOdds: number;

  /** Log-odds of this rooftop's usual lead at the same stage of its life. */
  bias: number;

  /** What each feature adds to them. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'number' } })
  contributions: Record<string, number>;

  /** The loudest reasons for a sale, loudest first: five, or up to eight where much else would stay untold. */
  reasonsFor: ReasonDto[];

  /** The loudest reasons against one, loudest first. */
  reasonsAgainst: ReasonDto[];

  /** Where the lead will stand in 30, 60 and 90 days; null where the model has not learned it. */
  outcomes: OutcomeChancesDto[] | null;

  /** Number of the model version within the dealer group. */
  modelVersion: number;

  /** Nothing known later than this was used. */
  // Text, as it is answered: V8 takes twice as long to write out an object that holds a Date anywhere.
  @ApiProperty({ format: 'date-time' })
  cutoff: string;
}

/** A score as given to a stored lead, kept for ever. */
export class PredictionDto extends ScoreDto {
  /** Our identifier of the prediction. */
  id: string;

  /** The lead it is about. */
  leadId: string;

  /** When it was made. */
  madeAt: Date;

  static from(prediction: Prediction): PredictionDto {
    const { id, leadId, madeAt } = prediction;
    return Object.assign(new PredictionDto(), shown(prediction), { id, leadId, madeAt });
  }
}

function shown(scored: Scored): ScoreDto {
  const { score, lower, upper, band, logOdds, explanation, outcomes, modelNumber, cutoff } = scored;
  return {
    score,
    likelihoodPercent: likelihoodPercent(score),
    lower,
    upper,
    band,
    logOdds,
    bias: explanation.bias,
    contributions: explanation.contributions,
    reasonsFor: explanation.for,
    reasonsAgainst: explanation.against,
    outcomes,
    modelVersion: modelNumber,
    cutoff: cutoff.toISOString(),
  };
}

import type { FeatureVector } from '#features';
import type { OutcomeChances } from '#model';

import type { Band } from './likelihood.js';

/** One feature's part in a score, said in words. */
export interface Reason {
  feature: string;
  /** "Asked about financing: speaks strongly for a sale." */
  sentence: string;
  /** What it adds to the log-odds; above 0 it speaks for a sale. */
  logOdds: number;
}

/** Why a score is what it is: `bias` plus all `contributions` is the score's log-odds, within 1e-6. */
export interface Explanation {
  bias: number;
  /** Log-odds by feature, all of them. */
  contributions: Record<string, number>;
  /** The five that speak loudest for a sale, loudest first. */
  for: Reason[];
  /** The five that speak loudest against one, loudest first. */
  against: Reason[];
}

/** A score as worked out, not stored yet. */
export interface Scored {
  logOdds: number;
  /** P(sale within the horizon), in (0, 1). */
  score: number;
  /** 90 % interval of what became of leads scored alike. */
  lower: number;
  upper: number;
  band: Band;
  explanation: Explanation;
  /** Where the lead will stand in 30, 60 and 90 days; null where the model has not learned it. */
  outcomes: OutcomeChances[] | null;
  /** Every feature's value at the cutoff. */
  features: FeatureVector;
  modelVersionId: string;
  /** The version's number within its dealer group, as people call it. */
  modelNumber: number;
  /** Nothing known later than this was used. */
  cutoff: Date;
}

/** A score as given, kept for ever. */
export interface Prediction extends Scored {
  id: string;
  leadId: string;
  madeAt: Date;
}

import type { FeatureVector } from '#features';
import type { OutcomeChances } from '#model';

import type { Band } from './likelihood.js';

/** What became of earlier leads alike. */
export interface ReasonEvidence {
  /** "Here such buyers bought 2.1x as often (38 of 310)." */
  sentence: string;
  leads: number;
  won: number;
  /** Their rate of buying over that of all leads of the same place and stage. */
  timesAsOften: number;
  /** Where they were counted: the group, where the rooftop has seen too few. */
  where: 'rooftop' | 'group';
}

/** One matter's part in a score, said in words. */
export interface Reason {
  /** The feature that is said. */
  feature: string;
  /** All features of the matter; absent in predictions made before there were any but one. */
  features?: string[];
  /** "Asked about financing"; absent in predictions made before it was kept. */
  phrase?: string;
  /** "Asked about financing: speaks strongly for a sale." */
  sentence: string;
  /** What they add to the log-odds together; above 0 it speaks for a sale. */
  logOdds: number;
  /** Absent where too few leads were alike. */
  evidence?: ReasonEvidence;
}

/** Why a score is what it is: `bias` plus all `contributions` is the score's log-odds, within 1e-6. */
export interface Explanation {
  /** Log-odds of this rooftop's usual lead at the same stage of its life. */
  bias: number;
  /** Log-odds by feature, all of them. */
  contributions: Record<string, number>;
  /** Those that speak loudest for a sale, loudest first: five, or up to eight where much else would stay untold. */
  for: Reason[];
  /** Those that speak loudest against one, loudest first. */
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

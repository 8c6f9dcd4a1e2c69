import { CourtDto } from './court/court.dto.js';
import type { DriftReference } from './drift/reference.js';
import type { CardGroup, CardSegment, WrittenCard } from './written-card.js';

export class CardWindowDto {
  /** Leads that arrived before it taught nothing, ISO 8601; null: no limit. */
  from: string | null;

  /** Leads that arrived then or later taught nothing; null: no limit. */
  to: string | null;
}

export class CardRecipeDto {
  /** Kind of learner. */
  family: string;

  /** Its settings; what is absent is the family's own choice. */
  hyperparameters: Record<string, unknown>;

  /** Of everything random. */
  seed: number;
}

export class CardFamilyDto {
  /** Kind of learner. */
  family: string;

  /** On the part before the newest; lower is better. */
  logLoss: number;
}

export class CardGroupDto implements CardGroup {
  /** Leads in the newest holdout. */
  leads: number;

  /** Of them, sold. */
  won: number;

  /** Mean score as they arrived. */
  promised: number;

  /** Share sold; young leads count by their censoring weights. */
  seen: number;

  /** Lower end of its 90 % interval. */
  lower: number;

  /** Upper end of it. */
  upper: number;
}

export class CardSegmentDto extends CardGroupDto implements CardSegment {
  /** What these leads have in common. */
  by: 'rooftop' | 'source' | 'intent';

  /** Which of them. */
  name: string;

  /** How well leads within the segment are ranked; null with one kind of outcome. */
  auc: number | null;
}

export class LogLossSavedDto {
  /** Above 0 it is better. */
  value: number;

  /** Lower end of its 90 % interval. */
  lower: number;

  /** Upper end of it. */
  upper: number;
}

export class CardHazardsDto {
  /** Where false, scores are the estimator's own, and nothing is foretold of 30, 60 and 90 days. */
  kept: boolean;

  /** Log-loss they save on the newest holdout. */
  saved: LogLossSavedDto;

  /** The same in words. */
  words: string;
}

/** What training wrote about the version. Older versions lack what older programs did not write. */
export class WrittenCardDto implements Partial<WrittenCard> {
  /** The run that made it. */
  trainingRun?: string;

  /** Why it was promoted, or held. */
  verdict?: string;

  /** Of the leads it learned from. */
  counts?: Record<string, number | string | null>;

  /** Arrivals that were asked for. */
  window?: CardWindowDto;

  /** A lead counts as won when it is sold within so many days of arrival. */
  horizonDays?: number;

  /** ISO 8601; it knew no outcome recorded later. */
  learnedUntil?: string;

  /** What learned, and how. */
  recipe?: CardRecipeDto;

  /** Families that were tried, best first. */
  families?: CardFamilyDto[];

  /** Whether hazards set its scores right, and why. */
  hazards?: CardHazardsDto;

  /** Features tried, kept, questioned and removed, with reasons. */
  court?: CourtDto;

  /** On the newest holdout, in groups of equal size, lowest scores first. */
  reliability?: CardGroupDto[];

  /** On the newest holdout, by rooftop, source and intent. */
  segments?: CardSegmentDto[];

  /** What it should not be used or trusted for. */
  limits?: string[];

  /** What its leads looked like; drift is measured against it. */
  reference?: DriftReference;
}

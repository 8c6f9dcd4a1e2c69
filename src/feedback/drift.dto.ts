import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import type { Drift as Moved, Stability } from '#model';

import type { DriftOf } from './drift.js';

export class DriftQueryDto {
  /** How many days back arrivals count. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(365)
  days: number = 30;
}

export class MovedDto implements Moved {
  /** Name of the feature; `score` for the score. */
  feature: string;

  /** As a person would call it. */
  label: string;

  /** Population stability index: below 0.1 steady, from 0.1 worth a look, from 0.25 a reason to act. */
  psi: number;

  /** What chance alone stays below with so many leads, nineteen times in twenty. */
  byChance: number;

  /** steady, warn (look at it), act (train anew, or mend what sends it), or too few (leads to tell). */
  stability: Stability;
}

/**
 * Leads that come now, against those the champion learned from; both as they arrived, and both scored
 * by the champion as it serves.
 */
export class DriftDto implements DriftOf {
  /** Number of the champion. */
  model: number;

  /** ISO 8601: it knew no outcome recorded later; null for old models. */
  learnedUntil: string | null;

  /** Leads that arrived from here on were looked at, if they were first scored within an hour of arrival. */
  since: Date;

  /** How many these are, of all rooftops of the group. */
  leads: number;

  /** How many leads the reference is made of. */
  referenceLeads: number;

  /** How far the score has moved. */
  score: MovedDto;

  /** Every feature of the champion, most moved first. */
  features: MovedDto[];
}

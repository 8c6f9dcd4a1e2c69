import { IsIn, IsOptional, MaxLength } from 'class-validator';
import { IsInstant, IsPlainText } from '#platform';
import { EXCLUDED_REASONS, type ExcludedReason, OUTCOMES, type Outcome } from './outcome.js';
import { ACTIVITY_KINDS, type ActivityKind } from './standard-record.js';

/** A touch on a lead. */
export class NewActivityDto {
  /** What happened. */
  @IsIn(ACTIVITY_KINDS)
  kind: ActivityKind;

  /** `inbound`: from the customer; `outbound`: to the customer; `internal`: neither. */
  @IsIn(['inbound', 'outbound', 'internal'])
  direction: 'inbound' | 'outbound' | 'internal';

  /** `automatic` for answers no person wrote. */
  @IsOptional()
  @IsIn(['human', 'automatic'])
  author?: 'human' | 'automatic';

  /** When it happened, ISO 8601; now when left out. */
  @IsOptional()
  @IsInstant()
  occurredAt?: Date;

  /** What was said, in a few words; kept sealed. */
  @IsOptional()
  @IsPlainText()
  @MaxLength(1000)
  note?: string;
}

export class ActivityDto {
  /** Our identifier of the activity. */
  id: string;
  /** What happened. */
  kind: ActivityKind;
  /** `inbound`: from the customer; `outbound`: to the customer; `internal`: neither. */
  direction: 'inbound' | 'outbound' | 'internal';
  /** `automatic` for answers no person wrote. */
  author: 'human' | 'automatic';
  /** When it happened. */
  occurredAt: Date;
}

export class ActivityListDto {
  /** Oldest first. */
  items: ActivityDto[];
}

export class RecordedActivityDto {
  /** Our identifier of the activity. */
  id: string;
}

/** What became of a lead. */
export class NewOutcomeDto {
  /** What became of the lead; OPEN opens it again. */
  @IsIn(OUTCOMES)
  outcome: Outcome;

  /** When it became so, ISO 8601; now when left out. */
  @IsOptional()
  @IsInstant()
  at?: Date;

  /** In the desk's own words. */
  @IsOptional()
  @IsPlainText()
  @MaxLength(200)
  reason?: string;

  /** Why an EXCLUDED lead is no sales lead. */
  @IsOptional()
  @IsIn(EXCLUDED_REASONS)
  excludedReason?: ExcludedReason;
}

export class OutcomeDto {
  /** Our identifier of the lead. */
  leadId: string;
  /** What stands now. */
  outcome: Outcome;
  /** Since when; null for a lead that was always open. */
  outcomeAt: Date | null;
}

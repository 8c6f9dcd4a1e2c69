import { Type } from 'class-transformer';
import { IsDate, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
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
  @Type(() => Date)
  @IsDate()
  occurredAt?: Date;
}

export class ActivityDto {
  id: string;
  kind: ActivityKind;
  direction: 'inbound' | 'outbound' | 'internal';
  author: 'human' | 'automatic';
  occurredAt: Date;
}

export class ActivityListDto {
  /** Oldest first. */
  items: ActivityDto[];
}

export class RecordedActivityDto {
  id: string;
}

/** What became of a lead. */
export class NewOutcomeDto {
  @IsIn(OUTCOMES)
  outcome: Outcome;

  /** When it became so, ISO 8601; now when left out. */
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  at?: Date;

  /** In the desk's own words. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  reason?: string;

  /** Why an EXCLUDED lead is no sales lead. */
  @IsOptional()
  @IsIn(EXCLUDED_REASONS)
  excludedReason?: ExcludedReason;
}

export class OutcomeDto {
  leadId: string;
  outcome: Outcome;
  outcomeAt: Date | null;
}

import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsUUID, Max, MaxLength, Min } from 'class-validator';
import type { LeadStage } from '#crm';
import { IsPlainText } from '#platform';
import { STAGE_STATES, type StageDelivery, type StageState } from './stage-delivery.js';

export class ListStagesDto {
  /** Only stages in this state. */
  @IsOptional()
  @IsIn(STAGE_STATES)
  state?: StageState;

  /** Only of the connection with this key. */
  @IsOptional()
  @IsPlainText()
  @MaxLength(63)
  connection?: string;

  /** Only of this lead. */
  @IsOptional()
  @IsUUID()
  lead?: string;

  /** Stages in the answer, 1 to 500. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit: number = 100;
}

/** One stage of a lead, told or to be told. */
export class StageDeliveryDto {
  /** The lead that reached it. */
  leadId: string;

  /** arrived, qualified, appointment, shown, won or lost. */
  stage: LeadStage;

  /** The connection it is told through. */
  connectionId: string;

  /** Key of the connection. */
  connectionKey: string;

  /** The connection, as people call it. */
  connectionName: string;

  /** When the lead got there. */
  reachedAt: Date;

  /** pending, delivered or dead (refused; see lastError). */
  state: StageState;

  /** How often it was tried. */
  attempts: number;

  /** When it is tried next, while pending. */
  nextAttemptAt: Date;

  /** When it was taken; null: not yet. */
  deliveredAt: Date | null;

  /** Why the last try failed; null: none did. */
  lastError: string | null;

  static from(stage: StageDelivery): StageDeliveryDto {
    return Object.assign(new StageDeliveryDto(), stage);
  }
}

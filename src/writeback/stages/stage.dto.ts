import { IsIn, IsOptional, Matches } from 'class-validator';
import type { LeadStage } from '#crm';
import { DeliveryListDto } from '../delivery-list.dto.js';
import {
  STAGE_STATES,
  type StageDelivery,
  type StageEnd,
  type StageState,
} from './stage-delivery.js';

const END = /^(?<leadId>[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\.(?<stage>[a-z]+)$/i;

export class ListStagesDto extends DeliveryListDto {
  /** Only stages in this state. */
  @IsOptional()
  @IsIn(STAGE_STATES)
  state?: StageState;

  /** Lead and stage of the last one of the page before, with a dot between them. */
  @IsOptional()
  @Matches(END, { message: 'must be leadId.stage of the last stage of the page before' })
  before?: string;
}

/** Where a page of stages ended. */
export const stageEnd = (before: string): StageEnd =>
  ({ ...END.exec(before)?.groups }) as unknown as StageEnd;

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

import type { LeadStage } from '#crm';

export const STAGE_STATES = ['pending', 'delivered', 'dead'] as const;
/** pending: due now or later. dead: refused; can be told again. */
export type StageState = (typeof STAGE_STATES)[number];

/** One stage of a lead, told or to be told. */
export interface StageDelivery {
  leadId: string;
  stage: LeadStage;
  connectionId: string;
  connectionKey: string;
  connectionName: string;
  reachedAt: Date;
  state: StageState;
  attempts: number;
  nextAttemptAt: Date;
  deliveredAt: Date | null;
  lastError: string | null;
}

export interface StageFilter {
  state?: StageState;
  connectionId?: string;
  leadId?: string;
  limit: number;
  before?: StageEnd;
}

/** A lead reaches a stage once: these two name it. */
export interface StageEnd {
  leadId: string;
  stage: string;
}

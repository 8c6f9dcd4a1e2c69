import type { Band } from '#prediction';

export const WEBHOOK_EVENTS = ['lead.scored', 'lead.band_changed', 'model.promoted'] as const;
/** What an endpoint can ask to be told. */
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];
/** Sent on demand, to whoever listens. */
export const TEST_EVENT = 'webhook.test';

/** Ids and figures only: who the lead is can be asked with the id and a key that may. */
export interface ScoredData {
  leadId: string;
  likelihoodPercent: number;
  lowerPercent: number;
  upperPercent: number;
  band: Band;
  /** null: its first score. */
  previousBand: Band | null;
  modelNumber: number;
  scoredAt: Date;
}

export interface PromotedData {
  modelNumber: number;
  family: string;
  promotedAt: Date;
}

export interface NewMessage {
  event: WebhookEvent;
  /** What it is about: an endpoint is told of it once. */
  eventKey: string;
  happenedAt: Date;
  data: ScoredData | PromotedData;
}

/** The body as it is signed, the same bytes on every try. */
export const bodyOf = (event: string, happenedAt: Date, data: object): string =>
  JSON.stringify({ type: event, timestamp: happenedAt.toISOString(), data });

import type { Band } from '#prediction';

export const DELIVERY_STATES = ['pending', 'delivered', 'superseded', 'dead'] as const;
/** pending: due now or later. superseded: a newer score took its place. dead: given up, see its error; can be redriven. */
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** One score on its way into the CRM. */
export interface Delivery {
  id: string;
  leadId: string;
  connectionId: string;
  predictionId: string;
  /** The same on every try, so that the CRM can drop a repeat. */
  deliveryKey: string;
  score: number;
  band: Band;
  state: DeliveryState;
  attempts: number;
  nextAttemptAt: Date;
  enqueuedAt: Date;
  deliveredAt: Date | null;
  lastError: string | null;
}

/** A delivery with what was sent, for whoever asks what became of it. */
export interface SentDelivery extends Delivery {
  connectionKey: string;
  connectionName: string;
  topReason: string;
  modelNumber: number;
  scoredAt: Date;
}

export interface DeliveryFilter {
  state?: DeliveryState;
  connectionId?: string;
  leadId?: string;
  limit: number;
  before?: string;
}

/** A delivery taken by a sender, with what the CRM needs to find the lead. */
export interface ClaimedDelivery {
  id: string;
  deliveryKey: string;
  predictionId: string;
  leadExternalId: string;
  score: number;
  band: Band;
  /** Tries including the one now under way. */
  attempts: number;
  enqueuedAt: Date;
}

import { IsIn, IsOptional, IsUUID, MaxLength } from 'class-validator';
import { IsPlainText } from '#platform';
import { likelihoodPercent, type Band } from '#prediction';
import { DeliveryListDto } from './delivery-list.dto.js';
import {
  DELIVERY_STATES,
  type Delivery,
  type DeliveryState,
  type SentDelivery,
} from './delivery.js';

export class ListDeliveriesDto extends DeliveryListDto {
  /** Only deliveries in this state. */
  @IsOptional()
  @IsIn(DELIVERY_STATES)
  state?: DeliveryState;

  /** Id of the last delivery of the page before. */
  @IsOptional()
  @IsUUID()
  before?: string;
}

/** One score on its way into the CRM. */
export class DeliveryDto {
  /** Our identifier of the delivery. */
  id: string;

  /** The lead it is about. */
  leadId: string;

  /** The connection it goes through. */
  connectionId: string;

  /** The score it carries. */
  predictionId: string;

  /** The same on every try, so that the CRM can drop a repeat. */
  deliveryKey: string;

  /** 1..99, as the CRM is told. */
  likelihoodPercent: number;

  /** hot, warm or cool, as the CRM is told. */
  band: Band;

  /** pending, delivered, superseded (a newer score took its place) or dead (given up; see lastError). */
  state: DeliveryState;

  /** How often it was tried. */
  attempts: number;

  /** When it is tried next, while pending. */
  nextAttemptAt: Date;

  /** When the score was found worth telling. */
  enqueuedAt: Date;

  /** When the CRM took it; null: not yet. */
  deliveredAt: Date | null;

  /** Why the last try failed; null: none did. */
  lastError: string | null;

  static from({ score, ...delivery }: Delivery): DeliveryDto {
    return Object.assign(new DeliveryDto(), delivery, {
      likelihoodPercent: likelihoodPercent(score),
    });
  }
}

/** A delivery with what was sent. */
export class SentDeliveryDto extends DeliveryDto {
  /** Key of the connection. */
  connectionKey: string;

  /** The connection, as people call it. */
  connectionName: string;

  /** The reason the CRM is told. */
  topReason: string;

  /** Number of the model version that gave the score. */
  modelNumber: number;

  /** When the score was given. */
  scoredAt: Date;

  static of({ score, ...delivery }: SentDelivery): SentDeliveryDto {
    return Object.assign(new SentDeliveryDto(), delivery, {
      likelihoodPercent: likelihoodPercent(score),
    });
  }
}

export class RedriveDeliveriesDto {
  /** Only of the connection with this key; absent: of all. */
  @IsOptional()
  @IsPlainText()
  @MaxLength(63)
  connection?: string;
}

export class RedrivenDeliveriesDto {
  /** How many are sent again. */
  redriven: number;
}

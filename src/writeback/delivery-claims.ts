import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ClaimedDelivery, DeliveryState } from './delivery.js';

/** What became of one push, ready to be stored. */
export interface Settlement {
  id: string;
  /** Tries when it was claimed: a delivery claimed again since then is somebody else's to settle. */
  attempts: number;
  state: Exclude<DeliveryState, 'superseded'>;
  nextAttemptAt: Date;
  lastError: string | null;
  /** It was not sent after all: that was no try. */
  untried?: boolean;
}

/** Deliveries in a sender's hands; every method runs inside the dealership's tenancy. */
@Injectable()
export class DeliveryClaims {
  /**
   * Takes due deliveries, highest score first, and hides them until `leaseUntil`. A sender that dies
   * before it settles them leaves them to be taken again then, under the same keys.
   */
  async claim(
    manager: EntityManager,
    dealershipId: string,
    connectionId: string,
    { now, limit, leaseUntil }: { now: Date; limit: number; leaseUntil: Date },
  ): Promise<ClaimedDelivery[]> {
    const [claimed] = await manager.query<[ClaimedDelivery[], number]>(
      // Materialized: inside a join the inner query may run again, and take more than its limit.
      `WITH due AS MATERIALIZED (
         SELECT id FROM writeback_delivery
         WHERE dealership_id = $1 AND connection_id = $2 AND state = 'pending' AND next_attempt_at <= $3
         ORDER BY score DESC, id LIMIT $4 FOR UPDATE SKIP LOCKED)
       UPDATE writeback_delivery AS delivery
       SET attempts = attempts + 1, next_attempt_at = $5
       FROM due, lead
       WHERE delivery.dealership_id = $1 AND delivery.id = due.id
         AND lead.dealership_id = $1 AND lead.id = delivery.lead_id
       RETURNING delivery.id, delivery_key AS "deliveryKey", prediction_id AS "predictionId",
         lead.external_id AS "leadExternalId", score, band, attempts, enqueued_at AS "enqueuedAt"`,
      [dealershipId, connectionId, now, limit, leaseUntil],
    );
    return claimed.toSorted((a, b) => b.score - a.score);
  }

  /** Keeps what was claimed, and not claimed again since. */
  async renew(
    manager: EntityManager,
    dealershipId: string,
    claimed: readonly Pick<ClaimedDelivery, 'id' | 'attempts'>[],
    leaseUntil: Date,
  ): Promise<void> {
    await manager.query(
      `UPDATE writeback_delivery AS delivery SET next_attempt_at = $4
       FROM unnest($2::uuid[], $3::int[]) AS held(id, attempts)
       WHERE dealership_id = $1 AND delivery.id = held.id AND delivery.attempts = held.attempts
         AND state = 'pending'`,
      [
        dealershipId,
        claimed.map(({ id }) => id),
        claimed.map(({ attempts }) => attempts),
        leaseUntil,
      ],
    );
  }

  /** Stores results. What the CRM accepted was delivered, even if a newer score has come up meanwhile. */
  async settle(
    manager: EntityManager,
    dealershipId: string,
    settlements: readonly Settlement[],
    at: Date,
  ): Promise<void> {
    await manager.query(
      `UPDATE writeback_delivery AS delivery
       SET state = settled.state, next_attempt_at = settled."nextAttemptAt",
         last_error = settled."lastError",
         attempts = delivery.attempts - CASE WHEN settled.untried THEN 1 ELSE 0 END,
         delivered_at = CASE WHEN settled.state = 'delivered' THEN $3::timestamptz END
       FROM jsonb_to_recordset($2::jsonb) AS settled(id uuid, attempts int, state text,
         "nextAttemptAt" timestamptz, "lastError" text, untried boolean)
       WHERE delivery.dealership_id = $1 AND delivery.id = settled.id
         AND ((delivery.state = 'pending' AND delivery.attempts = settled.attempts)
           OR (delivery.state <> 'delivered' AND settled.state = 'delivered'))`,
      [dealershipId, JSON.stringify(settlements), at],
    );
  }

  /** When something of this connection is due next; undefined when nothing is pending. */
  async nextDueAt(
    manager: EntityManager,
    dealershipId: string,
    connectionId: string,
  ): Promise<Date | undefined> {
    const [next] = await manager.query<{ at: Date | null }[]>(
      `SELECT min(next_attempt_at) AS at FROM writeback_delivery
       WHERE dealership_id = $1 AND connection_id = $2 AND state = 'pending'`,
      [dealershipId, connectionId],
    );
    return next?.at ?? undefined;
  }
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Delivery, DeliveryState } from './delivery.js';
import type { ScoreToWrite, Standing } from './materiality.js';

export const DELIVERY_COLUMNS = `
  id, lead_id AS "leadId", connection_id AS "connectionId", prediction_id AS "predictionId",
  delivery_key AS "deliveryKey", score, band, state, attempts, next_attempt_at AS "nextAttemptAt",
  enqueued_at AS "enqueuedAt", delivered_at AS "deliveredAt", last_error AS "lastError"`;

interface StandingRow extends ScoreToWrite {
  leadId: string;
  state: 'pending' | 'delivered';
  attempts: number;
  deliveredAt: Date;
  dueAt: Date;
}

export type NewDelivery = Pick<
  Delivery,
  | 'id'
  | 'leadId'
  | 'connectionId'
  | 'predictionId'
  | 'deliveryKey'
  | 'score'
  | 'band'
  | 'nextAttemptAt'
>;

/** Deliveries of one dealership; every method runs inside its tenancy. */
@Injectable()
export class DeliveryStore {
  /** By lead: what the CRM shows or will show. Leads without any delivery are absent. */
  async standing(
    manager: EntityManager,
    dealershipId: string,
    leadIds: readonly string[],
  ): Promise<Map<string, Standing>> {
    const rows = await manager.query<StandingRow[]>(
      `SELECT DISTINCT ON (lead_id, state) lead_id AS "leadId", state, score, band, attempts,
         delivered_at AS "deliveredAt", next_attempt_at AS "dueAt"
       FROM writeback_delivery
       WHERE dealership_id = $1 AND lead_id = ANY($2::uuid[]) AND state IN ('pending', 'delivered')
       ORDER BY lead_id, state, delivered_at DESC, enqueued_at DESC`,
      [dealershipId, leadIds],
    );
    const standing = new Map<string, Standing>();
    for (const { leadId, state, score, band, attempts, deliveredAt, dueAt } of rows) {
      const known = standing.get(leadId) ?? { shown: null, pending: null };
      if (state === 'pending') known.pending = { score, band, dueAt, wasTried: attempts > 0 };
      else known.shown = { score, band, deliveredAt };
      standing.set(leadId, known);
    }
    return standing;
  }

  /** The CRM shows of these leads what it should: what waits is not sent. */
  async withdraw(
    manager: EntityManager,
    dealershipId: string,
    leadIds: readonly string[],
  ): Promise<void> {
    await manager.query(
      `UPDATE writeback_delivery SET state = 'superseded'
       WHERE dealership_id = $1 AND state = 'pending' AND attempts = 0 AND lead_id = ANY($2::uuid[])`,
      [dealershipId, leadIds],
    );
  }

  /** Adds deliveries; older pending ones of the same leads are superseded. A known key changes nothing. */
  async enqueue(
    manager: EntityManager,
    dealershipId: string,
    deliveries: readonly NewDelivery[],
    at: Date,
  ): Promise<void> {
    await manager.query(
      `UPDATE writeback_delivery SET state = 'superseded'
       WHERE dealership_id = $1 AND state = 'pending' AND lead_id = ANY($2::uuid[])
         AND delivery_key <> ALL($3::text[])`,
      [
        dealershipId,
        deliveries.map((each) => each.leadId),
        deliveries.map((each) => each.deliveryKey),
      ],
    );
    await manager.query(
      `INSERT INTO writeback_delivery (dealership_id, id, connection_id, lead_id, prediction_id,
         delivery_key, score, band, state, next_attempt_at, enqueued_at)
       SELECT $1, new.id, new."connectionId", new."leadId", new."predictionId", new."deliveryKey",
         new.score, new.band, 'pending', new."nextAttemptAt", $3
       FROM jsonb_to_recordset($2::jsonb) AS new(id uuid, "connectionId" uuid, "leadId" uuid,
         "predictionId" uuid, "deliveryKey" text, score float8, band text, "nextAttemptAt" timestamptz)
       ON CONFLICT (dealership_id, delivery_key) DO NOTHING`,
      [dealershipId, JSON.stringify(deliveries), at],
    );
  }

  async find(
    manager: EntityManager,
    dealershipId: string,
    deliveryId: string,
  ): Promise<Delivery | undefined> {
    const [delivery] = await manager.query<Delivery[]>(
      `SELECT ${DELIVERY_COLUMNS} FROM writeback_delivery WHERE dealership_id = $1 AND id = $2`,
      [dealershipId, deliveryId],
    );
    return delivery;
  }

  /** @returns whether a newer score of the same lead is on its way or was delivered since. */
  async isOutdated(
    manager: EntityManager,
    dealershipId: string,
    delivery: Delivery,
  ): Promise<boolean> {
    const [{ outdated }] = await manager.query<[{ outdated: boolean }]>(
      `SELECT EXISTS (SELECT 1 FROM writeback_delivery
         WHERE dealership_id = $1 AND lead_id = $2 AND enqueued_at > $3
           AND state IN ('pending', 'delivered')) AS outdated`,
      [dealershipId, delivery.leadId, delivery.enqueuedAt],
    );
    return outdated;
  }

  async revive(
    manager: EntityManager,
    dealershipId: string,
    deliveryId: string,
    at: Date,
  ): Promise<void> {
    await manager.query(
      `UPDATE writeback_delivery SET state = 'pending', attempts = 0, next_attempt_at = $3, enqueued_at = $3
       WHERE dealership_id = $1 AND id = $2 AND state = 'dead'`,
      [dealershipId, deliveryId, at],
    );
  }

  /** All that is pending of a connection. */
  async giveUp(
    manager: EntityManager,
    dealershipId: string,
    connectionId: string,
    why: string,
  ): Promise<void> {
    await manager.query(
      `UPDATE writeback_delivery SET state = 'dead', last_error = $3
       WHERE dealership_id = $1 AND connection_id = $2 AND state = 'pending'`,
      [dealershipId, connectionId, why],
    );
  }

  /** The newest score each lead of a connection was delivered with, by the CRM's own id. */
  newestDelivered(
    manager: EntityManager,
    dealershipId: string,
  ): Promise<{ connectionId: string; leadExternalId: string; score: number }[]> {
    return manager.query(
      `SELECT DISTINCT ON (delivery.lead_id) delivery.connection_id AS "connectionId",
         lead.external_id AS "leadExternalId", delivery.score
       FROM writeback_delivery AS delivery
       JOIN lead ON lead.dealership_id = $1 AND lead.id = delivery.lead_id
       WHERE delivery.dealership_id = $1 AND delivery.state = 'delivered'
       ORDER BY delivery.lead_id, delivery.delivered_at DESC`,
      [dealershipId],
    );
  }

  countByState(
    manager: EntityManager,
    dealershipId: string,
  ): Promise<{ state: DeliveryState; count: number }[]> {
    return manager.query(
      `SELECT state, count(*)::int AS count FROM writeback_delivery
       WHERE dealership_id = $1 GROUP BY state ORDER BY state`,
      [dealershipId],
    );
  }
}

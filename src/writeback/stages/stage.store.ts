import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LeadStage, PushResult } from '#crm';
import { backoffMs } from '../backoff.js';

/** A stage that is due, with what is told of its lead; contact data as they are sealed. */
export interface DueStage {
  leadId: string;
  leadExternalId: string;
  stage: LeadStage;
  reachedAt: Date;
  arrivedAt: Date;
  score: number | null;
  /** In the dealership's currency. */
  price: number | null;
  emailSealed: Buffer | null;
  phoneSealed: Buffer | null;
  attempts: number;
}

/** Stages of one dealership; every method runs inside its tenancy. */
@Injectable()
export class StageStore {
  /** Notes what leads of a connection have reached within `days`, each stage of a lead once. */
  async discover(
    manager: EntityManager,
    dealershipId: string,
    connectionId: string,
    { now, days }: { now: Date; days: number },
  ): Promise<void> {
    await manager.query(
      `WITH own AS (
         SELECT id, arrived_at, outcome, outcome_at FROM lead
         WHERE dealership_id = $1 AND connection_id = $2 AND outcome <> 'EXCLUDED'),
       reached AS (
         SELECT id, 'arrived' AS stage, arrived_at AS at FROM own
         UNION ALL
         SELECT id, CASE outcome WHEN 'WON' THEN 'won' ELSE 'lost' END, outcome_at FROM own
         WHERE outcome IN ('WON', 'LOST')
         UNION ALL
         SELECT own.id, 'qualified', min(made_at) FROM own
         JOIN prediction ON dealership_id = $1 AND lead_id = own.id AND band = 'hot' GROUP BY own.id
         UNION ALL
         SELECT own.id, CASE kind WHEN 'visit' THEN 'shown' ELSE 'appointment' END,
           min(CASE kind WHEN 'visit' THEN occurred_at ELSE recorded_at END) FROM own
         JOIN activity ON dealership_id = $1 AND lead_id = own.id AND kind IN ('appointment', 'visit')
         GROUP BY own.id, kind)
       INSERT INTO stage_delivery (dealership_id, lead_id, stage, connection_id, reached_at, state, next_attempt_at)
       SELECT $1, id, stage, $2, at, 'pending', $3 FROM reached
       WHERE at <= $3 AND at > $3::timestamptz - make_interval(days => $4)
       ON CONFLICT (dealership_id, lead_id, stage) DO NOTHING`,
      [dealershipId, connectionId, now, days],
    );
  }

  /** Takes due stages, the earliest reached first, and hides them until `leaseUntil`. */
  async claim(
    manager: EntityManager,
    dealershipId: string,
    connectionId: string,
    { now, limit, leaseUntil }: { now: Date; limit: number; leaseUntil: Date },
  ): Promise<DueStage[]> {
    const [claimed] = await manager.query<[DueStage[], number]>(
      `WITH due AS MATERIALIZED (
         SELECT lead_id, stage FROM stage_delivery
         WHERE dealership_id = $1 AND connection_id = $2 AND state = 'pending' AND next_attempt_at <= $3
         ORDER BY reached_at LIMIT $4 FOR UPDATE SKIP LOCKED)
       UPDATE stage_delivery AS told SET attempts = attempts + 1, next_attempt_at = $5
       FROM due
       JOIN lead ON lead.dealership_id = $1 AND lead.id = due.lead_id
       LEFT JOIN customer ON customer.dealership_id = $1 AND customer.id = lead.customer_id
       LEFT JOIN current_score ON current_score.dealership_id = $1 AND current_score.lead_id = lead.id
       LEFT JOIN LATERAL (
         SELECT amount FROM vehicle_price
         WHERE dealership_id = $1 AND vehicle_id = lead.vehicle_id ORDER BY effective_at DESC LIMIT 1
       ) AS price ON true
       WHERE told.dealership_id = $1 AND told.lead_id = due.lead_id AND told.stage = due.stage
       RETURNING told.lead_id AS "leadId", lead.external_id AS "leadExternalId", told.stage,
         told.reached_at AS "reachedAt", lead.arrived_at AS "arrivedAt", current_score.score,
         price.amount::float8 AS price, customer.email_sealed AS "emailSealed",
         customer.phone_sealed AS "phoneSealed", told.attempts`,
      [dealershipId, connectionId, now, limit, leaseUntil],
    );
    return claimed;
  }

  /** What was refused will not be told; what is to come again waits longer each time. */
  async settle(
    manager: EntityManager,
    dealershipId: string,
    { leadId, stage, attempts }: DueStage,
    { result, now }: { result: PushResult; now: Date },
  ): Promise<void> {
    const states = { accepted: 'delivered', refused: 'dead', retry: 'pending' } as const;
    const asked = result.status === 'retry' ? result.retryAfterMs : 0;
    await manager.query(
      `UPDATE stage_delivery SET state = $4, next_attempt_at = $5, last_error = $6,
         delivered_at = CASE WHEN $4 = 'delivered' THEN $7::timestamptz END
       WHERE dealership_id = $1 AND lead_id = $2 AND stage = $3 AND state = 'pending'`,
      [
        dealershipId,
        leadId,
        stage,
        states[result.status],
        new Date(now.getTime() + backoffMs(attempts, Math.random(), asked)),
        result.status === 'accepted' ? null : result.reason.slice(0, 300),
        now,
      ],
    );
  }
}

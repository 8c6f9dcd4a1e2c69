import type { EntityManager } from 'typeorm';
import type { SimilarLeadDto } from './lead-background.dto.js';
import { LINE } from './lead-background.js';
import { HUMAN_ANSWER } from './worklist-rows.js';

const MOST = 6;
/** The newest settled ones are looked through: older prices and people are less like today's. */
const LOOKED_THROUGH = 2_000;
const PRICE_NEAR = 0.15;

/**
 * Settled leads most like this one: the same model counts most, then a price within 15 %, the make,
 * a phone number given or not, and the source. Nothing about the person leaves this function.
 */
export function similarLeads(manager: EntityManager, leadId: string): Promise<SimilarLeadDto[]> {
  return manager.query(
    `WITH settled AS (
       SELECT * FROM lead WHERE outcome IN ('WON', 'LOST', 'STALE') AND id <> $1
         AND outcome_at >= arrived_at
         AND arrived_at < (SELECT arrived_at FROM lead WHERE id = $1)
       ORDER BY arrived_at DESC LIMIT ${LOOKED_THROUGH}
     ), seen AS (
       SELECT lead.*, ${LINE} AS line, vehicle.make, vehicle.model, price.amount AS price,
         customer.phone_hash IS NOT NULL AS called
       FROM (SELECT * FROM lead WHERE id = $1 UNION ALL SELECT * FROM settled) AS lead
       LEFT JOIN vehicle ON vehicle.id = lead.vehicle_id
       LEFT JOIN customer ON customer.id = lead.customer_id
       LEFT JOIN LATERAL (SELECT amount FROM vehicle_price
         WHERE vehicle_id = vehicle.id AND effective_at <= lead.arrived_at
         ORDER BY effective_at DESC LIMIT 1) AS price ON true
     ), likened AS (
       SELECT past.*, array_remove(ARRAY[
         CASE WHEN past.make = this.make AND past.model = this.model THEN 'model' END,
         CASE WHEN past.make = this.make AND past.model <> this.model THEN 'make' END,
         CASE WHEN abs(past.price / nullif(this.price, 0) - 1) <= ${PRICE_NEAR} THEN 'price' END,
         CASE WHEN past.called AND this.called THEN 'phone' END,
         CASE WHEN past.source = this.source THEN 'source' END], NULL) AS shares
       FROM seen AS past JOIN seen AS this ON this.id = $1 AND past.id <> $1
     )
     SELECT outcome, extract(day FROM outcome_at - arrived_at)::int AS "settledAfterDays",
       arrived_at AS "arrivedAt", line, price::float8 AS price, shares,
       (SELECT floor(extract(epoch FROM min(occurred_at) - likened.arrived_at) / 60)::int
        FROM activity WHERE activity.lead_id = likened.id AND ${HUMAN_ANSWER}
          AND occurred_at >= likened.arrived_at) AS "answeredAfterMinutes"
     FROM likened
     WHERE shares && ARRAY['model', 'make', 'price']
     ORDER BY ('model' = ANY(shares))::int * 4 + ('price' = ANY(shares))::int * 3
       + ('make' = ANY(shares))::int * 2 + ('phone' = ANY(shares))::int
       + ('source' = ANY(shares))::int DESC, arrived_at DESC
     LIMIT ${MOST}`,
    [leadId],
  );
}

import type { EntityManager } from 'typeorm';
import type { LeadOutcome } from '#leads';

/** One lead as the board counts it. */
export interface BoardLead extends Omit<LeadOutcome, 'recordedAt' | 'dealershipId'> {
  /** First outbound touch by a person; null while there is none. An automatic reply is no answer. */
  answeredAt: Date | null;
  /** First appointment or visit. */
  metAt: Date | null;
  /** First message or call of the customer's after our answer. */
  talkedAt: Date | null;
  /** Who it was given to here, by our identifier. */
  staffId: string | null;
  /** Who the CRM gave it to. */
  crmOwner: string | null;
  source: string | null;
  /** The first score, given before the outcome; null: never scored. */
  score: number | null;
  band: string | null;
}

/** Leads that arrived since then, and of older ones those that are open. Excluded ones count nowhere. */
export function boardLeads(
  manager: EntityManager,
  dealershipId: string,
  since: Date,
  now: Date,
): Promise<BoardLead[]> {
  return manager.query<BoardLead[]>(
    `SELECT lead.id AS "leadId", lead.arrived_at AS "arrivedAt", lead.outcome,
       lead.outcome_at AS "outcomeAt", lead.assigned_staff_id AS "staffId",
       lead.assigned_to AS "crmOwner", lead.source, first.score, first.band,
       answer.at AS "answeredAt", met.at AS "metAt", talked.at AS "talkedAt"
     FROM lead
     LEFT JOIN LATERAL (
       SELECT min(occurred_at) AS at FROM activity
       WHERE dealership_id = $1 AND lead_id = lead.id AND direction = 'outbound'
         AND author = 'human' AND occurred_at <= $3
     ) AS answer ON true
     LEFT JOIN LATERAL (
       SELECT min(occurred_at) AS at FROM activity
       WHERE dealership_id = $1 AND lead_id = lead.id AND kind IN ('appointment', 'visit', 'test_drive')
         AND occurred_at <= $3
     ) AS met ON true
     LEFT JOIN LATERAL (
       SELECT min(occurred_at) AS at FROM activity
       WHERE dealership_id = $1 AND lead_id = lead.id AND direction = 'inbound'
         AND occurred_at > answer.at AND occurred_at <= $3
     ) AS talked ON true
     LEFT JOIN LATERAL (
       SELECT score, band FROM prediction
       WHERE dealership_id = $1 AND lead_id = lead.id
         AND (lead.outcome_at IS NULL OR made_at < lead.outcome_at)
       ORDER BY made_at LIMIT 1
     ) AS first ON true
     WHERE lead.dealership_id = $1 AND lead.outcome <> 'EXCLUDED' AND lead.arrived_at <= $3
       AND (lead.arrived_at >= $2 OR lead.outcome = 'OPEN')`,
    [dealershipId, since, now],
  );
}

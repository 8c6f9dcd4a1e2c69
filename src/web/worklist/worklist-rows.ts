import type { Outcome } from '#leads';
import type { Band, Explanation } from '#prediction';
import type { EntityManager } from 'typeorm';
import type { WorklistPosition } from './worklist-cursor.js';

export interface WorklistFilter {
  outcome: Outcome;
  band?: Band | undefined;
  /** true: only leads that no person has answered yet. */
  waiting?: boolean | undefined;
  after?: WorklistPosition | undefined;
  limit: number;
}

/** One lead as the desk needs it, personal data still sealed. */
export interface WorklistRow {
  leadId: string;
  rank: number;
  score: number | null;
  lower: number | null;
  upper: number | null;
  logOdds: number | null;
  band: Band | null;
  reasons: Explanation | null;
  scoredAt: Date | null;
  modelNumber: number | null;
  previousScore: number | null;
  arrivedAt: Date;
  outcome: Outcome;
  source: string | null;
  /** As the CRM writes it. */
  assignedTo: string | null;
  assignedStaffId: string | null;
  messageSealed: Buffer | null;
  lastActivityAt: Date | null;
  nameSealed: Buffer | null;
  phoneSealed: Buffer | null;
  emailSealed: Buffer | null;
  year: number | null;
  make: string | null;
  model: string | null;
  trim: string | null;
  currency: string | null;
  soldAt: Date | null;
  price: number | null;
  priceAtArrival: number | null;
  priceSince: Date | null;
  firstHumanAnswerAt: Date | null;
}

/** A person's outbound activity; the promise of an answer knows no other. */
const HUMAN_ANSWER = `activity.direction = 'outbound' AND activity.author = 'human'`;

/** What is shown of the leads in `ranked(id, rank, prediction_id)`. $1 is now. */
const SHOWN = `
  SELECT lead.id AS "leadId", ranked.rank, prediction.score, prediction.lower, prediction.upper,
    prediction.log_odds AS "logOdds", prediction.band, prediction.reasons,
    prediction.made_at AS "scoredAt", version.number AS "modelNumber",
    earlier.score AS "previousScore",
    lead.arrived_at AS "arrivedAt", lead.outcome, lead.source, lead.assigned_to AS "assignedTo", lead.assigned_staff_id AS "assignedStaffId",
    lead.message_sealed AS "messageSealed", lead.last_activity_at AS "lastActivityAt",
    coalesce(person.name_sealed, customer.name_sealed) AS "nameSealed",
    coalesce(person.phone_sealed, customer.phone_sealed) AS "phoneSealed",
    coalesce(person.email_sealed, customer.email_sealed) AS "emailSealed",
    coalesce(vehicle.year, (lead.vehicle_interest ->> 'year')::int) AS year,
    coalesce(vehicle.make, lead.vehicle_interest ->> 'make') AS make,
    coalesce(vehicle.model, lead.vehicle_interest ->> 'model') AS model,
    coalesce(vehicle.trim, lead.vehicle_interest ->> 'trim') AS trim,
    vehicle.currency, vehicle.sold_at AS "soldAt",
    coalesce(price_now.amount, (lead.vehicle_interest ->> 'price')::numeric)::float8 AS price,
    price_then.amount::float8 AS "priceAtArrival", price_now.effective_at AS "priceSince",
    answer.occurred_at AS "firstHumanAnswerAt"
  FROM ranked
  JOIN lead ON lead.id = ranked.id
  LEFT JOIN prediction ON prediction.id = ranked.prediction_id
  LEFT JOIN model_version AS version ON version.id = prediction.model_version_id
  LEFT JOIN LATERAL (
    SELECT score FROM prediction AS past
    WHERE past.lead_id = lead.id AND past.made_at < prediction.made_at
    ORDER BY past.made_at DESC LIMIT 1
  ) AS earlier ON true
  LEFT JOIN customer ON customer.id = lead.customer_id
  LEFT JOIN customer AS person ON person.id = customer.merged_into
  LEFT JOIN vehicle ON vehicle.id = lead.vehicle_id
  LEFT JOIN LATERAL (
    SELECT amount, effective_at FROM vehicle_price
    WHERE vehicle_id = vehicle.id AND effective_at <= $1
    ORDER BY effective_at DESC LIMIT 1
  ) AS price_now ON true
  LEFT JOIN LATERAL (
    SELECT amount FROM vehicle_price
    WHERE vehicle_id = vehicle.id AND effective_at <= lead.arrived_at
    ORDER BY effective_at DESC LIMIT 1
  ) AS price_then ON true
  LEFT JOIN LATERAL (
    SELECT occurred_at FROM activity
    WHERE activity.lead_id = lead.id AND ${HUMAN_ANSWER} AND occurred_at <= $1
    ORDER BY occurred_at LIMIT 1
  ) AS answer ON true
  ORDER BY ranked.rank DESC, lead.id`;

/**
 * The next leads by rank, in one statement. The champion's scores are read down their own index;
 * leads nobody has scored yet follow with rank 0 (a score is never 0).
 *
 * @returns at most `limit` rows.
 */
export function worklistRows(
  manager: EntityManager,
  { outcome, band, waiting, after, limit }: WorklistFilter,
  now: Date,
): Promise<WorklistRow[]> {
  const unanswered = `AND NOT EXISTS (SELECT FROM activity WHERE activity.lead_id = lead.id
    AND ${HUMAN_ANSWER} AND occurred_at <= $1)`;
  const alsoWaiting = waiting ? unanswered : '';
  return manager.query(
    `WITH ranked AS (
      (SELECT lead.id, current_score.score AS rank, current_score.prediction_id
       FROM current_score JOIN lead ON lead.id = current_score.lead_id
       JOIN prediction ON prediction.id = current_score.prediction_id
       WHERE lead.outcome = $2 AND ($3::text IS NULL OR prediction.band = $3)
         AND ($4::float8 IS NULL OR current_score.score < $4
              OR (current_score.score = $4 AND lead.id > $5::uuid)) ${alsoWaiting}
       ORDER BY current_score.score DESC, lead.id LIMIT $6)
      UNION ALL
      (SELECT lead.id, 0, NULL FROM lead
       WHERE lead.outcome = $2 AND $3::text IS NULL
         AND NOT EXISTS (SELECT FROM current_score WHERE current_score.lead_id = lead.id)
         AND ($4::float8 IS NULL OR $4 > 0 OR lead.id > $5::uuid) ${alsoWaiting}
       ORDER BY lead.id LIMIT $6)
      ORDER BY rank DESC, id LIMIT $6
    ) ${SHOWN}`,
    [now, outcome, band ?? null, after?.score ?? null, after?.leadId ?? null, limit],
  );
}

/** @returns undefined when the dealership has no such lead. */
export async function worklistRow(
  manager: EntityManager,
  leadId: string,
  now: Date,
): Promise<WorklistRow | undefined> {
  const [row] = await manager.query<WorklistRow[]>(
    `WITH ranked AS (
      SELECT lead.id, coalesce(current_score.score, 0) AS rank, current_score.prediction_id
      FROM lead LEFT JOIN current_score ON current_score.lead_id = lead.id
      WHERE lead.id = $2
    ) ${SHOWN}`,
    [now, leadId],
  );
  return row;
}

export interface WorklistCounts {
  open: number;
  waiting: number;
  overPromise: number;
  unscored: number;
  hot: number;
  warm: number;
  cool: number;
}

/** All open leads of the dealership, counted in one pass. */
export async function worklistCounts(
  manager: EntityManager,
  promiseMinutes: number,
  now: Date,
): Promise<WorklistCounts> {
  const [counts] = await manager.query<[WorklistCounts]>(
    `SELECT count(*)::int AS open,
       count(*) FILTER (WHERE unanswered)::int AS waiting,
       count(*) FILTER (WHERE unanswered AND arrived_at < $2)::int AS "overPromise",
       count(*) FILTER (WHERE band IS NULL)::int AS unscored,
       count(*) FILTER (WHERE band = 'hot')::int AS hot,
       count(*) FILTER (WHERE band = 'warm')::int AS warm,
       count(*) FILTER (WHERE band = 'cool')::int AS cool
     FROM (
       SELECT lead.arrived_at, prediction.band,
         NOT EXISTS (SELECT FROM activity WHERE activity.lead_id = lead.id
                     AND ${HUMAN_ANSWER} AND occurred_at <= $1) AS unanswered
       FROM lead
       LEFT JOIN current_score ON current_score.lead_id = lead.id
       LEFT JOIN prediction ON prediction.id = current_score.prediction_id
       WHERE lead.outcome = 'OPEN'
     ) AS open_lead`,
    [now, new Date(now.getTime() - promiseMinutes * 60_000)],
  );
  return counts;
}

/** @returns the champion's version number, or null while the group has none. */
export async function championNumber(manager: EntityManager): Promise<number | null> {
  const [champion] = await manager.query<{ number: number }[]>(
    `SELECT version.number FROM promotion
     JOIN model_version AS version ON version.id = promotion.model_version_id
     ORDER BY promotion.id DESC LIMIT 1`,
  );
  return champion?.number ?? null;
}

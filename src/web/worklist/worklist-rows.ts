import type { Outcome } from '#leads';
import type { Band, Explanation, OutcomeChances } from '#prediction';
import type { EntityManager } from 'typeorm';
import { worthSql } from './answer-worth.js';
import type { ContactWay } from './contact-ways.js';
import type { OpinionRow } from './opinions.js';
import type { WorklistPosition } from './worklist-cursor.js';

export interface WorklistFilter {
  outcome: Outcome;
  band?: Band | undefined;
  /** true: only leads that no person has answered yet. */
  waiting?: boolean | undefined;
  source?: string | undefined;
  /** The salesperson's name; '' for leads of nobody. */
  assignedTo?: string | undefined;
  /** Members of staff of that name: what was assigned here goes before what the CRM says. */
  staffIds: readonly string[];
  /** Only these; a search found them. */
  leadIds?: readonly string[] | undefined;
  after?: WorklistPosition | undefined;
  limit: number;
}

/** When the list is drawn up, and since when arrivals are still within the promise. */
export interface AsOf {
  now: Date;
  inTimeSince: Date;
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
  outcomes: OutcomeChances[] | null;
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
  wroteAgain: boolean;
  postalCodeSealed: Buffer | null;
  refused: ContactWay[];
  /** Newest of each way; sealed words in base64. */
  consents: { way: ContactWay; at: string; wordsSealed: string }[];
  preferred: string | null;
  heardAt: Date | null;
  textedAt: Date | null;
  opinion: OpinionRow | null;
}

/** A person's outbound activity; the promise of an answer knows no other. */
export const HUMAN_ANSWER = `activity.direction = 'outbound' AND activity.author = 'human'`;

/** Who was heard last on a lead. $1 is now. */
const TOUCH = `
  SELECT min(occurred_at) FILTER (WHERE ${HUMAN_ANSWER}) AS answered_at,
    max(occurred_at) FILTER (WHERE ${HUMAN_ANSWER}) AS ours_at,
    max(occurred_at) FILTER (WHERE direction = 'inbound') AS customer_at,
    max(occurred_at) FILTER (WHERE direction = 'inbound' AND kind = 'text') AS texted_at
  FROM activity WHERE activity.lead_id = lead.id AND occurred_at <= $1`;

/** What is shown of the leads in `ranked(id, rank, prediction_id)`. $1 is now. */
const SHOWN = `
  SELECT lead.id AS "leadId", ranked.rank, prediction.score, prediction.lower, prediction.upper,
    prediction.log_odds AS "logOdds", prediction.band, prediction.reasons,
    prediction.outcomes,
    prediction.made_at AS "scoredAt", version.number AS "modelNumber",
    earlier.score AS "previousScore",
    lead.arrived_at AS "arrivedAt", lead.outcome, lead.source, lead.assigned_to AS "assignedTo", lead.assigned_staff_id AS "assignedStaffId",
    lead.message_sealed AS "messageSealed", lead.last_activity_at AS "lastActivityAt",
    coalesce(person.name_sealed, customer.name_sealed) AS "nameSealed",
    coalesce(person.phone_sealed, customer.phone_sealed) AS "phoneSealed",
    coalesce(person.email_sealed, customer.email_sealed) AS "emailSealed",
    coalesce(person.postal_code_sealed, customer.postal_code_sealed) AS "postalCodeSealed",
    (SELECT coalesce(array_agg(way), '{}') FROM contact_wish
     WHERE customer_id IN (customer.id, customer.merged_into) AND NOT allowed) AS refused,
    (SELECT coalesce(jsonb_agg(newest), '[]') FROM (
       SELECT DISTINCT ON (way) way, given_at AS at, encode(words_sealed, 'base64') AS "wordsSealed"
       FROM contact_consent WHERE customer_id IN (customer.id, customer.merged_into)
       ORDER BY way, given_at DESC) AS newest) AS consents,
    coalesce(person.preferred_contact, customer.preferred_contact) AS preferred,
    touch.customer_at AS "heardAt", touch.texted_at AS "textedAt",
    (SELECT jsonb_build_object('direction', direction, 'reason', reason, 'percent', percent,
       'givenAt', given_at) FROM score_opinion WHERE score_opinion.lead_id = lead.id) AS opinion,
    coalesce(vehicle.year, (lead.vehicle_interest ->> 'year')::int) AS year,
    coalesce(vehicle.make, lead.vehicle_interest ->> 'make') AS make,
    coalesce(vehicle.model, lead.vehicle_interest ->> 'model') AS model,
    coalesce(vehicle.trim, lead.vehicle_interest ->> 'trim') AS trim,
    vehicle.currency, vehicle.sold_at AS "soldAt",
    coalesce(price_now.amount, (lead.vehicle_interest ->> 'price')::numeric)::float8 AS price,
    price_then.amount::float8 AS "priceAtArrival", price_now.effective_at AS "priceSince",
    touch.answered_at AS "firstHumanAnswerAt",
    coalesce(touch.customer_at > touch.ours_at, false) AS "wroteAgain"
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
  LEFT JOIN LATERAL (${TOUCH}) AS touch ON true
  ORDER BY ranked.rank DESC, lead.id`;

/**
 * Who was heard last on leads with an activity later than the list, such as a planned one: their row of
 * `lead_touch` knows more than the list may. $1 is now.
 */
export const LATE = `
  SELECT lead_id, min(occurred_at) FILTER (WHERE ${HUMAN_ANSWER}) AS answered_at,
    max(occurred_at) FILTER (WHERE ${HUMAN_ANSWER}) AS ours_at,
    max(occurred_at) FILTER (WHERE direction = 'inbound') AS customer_at
  FROM activity WHERE occurred_at <= $1
    AND lead_id IN (SELECT lead_id FROM lead_touch WHERE latest_at > $1)
  GROUP BY lead_id`;

/** Joins to an open lead what was noted of its activities, and what is true of those of `late`. */
export const TOUCHED = `
  LEFT JOIN lead_touch AS noted ON noted.lead_id = lead.id AND lead.outcome = 'OPEN'
  LEFT JOIN late ON late.lead_id = noted.lead_id AND noted.latest_at > $1`;

/** An instant of the lead's touches as of $1. */
export const touch = (instant: 'answered_at' | 'ours_at' | 'customer_at'): string =>
  `CASE WHEN noted.latest_at > $1 THEN late.${instant} ELSE noted.${instant} END`;

/**
 * The next leads by what an answer now is worth (answer-worth.ts), in one statement. All pages of one
 * list are drawn up as of the same instant, so that no lead is passed over or shown twice.
 *
 * @returns at most `limit` rows.
 */
export function worklistRows(
  manager: EntityManager,
  filter: WorklistFilter,
  { now, inTimeSince }: AsOf,
): Promise<WorklistRow[]> {
  const { outcome, band, waiting, source, assignedTo, staffIds, leadIds, after, limit } = filter;
  return manager.query(
    `WITH late AS MATERIALIZED (${LATE}), open_lead AS (
      SELECT lead.id, current_score.prediction_id, lead.arrived_at, vehicle.sold_at,
        coalesce(opinion.score, current_score.score) AS score, ${touch('answered_at')} AS answered_at,
        ${touch('ours_at')} AS ours_at, ${touch('customer_at')} AS customer_at
      FROM lead
      LEFT JOIN current_score ON current_score.lead_id = lead.id
      LEFT JOIN vehicle ON vehicle.id = lead.vehicle_id
      LEFT JOIN score_opinion AS opinion ON opinion.lead_id = lead.id ${TOUCHED}
      WHERE lead.outcome = $2 AND ($3::text IS NULL OR current_score.band = $3)
        AND (NOT $4 OR (${touch('answered_at')}) IS NULL)
        AND ($5::text IS NULL OR lead.source = $5)
        AND ($6::text IS NULL OR lead.assigned_staff_id = ANY($12::uuid[])
          OR (lead.assigned_staff_id IS NULL AND coalesce(lead.assigned_to, '') = $6))
        AND ($7::uuid[] IS NULL OR lead.id = ANY($7))
    ), worth AS (
      SELECT id, prediction_id, ${worthSql('$1', '$8')} AS rank FROM open_lead
    ), ranked AS (
      SELECT * FROM worth
      WHERE $9::float8 IS NULL OR rank < $9 OR (rank = $9 AND id > $10::uuid)
      ORDER BY rank DESC, id LIMIT $11
    ) ${SHOWN}`,
    [
      now,
      outcome,
      band ?? null,
      waiting ?? false,
      source ?? null,
      assignedTo ?? null,
      leadIds ?? null,
      inTimeSince,
      after?.rank ?? null,
      after?.leadId ?? null,
      limit,
      staffIds,
    ],
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

import type { Outcome } from './outcome.js';
import type { CustomValue, VehicleInterest } from './standard-record.js';

/** Arrays are aggregated in SQL as JSON: one row a lead, and JSON parses faster than PostgreSQL's array text. */
export interface HistoryRow {
  id: string;
  arrivedAt: Date;
  cursorAt: string;
  source: string | null;
  channel: string | null;
  messageSealed: Buffer | null;
  vehicleInterest: VehicleInterest | null;
  tradeIn: VehicleInterest | null;
  custom: Record<string, CustomValue>;
  vehicleId: string | null;
  /** The customer, or the one it was merged into. */
  person: string | null;
  emailKind: string | null;
  phoneKind: string | null;
  preferredContact: string | null;
  distanceKm: number | null;
  /** Kind, direction, author, epoch ms; ascending. */
  activities: [string, 'inbound' | 'outbound' | 'internal', 'human' | 'automatic', number][] | null;
}

const EPOCH_MS = (instant: string): string =>
  `floor(extract(epoch FROM ${instant}) * 1000)::bigint`;

export const HISTORY_ROWS = `
  SELECT l.id, l.arrived_at AS "arrivedAt", l.arrived_at::text AS "cursorAt", l.source, l.channel,
         l.message_sealed AS "messageSealed", l.vehicle_interest AS "vehicleInterest", l.trade_in AS "tradeIn", l.custom,
         l.vehicle_id AS "vehicleId", coalesce(c.merged_into, c.id) AS person, c.email_kind AS "emailKind",
         c.phone_kind AS "phoneKind", c.preferred_contact AS "preferredContact", c.distance_km AS "distanceKm",
         (SELECT json_agg(json_build_array(a.kind, a.direction, a.author, ${EPOCH_MS('a.occurred_at')}) ORDER BY a.occurred_at, a.id)
          FROM activity a WHERE a.dealership_id = l.dealership_id AND a.lead_id = l.id) AS activities
  FROM lead l LEFT JOIN customer c ON c.dealership_id = l.dealership_id AND c.id = l.customer_id`;

export interface StockRow {
  id: string;
  year: number | null;
  make: string | null;
  model: string | null;
  trim: string | null;
  body: string | null;
  condition: string | null;
  odometerKm: number | null;
  listedAt: Date | null;
  soldAt: Date | null;
  /** Amount, epoch ms; ascending. */
  prices: [number, number][] | null;
}

export const STOCK = `
  SELECT v.id, v.year, v.make, v.model, v.trim, v.body, v.condition, v.odometer_km AS "odometerKm",
         v.listed_at AS "listedAt", v.sold_at AS "soldAt",
         (SELECT json_agg(json_build_array(p.amount, ${EPOCH_MS('p.effective_at')}) ORDER BY p.effective_at)
          FROM vehicle_price p WHERE p.dealership_id = v.dealership_id AND p.vehicle_id = v.id) AS prices
  FROM vehicle v`;

export interface OtherLeadRow {
  person: string;
  id: string;
  arrivedAt: Date;
  outcome: Outcome;
  outcomeAt: Date | null;
}

/** The leads of persons who have more than one. */
export const LEADS_OF_PERSONS = `
  WITH member AS MATERIALIZED (
    SELECT id, id AS person FROM customer WHERE dealership_id = $1 AND id = ANY($2::uuid[])
    UNION ALL
    SELECT id, merged_into FROM customer WHERE dealership_id = $1 AND merged_into = ANY($2::uuid[])
  ), family AS (
    SELECT m.person, l.id, l.arrived_at, l.outcome, l.outcome_at, count(*) OVER (PARTITION BY m.person) AS leads
    FROM member m JOIN lead l ON l.dealership_id = $1 AND l.customer_id = m.id
  )
  SELECT person, id, arrived_at AS "arrivedAt", outcome, outcome_at AS "outcomeAt"
  FROM family WHERE leads > 1 ORDER BY person, arrived_at, id`;

import type { EntityManager } from 'typeorm';
import { type AsOf, HUMAN_ANSWER } from './worklist-rows.js';

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
  { now, inTimeSince }: AsOf,
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
    [now, inTimeSince],
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

/** Whom open leads belong to, by name: as assigned here, else as the CRM says. */
export async function salespeople(
  manager: EntityManager,
  names: Map<string, string>,
): Promise<string[]> {
  const people = await manager.query<{ staffId: string | null; name: string | null }[]>(
    `SELECT DISTINCT assigned_staff_id AS "staffId",
       CASE WHEN assigned_staff_id IS NULL THEN assigned_to END AS name
     FROM lead WHERE outcome = 'OPEN' LIMIT 400`,
  );
  const known = people.flatMap(({ staffId, name }) => (staffId ? names.get(staffId) : name) || []);
  return [...new Set(known)].toSorted((one, other) => one.localeCompare(other));
}

/** Where open leads came from. */
export async function sources(manager: EntityManager): Promise<string[]> {
  const known = await manager.query<{ source: string }[]>(
    `SELECT DISTINCT source FROM lead WHERE outcome = 'OPEN' AND source <> '' ORDER BY 1 LIMIT 50`,
  );
  return known.map(({ source }) => source);
}

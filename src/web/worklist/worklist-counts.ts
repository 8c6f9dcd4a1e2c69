import type { EntityManager } from 'typeorm';
import { type AsOf, LATE, touch, TOUCHED } from './worklist-rows.js';

const MOST_NAMES = { salespeople: 400, sources: 50 };

export interface WorklistCounts {
  open: number;
  waiting: number;
  overPromise: number;
  unscored: number;
  hot: number;
  warm: number;
  cool: number;
}

interface Counted extends WorklistCounts {
  of: 'all' | 'source' | 'person';
  source: string | null;
  staffId: string | null;
  crmName: string | null;
}

/**
 * All open leads of the dealership, counted in one pass, with where they came from and whom they belong
 * to: as assigned here, else as the CRM says.
 *
 * @param names - Members of staff by id.
 */
export async function worklistCounts(
  manager: EntityManager,
  { now, inTimeSince }: AsOf,
  names: Map<string, string>,
): Promise<WorklistCounts & { salespeople: string[]; sources: string[] }> {
  const counted = await manager.query<Counted[]>(
    `WITH late AS MATERIALIZED (${LATE}), open_lead AS (
       SELECT lead.arrived_at, lead.source, current_score.band, lead.assigned_staff_id AS staff_id,
         CASE WHEN lead.assigned_staff_id IS NULL THEN lead.assigned_to END AS crm_name,
         (${touch('answered_at')}) IS NULL AS unanswered
       FROM lead
       LEFT JOIN current_score ON current_score.lead_id = lead.id ${TOUCHED}
       WHERE lead.outcome = 'OPEN'
     )
     SELECT CASE WHEN grouping(source) = 0 THEN 'source' WHEN grouping(staff_id) = 0 THEN 'person'
         ELSE 'all' END AS of,
       source, staff_id AS "staffId", crm_name AS "crmName",
       count(*)::int AS open,
       count(*) FILTER (WHERE unanswered)::int AS waiting,
       count(*) FILTER (WHERE unanswered AND arrived_at < $2)::int AS "overPromise",
       count(*) FILTER (WHERE band IS NULL)::int AS unscored,
       count(*) FILTER (WHERE band = 'hot')::int AS hot,
       count(*) FILTER (WHERE band = 'warm')::int AS warm,
       count(*) FILTER (WHERE band = 'cool')::int AS cool
     FROM open_lead GROUP BY GROUPING SETS ((), (source), (staff_id, crm_name))`,
    [now, inTimeSince],
  );
  const { open, waiting, overPromise, unscored, hot, warm, cool } = counted.find(
    (row) => row.of === 'all',
  ) as Counted;
  const people = counted.flatMap(({ of, staffId, crmName }) =>
    of === 'person' ? (staffId ? names.get(staffId) : crmName) || [] : [],
  );
  const sources = counted.flatMap(({ of, source }) => (of === 'source' ? source || [] : []));
  return {
    open,
    waiting,
    overPromise,
    unscored,
    hot,
    warm,
    cool,
    salespeople: inOrder(people).slice(0, MOST_NAMES.salespeople),
    sources: inOrder(sources).slice(0, MOST_NAMES.sources),
  };
}

const inOrder = (names: string[]): string[] =>
  [...new Set(names)].toSorted((one, other) => one.localeCompare(other));

/** @returns the champion's version number, or null while the group has none. */
export async function championNumber(manager: EntityManager): Promise<number | null> {
  const [champion] = await manager.query<{ number: number }[]>(
    `SELECT version.number FROM promotion
     JOIN model_version AS version ON version.id = promotion.model_version_id
     ORDER BY promotion.id DESC LIMIT 1`,
  );
  return champion?.number ?? null;
}

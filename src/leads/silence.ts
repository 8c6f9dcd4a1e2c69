import type { EntityManager } from 'typeorm';

/**
 * OPEN leads nobody touched for `staleAfterDays` become STALE, as of the day the silence grew that
 * long. Leads whose CRM last said anything but OPEN are left alone.
 *
 * @returns how many.
 */
export async function closeSilentLeads(
  manager: EntityManager,
  dealershipId: string,
  staleAfterDays: number,
  now: Date,
): Promise<number> {
  const [counted] = await manager.query<[{ closed: number }]>(
    `WITH silent AS (
       UPDATE lead SET outcome = 'STALE', outcome_reason = 'no activity', updated_at = $3,
              outcome_at = greatest(arrived_at, last_activity_at) + make_interval(days => $2)
       WHERE dealership_id = $1 AND outcome = 'OPEN' AND coalesce(source_outcome, 'OPEN') = 'OPEN'
         AND greatest(arrived_at, last_activity_at) + make_interval(days => $2) <= $3
       RETURNING id, outcome_at
     ), told AS (
       INSERT INTO lead_status (dealership_id, lead_id, outcome, reason, occurred_at, actor)
       SELECT $1, id, 'STALE', 'no activity', outcome_at, 'silence' FROM silent
     )
     SELECT count(*)::int AS closed FROM silent`,
    [dealershipId, staleAfterDays, now],
  );
  return counted.closed;
}

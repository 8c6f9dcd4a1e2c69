import type { EntityManager } from 'typeorm';
import type { StageDelivery, StageFilter } from './stage-delivery.js';

/** The latest reached first; `before` names the last stage of the page before. */
export function listStages(
  manager: EntityManager,
  dealershipId: string,
  { state, connectionId, leadId, limit, before }: StageFilter,
): Promise<StageDelivery[]> {
  return manager.query<StageDelivery[]>(
    `SELECT told.lead_id AS "leadId", told.stage, told.connection_id AS "connectionId", door.key AS "connectionKey",
       door.name AS "connectionName", told.reached_at AS "reachedAt", told.state, told.attempts,
       told.next_attempt_at AS "nextAttemptAt", told.delivered_at AS "deliveredAt", told.last_error AS "lastError"
     FROM stage_delivery told
     JOIN crm_connection door ON door.dealership_id = $1 AND door.id = told.connection_id
     WHERE told.dealership_id = $1 AND ($2::text IS NULL OR told.state = $2)
       AND ($3::uuid IS NULL OR told.connection_id = $3) AND ($4::uuid IS NULL OR told.lead_id = $4)
       AND ($6::uuid IS NULL OR (told.reached_at, told.lead_id, told.stage) <
         (SELECT reached_at, lead_id, stage FROM stage_delivery
          WHERE dealership_id = $1 AND lead_id = $6 AND stage = $7))
     ORDER BY told.reached_at DESC, told.lead_id DESC, told.stage DESC LIMIT $5`,
    [
      dealershipId,
      state ?? null,
      connectionId ?? null,
      leadId ?? null,
      limit,
      before?.leadId ?? null,
      before?.stage ?? null,
    ],
  );
}

/** Dead ones that were reached after `since` are due again. @returns how many. */
export async function reviveStages(
  manager: EntityManager,
  dealershipId: string,
  { connectionId, since, at }: { connectionId: string | undefined; since: Date; at: Date },
): Promise<number> {
  const [, revived] = await manager.query<[unknown, number]>(
    `UPDATE stage_delivery SET state = 'pending', attempts = 0, next_attempt_at = $4
     WHERE dealership_id = $1 AND state = 'dead' AND reached_at > $3 AND ($2::uuid IS NULL OR connection_id = $2)`,
    [dealershipId, connectionId ?? null, since, at],
  );
  return revived;
}

import type { EntityManager } from 'typeorm';
import type { DeliveryFilter, SentDelivery } from './delivery.js';
import { DELIVERY_COLUMNS } from './delivery.store.js';

/** Newest first; `before` is the id of the last delivery of the page before. */
export function listDeliveries(
  manager: EntityManager,
  dealershipId: string,
  query: DeliveryFilter,
): Promise<SentDelivery[]> {
  return manager.query<SentDelivery[]>(
    `SELECT ${DELIVERY_COLUMNS}, told.made_at AS "scoredAt", told.sentence AS "topReason", told.number AS "modelNumber",
       door.key AS "connectionKey", door.name AS "connectionName"
     FROM writeback_delivery AS delivery
     CROSS JOIN LATERAL (SELECT key, name FROM crm_connection
       WHERE dealership_id = $1 AND crm_connection.id = delivery.connection_id) AS door
     CROSS JOIN LATERAL (SELECT made_at, version.number,
         coalesce(reasons #>> '{for,0,sentence}', reasons #>> '{against,0,sentence}', '') AS sentence
       FROM prediction JOIN model_version version ON version.id = prediction.model_version_id
       WHERE prediction.dealership_id = $1 AND prediction.id = delivery.prediction_id) AS told
     WHERE dealership_id = $1 AND ($2::text IS NULL OR state = $2)
       AND ($5::uuid IS NULL OR connection_id = $5) AND ($6::uuid IS NULL OR lead_id = $6)
       AND ($3::uuid IS NULL OR (enqueued_at, id) <
         (SELECT enqueued_at, id FROM writeback_delivery WHERE dealership_id = $1 AND id = $3))
     ORDER BY enqueued_at DESC, id DESC LIMIT $4`,
    [
      dealershipId,
      query.state ?? null,
      query.before ?? null,
      query.limit,
      query.connectionId ?? null,
      query.leadId ?? null,
    ],
  );
}

/** Dead ones that no newer score has overtaken. @param connectionId - Absent: of all connections. */
export function revivableDeliveries(
  manager: EntityManager,
  dealershipId: string,
  connectionId: string | undefined,
  limit: number,
): Promise<{ id: string; connectionId: string }[]> {
  return manager.query(
    `SELECT DISTINCT ON (lead_id) id, connection_id AS "connectionId" FROM writeback_delivery AS dead
     WHERE dealership_id = $1 AND state = 'dead' AND ($2::uuid IS NULL OR connection_id = $2)
       AND NOT EXISTS (SELECT 1 FROM writeback_delivery AS newer
         WHERE newer.dealership_id = $1 AND newer.lead_id = dead.lead_id
           AND newer.enqueued_at > dead.enqueued_at AND newer.state IN ('pending', 'delivered'))
     ORDER BY lead_id, enqueued_at DESC LIMIT $3`,
    [dealershipId, connectionId ?? null, limit],
  );
}

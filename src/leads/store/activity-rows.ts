import type { EntityManager } from 'typeorm';
import type { Vault } from '#access';
import type { StandardActivity } from '../standard-record.js';
import type { MergePlan } from './merging.js';
import { newId } from './new-id.js';
import { lookUp, type StagedRow } from './staging.js';

export const ACTIVITY_PLAN: MergePlan = {
  table: 'activity',
  columns: {
    id: 'uuid',
    connection_id: 'uuid',
    external_id: 'text',
    source_version: 'bigint',
    content_hash: 'bytea',
    via_lead: 'text',
    kind: 'text',
    direction: 'text',
    author: 'text',
    occurred_at: 'timestamptz',
  },
  join: {
    sql: (few) =>
      lookUp(
        few,
        'lead',
        'l',
        'l.dealership_id = $1 AND l.connection_id = s.connection_id AND l.external_id = s.via_lead',
      ),
    select: 'l.id AS lead_id',
    columns: ['lead_id'],
    where: 'l.id IS NOT NULL',
  },
};

export function activityRow(
  activity: StandardActivity,
  dealershipId: string,
  vault: Vault,
  now: Date,
): StagedRow {
  const { leadExternalId, kind, direction, author, occurredAt } = activity;
  const content = JSON.stringify([leadExternalId, kind, direction, author, occurredAt]);
  return [
    newId(now),
    activity.connectionId,
    activity.externalId,
    activity.sourceVersion,
    vault.matchHash(dealershipId, content),
    leadExternalId,
    kind,
    direction,
    author,
    occurredAt,
  ];
}

/** Activities whose lead is not stored: they wait elsewhere until it is. */
export async function findOrphans(
  manager: EntityManager,
  dealershipId: string,
  activities: readonly StandardActivity[],
): Promise<StandardActivity[]> {
  if (activities.length === 0) return [];
  const leads = new Map(
    activities.map((one) => [`${one.connectionId} ${one.leadExternalId}`, one]),
  );
  const wanted = [...leads.values()];
  const found = await manager.query<{ connection_id: string; external_id: string }[]>(
    `SELECT l.connection_id, l.external_id FROM lead l
     JOIN unnest($2::uuid[], $3::text[]) AS w (connection_id, external_id)
       ON l.connection_id = w.connection_id AND l.external_id = w.external_id
     WHERE l.dealership_id = $1`,
    [dealershipId, wanted.map((one) => one.connectionId), wanted.map((one) => one.leadExternalId)],
  );
  for (const lead of found) leads.delete(`${lead.connection_id} ${lead.external_id}`);
  return activities.filter((one) => leads.has(`${one.connectionId} ${one.leadExternalId}`));
}

/** An automatic answer of ours breaks no silence. */
const BREAKS_SILENCE = `(a.author = 'human' OR a.direction = 'inbound')`;

/**
 * Notes the latest real touch of each lead; a lead that went STALE by silence and was touched since
 * is open again.
 *
 * @returns ids of the leads touched.
 */
export async function noteTouches(
  manager: EntityManager,
  dealershipId: string,
  activityIds: readonly string[],
): Promise<string[]> {
  if (activityIds.length === 0) return [];
  const touched = await manager.query<{ id: string }[]>(
    `WITH touch AS (
       SELECT a.lead_id AS id, max(a.occurred_at) FILTER (WHERE ${BREAKS_SILENCE}) AS at
       FROM activity a WHERE a.dealership_id = $1 AND a.id = ANY($2::uuid[]) GROUP BY a.lead_id
     ), noted AS (
       UPDATE lead l SET last_activity_at = touch.at FROM touch
       WHERE l.dealership_id = $1 AND l.id = ANY(ARRAY(SELECT id FROM touch)) AND l.id = touch.id AND touch.at > coalesce(l.last_activity_at, '-infinity')
     )
     SELECT id FROM touch`,
    [dealershipId, activityIds],
  );
  await reopenAnswered(
    manager,
    dealershipId,
    touched.map((lead) => lead.id),
  );
  return touched.map((lead) => lead.id);
}

async function reopenAnswered(
  manager: EntityManager,
  dealershipId: string,
  leadIds: string[],
): Promise<void> {
  await manager.query(
    `WITH answered AS (
       UPDATE lead l SET outcome = 'OPEN', outcome_at = NULL, outcome_reason = NULL, updated_at = now()
       WHERE l.dealership_id = $1 AND l.id = ANY($2::uuid[]) AND l.outcome = 'STALE'
         AND l.last_activity_at > l.outcome_at AND coalesce(l.source_outcome, 'OPEN') = 'OPEN'
       RETURNING l.id, l.last_activity_at
     )
     INSERT INTO lead_status (dealership_id, lead_id, outcome, reason, occurred_at, actor)
     SELECT $1, id, 'OPEN', 'answered after silence', last_activity_at, 'silence' FROM answered`,
    [dealershipId, leadIds],
  );
}

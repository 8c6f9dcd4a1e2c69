import type { EntityManager } from 'typeorm';
import type { Vault } from '#access';
import { mayBecomeSql } from '../outcome-machine.js';
import type { StandardLead } from '../standard-record.js';
import { ask } from './asking.js';
import { advanceSql, matchStored, storedOf, VERDICT } from './merging.js';
import { newId } from './new-id.js';
import {
  lookUp,
  stage,
  type Staged,
  type StagedColumns,
  type StagedRow,
  type StagedSource,
} from './staging.js';

const COLUMNS: StagedColumns = {
  id: 'uuid',
  connection_id: 'uuid',
  external_id: 'text',
  source_version: 'bigint',
  content_hash: 'bytea',
  source: 'text',
  channel: 'text',
  arrived_at: 'timestamptz',
  message_sealed: 'bytea',
  customer_external_id: 'text',
  vehicle_external_id: 'text',
  vehicle_interest: 'jsonb',
  trade_in: 'jsonb',
  custom: 'jsonb',
  assigned_to: 'text',
  said_outcome: 'text',
  said_at: 'timestamptz',
  said_reason: 'text',
  said_excluded: 'text',
  crm_status: 'text',
};

export function leadRow(
  lead: StandardLead,
  dealershipId: string,
  vault: Vault,
  now: Date,
): StagedRow {
  return [
    newId(now),
    lead.connectionId,
    lead.externalId,
    lead.sourceVersion,
    vault.matchHash(dealershipId, contentOf(lead)),
    lead.source,
    lead.channel,
    lead.arrivedAt,
    lead.message === undefined ? null : vault.seal(dealershipId, lead.message),
    lead.customerExternalId,
    lead.vehicleExternalId,
    lead.vehicleInterest,
    lead.tradeIn,
    lead.custom,
    lead.assignedTo,
    lead.outcome,
    lead.outcome === 'OPEN' ? null : (lead.outcomeAt ?? (lead.outcome && lead.arrivedAt)),
    lead.outcomeReason,
    lead.outcome === 'EXCLUDED' ? (lead.excludedReason ?? 'imported') : null,
    lead.crmStatus,
  ];
}

/** All but `outcomeAt`: where a CRM dates no status, that is its last update, and would make every echo a change. */
const contentOf = (lead: StandardLead): string =>
  JSON.stringify([
    lead.source,
    lead.channel,
    lead.arrivedAt,
    lead.message,
    lead.customerExternalId,
    lead.vehicleExternalId,
    sorted(lead.vehicleInterest),
    sorted(lead.tradeIn),
    sorted(lead.custom),
    lead.assignedTo,
    lead.outcome,
    lead.outcomeReason,
    lead.excludedReason,
    lead.crmStatus,
  ]);

/** The order of a CRM's fields means nothing. */
const sorted = (fields: object | undefined): [string, unknown][] | undefined =>
  fields && Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1));

/** What merging leads did; `changedIds` may be re-scored, `learned` left OPEN for a final outcome. */
export interface MergedLeads {
  insertedIds: string[];
  updatedIds: string[];
  /** Those of both that are OPEN. */
  openIds: string[];
  learned: number;
  excluded: number;
}

/**
 * The outcome a stored lead takes. The CRM repeating itself changes nothing, so that what the desk
 * or silence decided since then stands; a duplicate stays one whatever becomes of it.
 */
const NEXT_OUTCOME = `
  CASE WHEN t.id IS NULL THEN coalesce(s.said_outcome, 'OPEN')
       WHEN s.said_outcome IS NULL OR s.said_outcome = t.source_outcome OR t.duplicate_of IS NOT NULL THEN t.outcome
       WHEN ${mayBecomeSql('t.outcome', 's.said_outcome')} THEN s.said_outcome
       ELSE t.outcome END`;

const PLAIN = [
  'source_version',
  'content_hash',
  'source',
  'channel',
  'arrived_at',
  'message_sealed',
  'customer_external_id',
  'vehicle_external_id',
  'vehicle_interest',
  'trade_in',
  'custom',
  'assigned_to',
  'customer_id',
  'vehicle_id',
];

const byReference = (few: boolean, table: string, alias: string): string =>
  lookUp(
    few,
    table,
    alias,
    `${alias}.dealership_id = $1 AND ${alias}.connection_id = s.connection_id AND ${alias}.external_id = s.${table}_external_id`,
  );

/** The vehicle in stock of a lead that only tells of it; several may bear one number. */
const byNumber = (few: boolean, alias: string, column: string, field: string): string => {
  const told = `s.vehicle_interest ->> '${field}'`;
  return few
    ? lookUp(few, 'vehicle', alias, `${alias}.dealership_id = $1 AND ${alias}.${column} = ${told}`)
    : `LEFT JOIN (SELECT DISTINCT ON (${column}) ${column}, id FROM vehicle
         WHERE dealership_id = $1 AND ${column} IS NOT NULL) ${alias} ON ${alias}.${column} = ${told}`;
};

const mergeLeadsSql = ({ sql, few }: StagedSource): string => `
  WITH known AS MATERIALIZED (
    SELECT s.*, c.id AS customer_id, coalesce(v.id, vin.id, stock.id) AS vehicle_id, t.id AS known_id, t.outcome AS was, ${VERDICT} AS verdict,
           ${NEXT_OUTCOME} AS next
    FROM ${sql} ${byReference(few, 'customer', 'c')} ${byReference(few, 'vehicle', 'v')}
      ${byNumber(few, 'vin', 'vin', 'vin')} ${byNumber(few, 'stock', 'stock_number', 'stockNumber')} ${matchStored('lead', few)}
  ), inserted AS (
    INSERT INTO lead (dealership_id, id, connection_id, external_id, ${PLAIN.join(', ')}, source_outcome,
                      outcome, outcome_at, outcome_reason, excluded_reason)
    SELECT $1, id, connection_id, external_id, ${PLAIN.join(', ')}, said_outcome, next, said_at, said_reason, said_excluded
    FROM known WHERE verdict = 'insert'
  ), updated AS (
    UPDATE lead t SET ${PLAIN.map((column) => `${column} = k.${column}`).join(', ')}, updated_at = now(),
      source_outcome  = coalesce(k.said_outcome, t.source_outcome),
      outcome         = k.next,
      -- A duplicate keeps the date of its sale, which counts for the lead it repeats.
      outcome_at      = CASE WHEN k.next <> t.outcome OR (t.duplicate_of IS NOT NULL AND k.said_outcome = 'WON')
                             THEN k.said_at ELSE t.outcome_at END,
      outcome_reason  = CASE WHEN k.next <> t.outcome THEN k.said_reason ELSE coalesce(k.said_reason, t.outcome_reason) END,
      excluded_reason = CASE WHEN k.next <> t.outcome THEN k.said_excluded ELSE t.excluded_reason END
    FROM known k WHERE ${storedOf('update')}
  ), advanced AS (${advanceSql('lead')}
  ), told AS (
    INSERT INTO lead_status (dealership_id, lead_id, outcome, crm_status, reason, occurred_at, actor)
    SELECT $1, coalesce(known_id, id), next, crm_status, said_reason, coalesce(said_at, CASE WHEN was IS NULL THEN arrived_at ELSE now() END), 'crm'
    FROM known WHERE verdict = 'insert' OR (verdict = 'update' AND next <> was)
  )
  SELECT verdict, string_agg(coalesce(known_id, id)::text, ',') AS ids,
         string_agg(coalesce(known_id, id)::text, ',') FILTER (WHERE next = 'OPEN') AS open,
         count(*) FILTER (WHERE was = 'OPEN' AND next IN ('WON', 'LOST', 'STALE'))::int AS learned,
         count(*) FILTER (WHERE next = 'EXCLUDED' AND was IS DISTINCT FROM 'EXCLUDED')::int AS excluded
  FROM known WHERE verdict IN ('insert', 'update') GROUP BY verdict`;

interface LeadVerdict {
  verdict: string;
  ids: string;
  open: string | null;
  learned: number;
  excluded: number;
}

export async function mergeLeads<T>(
  manager: EntityManager,
  dealershipId: string,
  staged: Staged<T>,
): Promise<MergedLeads> {
  if (staged.records.length === 0)
    return { insertedIds: [], updatedIds: [], openIds: [], learned: 0, excluded: 0 };
  const source = await stage(manager, 'staged_lead', COLUMNS, staged);
  const verdicts = await ask<LeadVerdict>(
    manager,
    { sql: mergeLeadsSql(source), repeats: source.few },
    [dealershipId, ...source.params],
  );
  const idsOf = (verdict: string): string[] =>
    verdicts.find((row) => row.verdict === verdict)?.ids.split(',') ?? [];
  return {
    insertedIds: idsOf('insert'),
    updatedIds: idsOf('update'),
    openIds: verdicts.flatMap((row) => row.open?.split(',') ?? []),
    learned: verdicts.reduce((sum, row) => sum + row.learned, 0),
    excluded: verdicts.reduce((sum, row) => sum + row.excluded, 0),
  };
}

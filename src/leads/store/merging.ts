import type { EntityManager } from 'typeorm';
import { ask } from './asking.js';
import { lookUp, stage, type Staged, type StagedColumns, type StagedSource } from './staging.js';

/** What merging one kind of record did. */
export interface Merged {
  insertedIds: string[];
  updatedIds: string[];
}

export interface Identified {
  connectionId: string;
  externalId: string;
  sourceVersion: number;
}

/**
 * What to do with a staged row `s` given the stored one `t`. A source that knows no versions (0) is
 * taken at its word; the same content under a newer version only advances the version, or a late
 * older one could still undo it.
 */
export const VERDICT = `
  CASE WHEN t.id IS NULL THEN 'insert'
       WHEN s.source_version <= t.source_version AND s.source_version <> 0 THEN 'known'
       WHEN s.content_hash = t.content_hash
         THEN CASE WHEN s.source_version > t.source_version THEN 'advance' ELSE 'known' END
       ELSE 'update' END`;

/** The stored row of a staged one. */
export const matchStored = (table: string, few: boolean): string =>
  lookUp(
    few,
    table,
    't',
    't.dealership_id = $1 AND t.connection_id = s.connection_id AND t.external_id = s.external_id',
  );

/** Stored rows `t` by their staged ones `k` of one verdict; the array keeps the scan to these rows. */
export const storedOf = (verdict: 'update' | 'advance'): string =>
  `k.verdict = '${verdict}' AND t.dealership_id = $1 AND t.id = k.known_id
   AND t.id = ANY(ARRAY(SELECT known_id FROM known WHERE verdict = '${verdict}'))`;

export const advanceSql = (table: string): string => `
  UPDATE ${table} t SET source_version = k.source_version FROM known k WHERE ${storedOf('advance')}`;

export interface MergePlan {
  table: string;
  /** Staged columns; one that starts with `via_` only serves the join. */
  columns: StagedColumns;
  /** Joined before the stored row is looked up; may add columns through `select`. */
  join?: { sql: (few: boolean) => string; select: string; columns: string[]; where: string };
  /** Columns that are not simply overwritten: SQL over `t` (stored) and `k` (staged). */
  set?: Record<string, string>;
}

const KEY_COLUMNS = new Set(['id', 'connection_id', 'external_id']);

/** Stages rows and merges them into a table: the same statement for one row and for a hundred thousand. */
export async function mergeRows<T>(
  manager: EntityManager,
  dealershipId: string,
  plan: MergePlan,
  staged: Staged<T>,
): Promise<Merged> {
  if (staged.records.length === 0) return { insertedIds: [], updatedIds: [] };
  const source = await stage(manager, `staged_${plan.table}`, plan.columns, staged);
  const verdicts = await ask<{ verdict: string; ids: string }>(
    manager,
    { sql: mergeSql(plan, source), repeats: source.few },
    [dealershipId, ...source.params],
  );
  const idsOf = (verdict: string): string[] =>
    verdicts.find((row) => row.verdict === verdict)?.ids.split(',') ?? [];
  return { insertedIds: idsOf('insert'), updatedIds: idsOf('update') };
}

function mergeSql({ table, columns, join, set = {} }: MergePlan, source: StagedSource): string {
  const stored = [
    ...Object.keys(columns).filter((column) => !column.startsWith('via_')),
    ...(join?.columns ?? []),
  ];
  const overwritten = stored.filter((column) => !KEY_COLUMNS.has(column));
  return `
    WITH known AS MATERIALIZED (
      SELECT s.*, ${join ? `${join.select},` : ''} t.id AS known_id, ${VERDICT} AS verdict
      FROM ${source.sql} ${join?.sql(source.few) ?? ''} ${matchStored(table, source.few)} ${join ? `WHERE ${join.where}` : ''}
    ), inserted AS (
      INSERT INTO ${table} (dealership_id, ${stored.join(', ')})
      SELECT $1, ${stored.join(', ')} FROM known WHERE verdict = 'insert'
    ), updated AS (
      UPDATE ${table} t SET ${overwritten.map((column) => `${column} = ${set[column] ?? `k.${column}`}`).join(', ')}
      FROM known k WHERE ${storedOf('update')}
    ), advanced AS (${advanceSql(table)})
    SELECT verdict, string_agg(coalesce(known_id, id)::text, ',') AS ids
    FROM known WHERE verdict IN ('insert', 'update') GROUP BY verdict`;
}

/** One record for each identity: the newest version, and of equal versions the last said. */
export function lastOfEach<T extends Identified>(records: readonly T[]): T[] {
  const kept = new Map<string, T>();
  for (const record of records) {
    const key = `${record.connectionId} ${record.externalId}`;
    const other = kept.get(key);
    if (
      other === undefined ||
      other.sourceVersion <= record.sourceVersion ||
      record.sourceVersion === 0
    )
      kept.set(key, record);
  }
  return [...kept.values()];
}

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { EntityManager } from 'typeorm';
import { clientOf } from './asking.js';

/** Column name to PostgreSQL type, in the order of a row's values. */
export type StagedColumns = Readonly<Record<string, string>>;
export type StagedRow = readonly unknown[];

/** Where a merge reads its rows from: a FROM item, with the parameters it needs after `$1`. */
export interface StagedSource {
  sql: string;
  params: unknown[];
  /** Rows of a small batch: looked up one by one, in SQL that is the same for every such batch. */
  few: boolean;
}

/** Records with the way to write each as a row, so that sealing runs while PostgreSQL takes the rows before. */
export interface Staged<T> {
  records: readonly T[];
  row: (record: T) => StagedRow;
  /** The whole batch is small. A large one hashes what it joins, however few its rows of this kind are. */
  few: boolean;
}

/** Above this many rows COPY into a temporary table beats one JSON parameter. */
const COPY_ABOVE = 500;
const LINES_PER_CHUNK = 256;

/** Brings rows to where SQL can join them; lives as long as the transaction. */
export async function stage<T>(
  manager: EntityManager,
  name: string,
  columns: StagedColumns,
  staged: Staged<T>,
): Promise<StagedSource> {
  const { records } = staged;
  const list = Object.entries(columns).map(([column, type]) => `${column} ${type}`);
  if (records.length <= COPY_ABOVE) {
    const names = Object.keys(columns);
    const rows = records.map((record) => {
      const row = staged.row(record);
      return Object.fromEntries(names.map((column, at) => [column, jsonValue(row[at])]));
    });
    return {
      sql: `jsonb_to_recordset($2::jsonb) AS s (${list.join(', ')})`,
      params: [JSON.stringify(rows)],
      few: staged.few,
    };
  }
  await manager.query(
    `DROP TABLE IF EXISTS pg_temp.${name};
     CREATE TEMPORARY TABLE ${name} (${list.join(', ')}) ON COMMIT DROP`,
  );
  await copy(manager, `COPY pg_temp.${name} FROM STDIN`, staged);
  return { sql: `pg_temp.${name} AS s`, params: [], few: false };
}

/**
 * Hash joins only: of a table filled since its last ANALYZE the planner believes that it is nearly
 * empty, and would compare all rows with all. The settings end with the transaction.
 */
export const MERGE_IN_MEMORY = `SET LOCAL work_mem = '64MB'; SET LOCAL enable_nestloop = off`;

async function copy<T>(
  manager: EntityManager,
  statement: string,
  staged: Staged<T>,
): Promise<void> {
  const client = await clientOf(manager);
  await pipeline(Readable.from(copyChunks(staged)), client.query(copyFrom(statement)));
}

function* copyChunks<T>({ records, row }: Staged<T>): Generator<string> {
  for (let start = 0; start < records.length; start += LINES_PER_CHUNK) {
    let chunk = '';
    for (const record of records.slice(start, start + LINES_PER_CHUNK))
      chunk += `${row(record).map(copyField).join('\t')}\n`;
    yield chunk;
  }
}

/**
 * One row beside each staged row, or nothing. Few are looked up one by one; many are hashed, which
 * costs a look at all rows of the dealership, but never one for each.
 */
export const lookUp = (few: boolean, table: string, alias: string, condition: string): string =>
  few
    ? `LEFT JOIN LATERAL (SELECT * FROM ${table} ${alias} WHERE ${condition} LIMIT 1) ${alias} ON true`
    : `LEFT JOIN ${table} ${alias} ON ${condition}`;

const COPY_SPECIAL = /[\\\t\n\r]/g;
const COPY_ESCAPES: Record<string, string> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
};
const escapeCopy = (text: string): string =>
  text.replace(COPY_SPECIAL, (found) => COPY_ESCAPES[found] ?? found);

/** COPY text format. @see PostgreSQL documentation, COPY, "Text Format" */
function copyField(value: unknown): string {
  if (value === undefined || value === null) return '\\N';
  if (typeof value === 'string') return escapeCopy(value);
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`;
  if (value instanceof Date) return value.toISOString();
  return escapeCopy(JSON.stringify(value));
}

const jsonValue = (value: unknown): unknown =>
  Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value;

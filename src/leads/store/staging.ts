import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { EntityManager } from 'typeorm';

/** Column name to PostgreSQL type, in the order of a row's values. */
export type StagedColumns = Readonly<Record<string, string>>;
export type StagedRow = readonly unknown[];

/** Where a merge reads its rows from: a FROM item, with the parameters it needs after `$1`. */
export interface StagedSource {
  sql: string;
  params: unknown[];
}

/** Above this many rows COPY into a temporary table beats one JSON parameter. */
const COPY_ABOVE = 500;
const LINES_PER_CHUNK = 256;

/** Brings rows to where SQL can join them; lives as long as the transaction. */
export async function stage(
  manager: EntityManager,
  name: string,
  columns: StagedColumns,
  rows: readonly StagedRow[],
): Promise<StagedSource> {
  const list = Object.entries(columns).map(([column, type]) => `${column} ${type}`);
  if (rows.length <= COPY_ABOVE) {
    const names = Object.keys(columns);
    const records = rows.map((row) =>
      Object.fromEntries(names.map((column, at) => [column, jsonValue(row[at])])),
    );
    return {
      sql: `jsonb_to_recordset($2::jsonb) AS s (${list.join(', ')})`,
      params: [JSON.stringify(records)],
    };
  }
  await manager.query(`DROP TABLE IF EXISTS pg_temp.${name}`);
  await manager.query(`CREATE TEMPORARY TABLE ${name} (${list.join(', ')}) ON COMMIT DROP`);
  await copy(manager, `COPY pg_temp.${name} FROM STDIN`, rows);
  await manager.query(`ANALYZE pg_temp.${name}`);
  return { sql: `pg_temp.${name} AS s`, params: [] };
}

async function copy(
  manager: EntityManager,
  statement: string,
  rows: readonly StagedRow[],
): Promise<void> {
  const client = (await manager.queryRunner?.connect()) as ClientBase | undefined;
  if (client === undefined) throw new Error('Staging needs a transaction: call it inside Tenancy.');
  await pipeline(Readable.from(copyChunks(rows)), client.query(copyFrom(statement)));
}

function* copyChunks(rows: readonly StagedRow[]): Generator<string> {
  for (let start = 0; start < rows.length; start += LINES_PER_CHUNK) {
    let chunk = '';
    for (const row of rows.slice(start, start + LINES_PER_CHUNK))
      chunk += `${row.map(copyField).join('\t')}\n`;
    yield chunk;
  }
}

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

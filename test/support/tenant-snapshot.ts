import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { Tenancy, type Dealership } from '#access';

/** By table: a fingerprint of all its rows of one owner. */
export type Snapshot = Record<string, string>;

interface OwnedTable {
  name: string;
  secured: boolean;
}

/** Every row of a dealership, in whatever tables name one; only when a key was last used is left out. */
export function snapshotOfDealership(
  app: NestFastifyApplication,
  { id }: Dealership,
): Promise<Snapshot> {
  return snapshot(app, 'dealership_id', id, (sql) =>
    app.get(Tenancy).asDealership(id, (manager) => manager.query(sql, [id])),
  );
}

/** Every row of a dealer group in the tables that name one. */
export function snapshotOfGroup(app: NestFastifyApplication, groupId: string): Promise<Snapshot> {
  return snapshot(app, 'group_id', groupId, (sql) =>
    app.get(Tenancy).asGroup(groupId, (manager) => manager.query(sql, [groupId])),
  );
}

async function snapshot(
  app: NestFastifyApplication,
  column: string,
  owner: string,
  secured: (sql: string) => Promise<[{ print: string }]>,
): Promise<Snapshot> {
  const dataSource = app.get(DataSource);
  const tables = await dataSource.query<OwnedTable[]>(
    `SELECT c.relname AS name, c.relrowsecurity AS secured
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attname = $1 ORDER BY 1`,
    [column],
  );
  const prints: Snapshot = {};
  for (const table of tables) {
    const sql = `SELECT count(*) || ' ' || md5(coalesce(string_agg(row, E'\\n' ORDER BY row), '')) AS print
      FROM (SELECT (to_jsonb(t) - 'last_used_at')::text AS row FROM ${table.name} t WHERE ${column} = $1) rows`;
    const [{ print }] = table.secured
      ? await secured(sql)
      : await dataSource.query<[{ print: string }]>(sql, [owner]);
    prints[table.name] = print;
  }
  return prints;
}

import { createHash } from 'node:crypto';
import type { ClientBase, QueryResultRow } from 'pg';
import type { EntityManager } from 'typeorm';

/** SQL, and whether the very same text comes again with other parameters. */
export interface Question {
  sql: string;
  repeats: boolean;
}

const names = new Map<string, string>();

/**
 * Asks in the manager's transaction. What repeats is planned once for a connection: for a lead on
 * arrival planning took several times as long as the work itself.
 */
export async function ask<Row extends QueryResultRow>(
  manager: EntityManager,
  { sql, repeats }: Question,
  params: unknown[],
): Promise<Row[]> {
  if (!repeats) return manager.query<Row[]>(sql, params);
  const client = await clientOf(manager);
  const { rows } = await client.query<Row>({ name: nameOf(sql), text: sql, values: params });
  return rows;
}

/** @throws Error outside a transaction. */
export async function clientOf(manager: EntityManager): Promise<ClientBase> {
  const client = (await manager.queryRunner?.connect()) as ClientBase | undefined;
  if (client === undefined) throw new Error('Storing needs a transaction: call it inside Tenancy.');
  return client;
}

function nameOf(sql: string): string {
  const known = names.get(sql);
  if (known) return known;
  const name = `leads_${createHash('sha256').update(sql).digest('hex').slice(0, 24)}`;
  names.set(sql, name);
  return name;
}

import { escapeLiteral } from 'pg';
import type { Db } from 'pg-boss';
import type { EntityManager } from 'typeorm';

/**
 * pg-boss statements through the transaction's own connection. Tenant transactions run under a role
 * that may not touch the queue's tables: the statement steps out of it and back in, all in one message,
 * because every message more is a wait more under the locks the transaction holds. Whoever sets a role
 * notes it in `queryRunner.data.role`.
 */
export function within(manager: EntityManager): Db {
  const role: unknown = manager.queryRunner?.data['role'];
  return {
    executeSql: async (text, values = []) => ({
      rows:
        (typeof role === 'string'
          ? await manager.query<unknown[] | undefined>(asOwner(role, text, values))
          : await manager.query<unknown[]>(text, values)) ?? [],
    }),
  };
}

/** Several statements in one message take no parameters, so these stand in the text. */
function asOwner(role: string, text: string, values: readonly unknown[]): string {
  const spoken = text.replace(/\$(\d+)/g, (_, place: string) => literal(values[Number(place) - 1]));
  return `SET LOCAL ROLE NONE; ${spoken}; SET LOCAL ROLE "${role}"`;
}

function literal(value: unknown): string {
  if (typeof value === 'string') return escapeLiteral(value);
  throw new TypeError('The queue was given a parameter that is no text.');
}

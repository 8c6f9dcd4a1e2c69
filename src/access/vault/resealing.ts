import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SealBrokenError } from '../access.errors.js';
import { Directory } from '../tenancy/directory.js';
import { Tenancy } from '../tenancy/tenancy.js';
import { type SealedTable, sealedTables, staleSeal } from './sealed-tables.js';
import { Vault } from './vault.js';

/** One transaction's worth: what a kill can undo, and how long a row is kept from its writers. */
const ROWS_AT_A_TIME = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

export interface Resealed {
  resealed: number;
  /** Rows that still bear an earlier key's seal: others worked on them, or neither key opens them. */
  left: number;
  /** As table/id. */
  unreadable: string[];
}

/** The rows of one tenant in one table. */
interface Part extends SealedTable {
  tenantId: string;
}

type SealedRow = { id: string } & Record<string, Buffer | string | null>;

/**
 * Seals anew, with the present root key, whatever an earlier one sealed. A seal names its key, so it
 * needs no place of its own to go on from: killed and started again it does what is left.
 */
@Injectable()
export class Resealing {
  constructor(
    private readonly directory: Directory,
    private readonly tenancy: Tenancy,
    private readonly vault: Vault,
  ) {}

  async run(onProgress?: (done: number, total: number) => void): Promise<Resealed> {
    const parts = await this.parts();
    const unreadable = new Set<string>();
    let resealed = 0;
    let left = await this.countStale(parts);
    for (let before = Infinity; left > 0 && left < before;) {
      before = left;
      const total = resealed + left;
      for (const part of parts)
        for await (const rows of this.batches(part, unreadable))
          onProgress?.((resealed += rows), total);
      left = await this.countStale(parts);
    }
    if (left === 0) await this.forgetEarlierKeys();
    return { resealed, left, unreadable: [...unreadable] };
  }

  private async parts(): Promise<Part[]> {
    const tables = await this.tenancy.asItself(sealedTables);
    const groups = await this.directory.groups();
    const dealerships = await Promise.all(groups.map(({ id }) => this.directory.dealershipsOf(id)));
    const tenants = { group_id: groups, dealership_id: dealerships.flat() };
    return tables.flatMap((table) =>
      tenants[table.owner].map(({ id }) => ({ ...table, tenantId: id })),
    );
  }

  private async countStale(parts: readonly Part[]): Promise<number> {
    let stale = 0;
    for (const part of parts)
      stale += await this.asOwner(part, async (manager) => {
        const [row] = await manager.query<[{ stale: number }]>(
          `SELECT count(*)::int AS stale FROM ${part.table}
           WHERE ${part.owner} = $2 AND (${staleSeal(part, this.vault.mark)})`,
          [this.vault.mark, part.tenantId],
        );
        return row.stale;
      });
    return stale;
  }

  /** Yields how many rows each transaction sealed anew. */
  private async *batches(part: Part, unreadable: Set<string>): AsyncGenerator<number> {
    for (let after = BEFORE_ALL; ;) {
      const batch = await this.asOwner(part, async (manager) => {
        const rows = await this.staleRows(manager, part, after);
        const anew = rows.flatMap((row) => {
          const sealed = this.sealedAnew(row, part);
          if (!sealed) unreadable.add(`${part.table}/${row.id}`);
          return sealed ?? [];
        });
        await write(manager, part, anew);
        return { last: rows.at(-1)?.id, sealed: anew.length };
      });
      if (batch.last === undefined) return;
      after = batch.last;
      yield batch.sealed;
    }
  }

  /** Rows somebody works on are left for the next round: waiting for them could end in a deadlock. */
  private staleRows(manager: EntityManager, part: Part, after: string): Promise<SealedRow[]> {
    return manager.query<SealedRow[]>(
      `SELECT id, ${part.columns.join(', ')} FROM ${part.table}
       WHERE ${part.owner} = $2 AND id > $3 AND (${staleSeal(part, this.vault.mark)})
       ORDER BY id LIMIT ${ROWS_AT_A_TIME} FOR UPDATE SKIP LOCKED`,
      [this.vault.mark, part.tenantId, after],
    );
  }

  /** @returns undefined when no key that is held opens one of its seals. */
  private sealedAnew(row: SealedRow, { columns, tenantId }: Part): SealedRow | undefined {
    try {
      const anew = columns.map((column) => {
        const sealed = row[column] as Buffer | null;
        return [column, sealed && this.vault.seal(tenantId, this.vault.open(tenantId, sealed))];
      });
      return { id: row.id, ...Object.fromEntries(anew) } as SealedRow;
    } catch (error) {
      if (error instanceof SealBrokenError) return undefined;
      throw error;
    }
  }

  private async forgetEarlierKeys(): Promise<void> {
    await this.tenancy.asItself((manager) =>
      manager.query('DELETE FROM root_key WHERE id <> $1', [this.vault.mark.subarray(1)]),
    );
  }

  private asOwner<T>(
    { owner, tenantId }: Part,
    work: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    return owner === 'dealership_id'
      ? this.tenancy.asWholeDealership(tenantId, work)
      : this.tenancy.asItself(work);
  }
}

async function write(
  manager: EntityManager,
  part: Part,
  rows: readonly SealedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const { table, owner, columns, tenantId } = part;
  await manager.query(
    `UPDATE ${table} AS t SET ${columns.map((column) => `${column} = n.${column}`).join(', ')}
     FROM unnest($2::uuid[], ${columns.map((_, at) => `$${at + 3}::bytea[]`).join(', ')})
       AS n (id, ${columns.join(', ')})
     WHERE t.${owner} = $1 AND t.id = n.id`,
    [
      tenantId,
      rows.map(({ id }) => id),
      ...columns.map((column) => rows.map((row) => row[column])),
    ],
  );
}

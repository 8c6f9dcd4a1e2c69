import type { INestApplicationContext } from '@nestjs/common';
import { type Dealership, Tenancy } from '#access';
import type { SyncCounts } from '#ingestion';

export interface Pulled {
  counts: SyncCounts;
  /** Dealerships whose newest sync began after the instant asked for and has ended. */
  finished: number;
  error: string | null;
}

const COUNTS = [
  'pulled',
  'stored',
  'unchanged',
  'quarantined',
  'excluded',
  'outcomesLearned',
] as const;

const RUNS = `
  SELECT ${COUNTS.map((name) => `coalesce(sum((counts->>'${name}')::int), 0)::int AS "${name}"`).join(', ')},
         coalesce(bool_or(started_at >= $1 AND finished_at IS NOT NULL), false)
           AND NOT coalesce(bool_or(finished_at IS NULL), false) AS done,
         max(error) AS error
  FROM sync_run WHERE finished_at IS NULL OR finished_at >= $1`;

/** What syncs have brought since then, over all dealerships. */
export async function pulledSince(
  app: INestApplicationContext,
  dealerships: Dealership[],
  since: Date,
): Promise<Pulled> {
  const rows = await Promise.all(
    dealerships.map(({ id }) =>
      app.get(Tenancy).asDealership(id, async (manager) => {
        const [row] = await manager.query<[SyncCounts & { done: boolean; error: string | null }]>(
          RUNS,
          [since],
        );
        return row;
      }),
    ),
  );
  const sum = (name: keyof SyncCounts): number => rows.reduce((total, row) => total + row[name], 0);
  return {
    counts: Object.fromEntries(COUNTS.map((name) => [name, sum(name)])) as unknown as SyncCounts,
    finished: rows.filter((row) => row.done).length,
    error: rows.find((row) => row.error !== null)?.error ?? null,
  };
}

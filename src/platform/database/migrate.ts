import { Client } from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';

export type MigrationClass = new () => MigrationInterface;

/** Any number, as long as it is ours alone: replicas that start together migrate one after the other. */
const MIGRATION_LOCK = 4_820_117;

/** Brings the schema up to date. @returns names of the migrations that ran. */
export async function migrateUp(url: string, migrations: MigrationClass[]): Promise<string[]> {
  return withLockedSchema(url, migrations, async (source) =>
    (await source.runMigrations({ transaction: 'each' })).map((migration) => migration.name),
  );
}

/** Undoes the newest `count` migrations. @returns how many were undone. */
export async function migrateDown(
  url: string,
  migrations: MigrationClass[],
  count: number,
): Promise<number> {
  return withLockedSchema(url, migrations, async (source) => {
    for (let done = 0; done < count; done += 1)
      await source.undoLastMigration({ transaction: 'each' });
    return count;
  });
}

export async function hasPendingMigrations(
  url: string,
  migrations: MigrationClass[],
): Promise<boolean> {
  return withSource(url, migrations, (source) => source.showMigrations());
}

async function withLockedSchema<T>(
  url: string,
  migrations: MigrationClass[],
  work: (source: DataSource) => Promise<T>,
): Promise<T> {
  // Held by a transaction of its own, because a session's lock is unsafe behind PgBouncer.
  const lock = new Client({ connectionString: url });
  await lock.connect();
  try {
    await lock.query('BEGIN');
    await lock.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    return await withSource(url, migrations, work);
  } finally {
    await lock.query('ROLLBACK').catch(() => undefined);
    await lock.end();
  }
}

async function withSource<T>(
  url: string,
  migrations: MigrationClass[],
  work: (source: DataSource) => Promise<T>,
): Promise<T> {
  const source = new DataSource({ type: 'postgres', url, migrations, synchronize: false });
  await source.initialize();
  try {
    return await work(source);
  } finally {
    await source.destroy();
  }
}

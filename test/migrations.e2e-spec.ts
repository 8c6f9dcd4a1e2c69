import { migrations } from '../migrations/index.js';
import { hasPendingMigrations, migrateDown, migrateUp } from '#platform';
import { testDatabase, type TestDatabase } from './support/database.js';

describe('migrations', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await testDatabase();
  });

  afterAll(() => database.drop());

  it('go down to nothing and up again', async () => {
    await migrateDown(database.url, migrations, migrations.length);
    const tables = await database.dataSource.query(
      `SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations'`,
    );

    await migrateUp(database.url, migrations);

    expect(tables).toEqual([]);
    expect(await hasPendingMigrations(database.url, migrations)).toBe(false);
  });

  it('give every tenant table forced row-level security', async () => {
    const open = await database.dataSource.query(`
      SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relkind = 'r' AND a.attname = 'dealership_id' AND a.attnotnull
        AND NOT (c.relrowsecurity AND c.relforcerowsecurity)`);

    expect(open).toEqual([]);
  });
});

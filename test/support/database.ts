import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from '../../migrations/index.js';
import { FolderInUseError, FolderLock } from '../../src/platform/database/folder-lock.js';
import { dataSourceOptions, migrateUp, startEmbeddedPostgres } from '#platform';

const POOL_SIZE = 10;

interface TestServer {
  /** Of the server's maintenance database. */
  url: string;
  /** All databases of this run start so, and are dropped when it ends. */
  prefix: string;
  template: string;
}

export interface TestDatabase {
  url: string;
  dataSource: DataSource;
  drop(): Promise<void>;
}

/**
 * A migrated database of the suite's own: on the server of DATABASE_URL, else on an embedded one
 * that the run's first caller starts. Call in beforeAll, `drop()` in afterAll.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const server = await testServer();
  const name = `${server.prefix}${randomBytes(5).toString('hex')}`;
  await onServer(server.url, (client) => createFrom(client, name, server.template));
  const url = withDatabase(server.url, name);
  const dataSource = new DataSource(dataSourceOptions(url, POOL_SIZE));
  await dataSource.initialize();
  return {
    url,
    dataSource,
    drop: async () => {
      if (dataSource.isInitialized) await dataSource.destroy();
      await onServer(server.url, (client) =>
        client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`),
      );
    },
  };
}

async function testServer(): Promise<TestServer> {
  const folder = process.env['LEAD_LIKELIHOOD_TEST_RUN'];
  if (!folder) throw new Error('Run through jest: its globalSetup names the folder of the run.');
  const file = join(folder, 'server.json');
  if (!existsSync(file)) await prepareOnce(folder, file);
  for (let attempt = 0; !existsSync(file); attempt += 1) {
    if (attempt > 1200)
      throw new Error('No test database after 60 s; another suite failed to start it.');
    await new Promise((wake) => setTimeout(wake, 50));
  }
  return JSON.parse(readFileSync(file, 'utf8')) as TestServer;
}

async function prepareOnce(folder: string, file: string): Promise<void> {
  let lock: FolderLock;
  try {
    lock = FolderLock.take(folder);
  } catch (error) {
    if (error instanceof FolderInUseError) return;
    throw error;
  }
  try {
    if (existsSync(file)) return;
    const given = process.env['DATABASE_URL'];
    const url = given ?? (await startEmbeddedPostgres({ dataDir: folder, durable: false })).url;
    const prefix = `ll_test_${randomBytes(4).toString('hex')}_`;
    const template = `${prefix}template`;
    await onServer(url, (client) => client.query(`CREATE DATABASE "${template}"`));
    await migrateUp(withDatabase(url, template), migrations);
    writeFileSync(`${file}.part`, JSON.stringify({ url, prefix, template } satisfies TestServer));
    renameSync(`${file}.part`, file);
  } finally {
    lock.release();
  }
}

/** Copying a template fails while another copy of it runs; the next try succeeds. */
async function createFrom(client: Client, name: string, template: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await client.query(`CREATE DATABASE "${name}" TEMPLATE "${template}"`);
      return;
    } catch (error) {
      if (attempt >= 100 || (error as { code?: string }).code !== '55006') throw error;
      await new Promise((wake) => setTimeout(wake, 50));
    }
  }
}

async function onServer(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

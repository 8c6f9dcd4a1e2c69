import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { Env, type Settings } from '#config';
import { startEmbeddedPostgres } from '#platform';
import { launch, type Launched } from '../src/launch.js';

/** A database of the bench's own, gone afterwards. */
export interface Stage {
  databaseUrl: string;
  /** "embedded PostgreSQL 18.4, durable" */
  database: string;
  /** What a process of the whole application needs to know to run on this database. */
  env(more?: Partial<Env>): Partial<Env>;
  /** The whole application on this database, as `npm start` would run it; not listening yet. */
  open(settings: Settings, env?: Partial<Env>): Promise<Launched>;
  close(): Promise<void>;
}

/** On the server of DATABASE_URL, else on an embedded one with the settings of production, in a folder of its own. */
export async function openStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'lead-likelihood-bench-'));
  // Run by root the server has an account of its own, which must be able to enter.
  await chmod(folder, 0o755);
  const given = process.env['DATABASE_URL'];
  const server = given
    ? await databaseOn(given)
    : await startEmbeddedPostgres({ dataDir: folder, durable: true });
  const version = await onServer(server.url, async (client) => {
    const { rows } = await client.query<{ version: string }>(
      `SELECT current_setting('server_version') AS version`,
    );
    return rows[0]?.version ?? '';
  });
  return {
    ...stageOn(server.url, folder),
    database: `${given ? 'the server of DATABASE_URL, PostgreSQL' : 'embedded PostgreSQL'} ${version}`,
    close: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** On a database that is there already. */
export function stageOn(
  databaseUrl: string,
  folder: string,
): Pick<Stage, 'env' | 'databaseUrl' | 'open'> {
  const env = (more: Partial<Env> = {}): Partial<Env> => ({
    DATABASE_URL: databaseUrl,
    DATA_DIR: folder,
    SECRET_KEY: 'a key for measuring that is long enough to be one',
    LOG_LEVEL: 'warn',
    OUTBOUND_ALLOW: ['127.0.0.1'],
    ...more,
  });
  return {
    env,
    databaseUrl,
    open: (settings, more) => launch({ settings, env: Object.assign(new Env(), env(more)) }),
  };
}

async function databaseOn(url: string): Promise<{ url: string; stop(): Promise<void> }> {
  const name = `ll_bench_${randomBytes(4).toString('hex')}`;
  await onServer(url, (client) => client.query(`CREATE DATABASE ${name}`));
  const own = new URL(url);
  own.pathname = `/${name}`;
  return {
    url: own.href,
    stop: async () => {
      await onServer(url, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
    },
  };
}

/** Work over a connection of its own, past every tenant: benches tidy up between rounds. */
export async function onServer<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** People watching see what is being measured; results go to stdout. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

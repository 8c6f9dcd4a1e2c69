import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';

/** Ends the run's server, or drops its databases on the server that DATABASE_URL names. */
export default async function globalTeardown(): Promise<void> {
  const folder = process.env['LEAD_LIKELIHOOD_TEST_RUN'];
  if (!folder) return;
  const server = join(folder, 'server.json');
  if (existsSync(server)) {
    const { url, prefix } = JSON.parse(readFileSync(server, 'utf8')) as {
      url: string;
      prefix: string;
    };
    await dropDatabases(url, prefix);
  }
  const pidFile = join(folder, 'postgres', 'cluster', 'postmaster.pid');
  if (existsSync(pidFile)) await end(Number(readFileSync(pidFile, 'utf8').split('\n')[0]));
  rmSync(folder, { recursive: true, force: true });
}

async function dropDatabases(url: string, prefix: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const found = await client.query<{ datname: string }>(
    'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
    [prefix],
  );
  for (const { datname } of found.rows)
    await client.query(`DROP DATABASE "${datname}" WITH (FORCE)`);
  await client.end();
}

async function end(pid: number): Promise<void> {
  process.kill(pid, 'SIGINT');
  for (let attempt = 0; attempt < 200; attempt += 1) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { type DatabaseServer, startEmbeddedPostgres } from './embedded-postgres.js';
import { FolderInUseError } from './folder-lock.js';

const ask = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

describe(startEmbeddedPostgres, () => {
  let dataDir: string;
  const running: DatabaseServer[] = [];

  const start = async (): Promise<DatabaseServer> => {
    const server = await startEmbeddedPostgres({ dataDir });
    running.push(server);
    return server;
  };
  const postmasterPid = (): number =>
    Number(readFileSync(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]);
  /** As a process that ended without a word leaves it: the server runs on, the lock names nobody alive. */
  const forgetOwner = (): void => {
    const { pid } = spawnSync('true');
    writeFileSync(join(dataDir, 'postgres/owner.pid'), String(pid));
  };

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'lead-likelihood-embedded-'));
    chmodSync(dataDir, 0o755);
  });

  afterEach(async () => {
    for (const server of running.splice(0)) await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('keeps what was committed over a stop and a start', async () => {
    const first = await start();
    await ask(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();

    const second = await start();

    expect(await ask(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('refuses a folder that a living process serves', async () => {
    await start();

    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(FolderInUseError);
  });

  it('ends the server that a killed process left running, and goes on from its data', async () => {
    const first = await start();
    await ask(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    forgetOwner();

    const second = await start();

    expect(await ask(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    await expect(ask(first.url, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
  });

  it('recovers when the server itself was killed', async () => {
    const first = await start();
    await ask(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    process.kill(postmasterPid(), 'SIGKILL');
    forgetOwner();

    const second = await start();

    expect(await ask(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('leaves neither process nor lock', async () => {
    const server = await start();
    const pid = postmasterPid();

    await server.stop();

    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(existsSync(join(dataDir, 'postgres/owner.pid'))).toBe(false);
  });
});

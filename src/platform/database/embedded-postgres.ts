import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { FolderLock } from './folder-lock.js';
import {
  findBinaries,
  isReachable,
  serverAccount,
  type PostgresBinaries,
  type ServerAccount,
} from './postgres-binaries.js';

const run = promisify(execFile);

export interface DatabaseServer {
  url: string;
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Folder of the server's own; made where absent. */
  dataDir: string;
  /** false only for throw-away test servers: a crash of the machine then loses data. */
  durable?: boolean;
}

const DATABASE = 'lead_likelihood';

/**
 * A real PostgreSQL of our own on loopback, for machines that have none.
 *
 * @throws FolderInUseError when another process of ours serves the same folder.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<DatabaseServer> {
  const account = serverAccount();
  const binaries = await findBinaries(account);
  const folder = reachableFolder(options.dataDir, account);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const lock = FolderLock.take(folder);
  try {
    const server = new EmbeddedServer(folder, binaries, account, options.durable ?? true);
    const url = await server.start();
    return {
      url,
      stop: async () => {
        await server.stop();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** As root the server runs as another account, which cannot enter folders such as /root. */
function reachableFolder(dataDir: string, account: ServerAccount | undefined): string {
  const wanted = resolve(dataDir, 'postgres');
  if (!account || isReachable(join(wanted, 'x'))) return wanted;
  return join('/var/tmp', `lead-likelihood${wanted.replaceAll('/', '-')}`);
}

class EmbeddedServer {
  private process: ChildProcess | undefined;
  private readonly cluster: string;
  private readonly password: string;
  private readonly log: string;

  constructor(
    folder: string,
    private readonly binaries: PostgresBinaries,
    private readonly account: ServerAccount | undefined,
    private readonly durable: boolean,
  ) {
    this.cluster = join(folder, 'cluster');
    this.log = join(folder, 'server.log');
    const passwordFile = join(folder, 'password');
    if (!existsSync(passwordFile))
      writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
    this.password = readFileSync(passwordFile, 'utf8');
  }

  async start(): Promise<string> {
    if (!existsSync(join(this.cluster, 'PG_VERSION'))) await this.initialise();
    else await this.stopOrphan();
    const port = await freePort();
    this.process = this.launch(port);
    const admin = `postgres://postgres:${this.password}@127.0.0.1:${port}/postgres`;
    await this.waitUntilReady(admin);
    await createDatabase(admin);
    return admin.replace(/postgres$/, DATABASE);
  }

  async stop(): Promise<void> {
    const child = this.process;
    if (!child || hasEnded(child)) return;
    child.ref();
    const ended = new Promise<void>((done) => child.once('exit', () => done()));
    // SIGINT is PostgreSQL's fast shutdown: sessions end, the checkpoint is written.
    child.kill('SIGINT');
    await ended;
  }

  private async initialise(): Promise<void> {
    rmSync(this.cluster, { recursive: true, force: true });
    mkdirSync(this.cluster, { mode: 0o700 });
    const passwordFile = join(this.cluster, '..', 'initdb-password');
    writeFileSync(passwordFile, this.password, { mode: 0o600 });
    if (this.account)
      for (const path of [this.cluster, passwordFile])
        chownSync(path, this.account.uid, this.account.gid);
    try {
      await run(
        this.binaries.initdb,
        [
          '-D',
          this.cluster,
          '-U',
          'postgres',
          '-A',
          'scram-sha-256',
          `--pwfile=${passwordFile}`,
          '-E',
          'UTF8',
          '--locale=C',
          '--no-sync',
        ],
        { ...this.account, cwd: '/' },
      );
    } finally {
      rmSync(passwordFile, { force: true });
    }
  }

  /** After a kill -9 of ours the server lives on: end it properly and start from its checkpoint. */
  private async stopOrphan(): Promise<void> {
    if (!existsSync(join(this.cluster, 'postmaster.pid'))) return;
    await run(this.binaries.pg_ctl, ['stop', '-D', this.cluster, '-m', 'fast', '-w'], {
      ...this.account,
      cwd: '/',
    }).catch(() => {
      // Its process is gone already: the server itself clears the stale file and recovers from its log.
    });
  }

  private launch(port: number): ChildProcess {
    const settings = {
      port,
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      max_connections: 100,
      shared_buffers: '256MB',
      ...(this.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    };
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const log = openSync(this.log, 'w', 0o600);
    // In a process group of its own, so that Ctrl-C reaches us first and we end it in order.
    const child = spawn(this.binaries.postgres, ['-D', this.cluster, ...flags], {
      ...this.account,
      cwd: '/',
      stdio: ['ignore', log, log],
      detached: true,
    });
    closeSync(log);
    child.unref();
    return child;
  }

  private async waitUntilReady(url: string): Promise<void> {
    for (let attempt = 0; attempt < 600; attempt += 1) {
      if (!this.process || hasEnded(this.process))
        throw new Error(
          `The embedded PostgreSQL ended at once. Its last words:\n${this.lastWords()}`,
        );
      if (await answers(url)) return;
      await new Promise((wake) => setTimeout(wake, 50));
    }
    await this.stop();
    throw new Error(
      `The embedded PostgreSQL did not answer within 30 s. Its last words:\n${this.lastWords()}`,
    );
  }

  private lastWords(): string {
    return readFileSync(this.log, 'utf8').slice(-2000);
  }
}

const hasEnded = (child: ChildProcess): boolean =>
  child.exitCode !== null || child.signalCode !== null;

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

async function createDatabase(admin: string): Promise<void> {
  const client = new Client({ connectionString: admin });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening));
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createConnection, type Connection } from 'mysql2/promise';

export interface MysqlServer {
  /** As an administrator. */
  connect(database?: string): Promise<Connection>;
  host: string;
  port: number;
  stop(): Promise<void>;
}

const FOLDERS = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
const programAt = (name: string): string | undefined =>
  FOLDERS.map((folder) => join(folder, name)).find((path) => existsSync(path));
const daemon = programAt('mariadbd');
const installer = programAt('mariadb-install-db');
/** `mysql://root:…@host:3306`, an administrator of a server that answers. */
const given = process.env['MYSQL_URL'];

/** Why there is none; undefined where there is one. */
export const noMysql: string | undefined =
  given !== undefined || (daemon !== undefined && installer !== undefined)
    ? undefined
    : 'no MYSQL_URL is set and no mariadbd is installed';

/** The server of MYSQL_URL, or a MariaDB of our own that ends with the test. */
export async function mysqlServer(): Promise<MysqlServer> {
  if (given !== undefined) return serverAt(new URL(given), async () => undefined);
  if (daemon === undefined || installer === undefined) throw new Error(noMysql);
  const folder = await mkdtemp(join(tmpdir(), 'mariadb-'));
  const data = `--datadir=${join(folder, 'data')}`;
  const user = `--user=${userInfo().username}`;
  const asRoot = '--auth-root-authentication-method=normal';
  await promisify(execFile)(installer, ['--no-defaults', data, user, asRoot, '--skip-test-db']);
  const port = await freePort();
  const small = ['--innodb-buffer-pool-size=16M', '--skip-log-bin', '--skip-networking=0'];
  const socket = `--socket=${join(folder, 's.sock')}`;
  const child = spawn(
    daemon,
    ['--no-defaults', user, data, socket, `--port=${port}`, '--bind-address=127.0.0.1', ...small],
    { stdio: 'ignore' },
  );
  const server = serverAt(new URL(`mysql://root@127.0.0.1:${port}`), async () => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true, force: true });
  });
  await answering(server);
  return server;
}

function serverAt(url: URL, stop: () => Promise<void>): MysqlServer {
  const port = Number(url.port || 3306);
  return {
    host: url.hostname,
    port,
    stop,
    connect: (database) =>
      createConnection({
        host: url.hostname,
        port,
        user: decodeURIComponent(url.username),
        password: decodeURIComponent(url.password),
        ...(database !== undefined && { database }),
        multipleStatements: true,
      }),
  };
}

/** A server says nothing when it is ready: it is asked until it answers. */
async function answering(server: MysqlServer): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- see above
      return await (await server.connect()).end();
    } catch (error) {
      if (attempt === 100) throw error;
      // oxlint-disable-next-line no-await-in-loop -- see above
      await sleep(100);
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => {
    probe.listen(0, '127.0.0.1', resolve);
  });
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => {
    probe.close(resolve);
  });
  return port;
}

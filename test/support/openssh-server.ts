import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

export interface OpenSshServer {
  port: number;
  user: string;
  /** As `ssh-keygen -l` prints it. */
  hostKey: string;
  privateKey: string;
  /** Below it an `inbox` and an `outbox`. */
  folder: string;
  stop(): Promise<void>;
}

const run = promisify(execFile);
const FOLDERS = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
const programAt = (name: string): string | undefined =>
  FOLDERS.map((folder) => join(folder, name)).find((path) => existsSync(path));
const daemon = programAt('sshd');
const keygen = programAt('ssh-keygen');

/** Why there is none; undefined where there is one. */
export const noSshd: string | undefined =
  daemon !== undefined && keygen !== undefined ? undefined : 'no sshd is installed';

/** OpenSSH's own server on loopback, for the account that runs the tests; ends with them. */
export async function openSshServer(): Promise<OpenSshServer> {
  if (daemon === undefined || keygen === undefined) throw new Error(noSshd);
  const folder = await mkdtemp(join(tmpdir(), 'openssh-'));
  const at = (name: string): string => join(folder, name);
  for (const name of ['host', 'own'])
    await run(keygen, ['-q', '-t', 'ed25519', '-N', '', '-f', at(name)]);
  await writeFile(at('authorized'), await readFile(at('own.pub')));
  await Promise.all([mkdir(at('inbox')), mkdir(at('outbox'))]);
  const { username, uid } = userInfo();
  // Run by root it wants a folder to lock itself in.
  if (uid === 0) await mkdir('/run/sshd', { recursive: true, mode: 0o755 });
  const port = await freePort();
  await writeFile(
    at('config'),
    [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${at('host')}`,
      `AuthorizedKeysFile ${at('authorized')}`,
      `PidFile ${at('pid')}`,
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'PermitRootLogin yes',
      'StrictModes no',
      'UsePAM no',
      'Subsystem sftp internal-sftp',
    ].join('\n'),
  );
  const child = spawn(daemon, ['-D', '-f', at('config')], { stdio: 'ignore' });
  await answering(port);
  const { stdout } = await run(keygen, ['-lf', at('host.pub')]);
  return {
    port,
    user: username,
    hostKey: stdout.split(' ')[1] ?? '',
    privateKey: await readFile(at('own'), 'utf8'),
    folder,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function answering(port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const socket = connect(port, '127.0.0.1');
    const isThere = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isThere) return;
    await sleep(50);
  }
  throw new Error('sshd does not answer.');
}

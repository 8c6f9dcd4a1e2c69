import { createHash, timingSafeEqual } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import ssh2, { type AuthContext, type Connection, type SFTPWrapper } from 'ssh2';
import { SftpFiles } from './sftp-files.js';
import { SftpTalk } from './sftp-talk.js';

const { utils } = ssh2;
const { STATUS_CODE } = utils.sftp;

export type SftpFault = 'server error' | 'slow' | 'half an answer' | 'hangs up';

const HOST_KEY = utils.generateKeyPairSync('ecdsa', { bits: 256 }).private;

/** An SFTP server on loopback with its files in memory: one account, one host key. */
export class SftpServer extends SftpFiles {
  readonly user = 'dealer';
  readonly password = 'an sftp password of the tests';
  /** Requests about files, of all sessions. */
  requests = 0;
  readonly #faults: SftpFault[] = [];
  readonly #connections = new Set<Connection>();
  readonly #server = new ssh2.Server({ hostKeys: [HOST_KEY] }, (connection) =>
    this.#serve(connection),
  );

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** As `ssh-keygen -l` prints it. */
  get hostKey(): string {
    const parsed = utils.parseKey(HOST_KEY);
    if (parsed instanceof Error) throw parsed;
    const digest = createHash('sha256').update(parsed.getPublicSSH()).digest('base64');
    return `SHA256:${digest.replace(/=+$/, '')}`;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    return this;
  }

  async stop(): Promise<void> {
    for (const connection of this.#connections) connection.end();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  failNext(fault: SftpFault): void {
    this.#faults.push(fault);
  }

  #serve(connection: Connection): void {
    this.#connections.add(connection);
    // The types do not know it of a server's connections; without it every answer waits for 40 ms.
    (connection as Connection & { setNoDelay(on: boolean): void }).setNoDelay(true);
    connection.on('close', () => this.#connections.delete(connection));
    connection.on('error', () => undefined);
    connection.on('authentication', (proof) => this.#admit(proof));
    connection.on('session', (accept) => {
      accept().on('sftp', (acceptSftp) => {
        const sftp = acceptSftp();
        const talk = new SftpTalk(sftp, this, (id, answer) =>
          this.#asked(sftp, connection, id, answer),
        );
        talk.begin();
      });
    });
  }

  #admit(proof: AuthContext): void {
    const shown = proof.method === 'password' ? digest(proof.password) : digest('');
    const isGood = proof.username === this.user && timingSafeEqual(shown, digest(this.password));
    if (isGood) proof.accept();
    else proof.reject(['password']);
  }

  #asked(sftp: SFTPWrapper, connection: Connection, id: number, answer: () => void): void {
    this.requests += 1;
    switch (this.#faults.shift()) {
      case 'server error':
        sftp.status(id, STATUS_CODE.FAILURE);
        break;
      case 'slow':
        // Never answers; stop() closes the connection.
        break;
      case 'half an answer':
      case 'hangs up':
        connection.end();
        break;
      case undefined:
        answer();
        break;
    }
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

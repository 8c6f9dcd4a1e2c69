import { createHash, timingSafeEqual } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { posix } from 'node:path';
import ssh2, { type AuthContext, type Connection, type FileEntry, type SFTPWrapper } from 'ssh2';

const { utils } = ssh2;
const { STATUS_CODE, OPEN_MODE } = utils.sftp;

export type SftpFault = 'server error' | 'slow' | 'half an answer' | 'hangs up';

interface StoredFile {
  content: Buffer;
  changedMs: number;
  isLink?: boolean;
}

interface Handle {
  path: string;
  /** A listing is told once. */
  listed?: boolean;
}

const HOST_KEY = utils.generateKeyPairSync('ecdsa', { bits: 256 }).private;

const REGULAR = 0o100_644;
const LINK = 0o120_777;
const FOLDER = 0o40_755;

/** An SFTP server on loopback with its files in memory: one account, one host key, folders by prefix. */
export class SftpServer {
  readonly user = 'dealer';
  readonly password = 'an sftp password of the tests';
  readonly files = new Map<string, StoredFile>();
  readonly folders = new Set<string>();
  /** From and to; a rename here does not replace, as the protocol has it. */
  readonly renames: [string, string][] = [];
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

  /** @param ageSeconds - How long ago it was written, by the server's clock. */
  put(path: string, content: string | Buffer, ageSeconds = 3600): void {
    this.folders.add(posix.dirname(path));
    this.files.set(path, {
      content: Buffer.from(content),
      changedMs: Date.now() - ageSeconds * 1000,
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
      accept().on('sftp', (acceptSftp) => this.#talk(acceptSftp(), connection));
    });
  }

  #admit(proof: AuthContext): void {
    const shown = proof.method === 'password' ? digest(proof.password) : digest('');
    const isGood = proof.username === this.user && timingSafeEqual(shown, digest(this.password));
    if (isGood) proof.accept();
    else proof.reject(['password']);
  }

  #talk(sftp: SFTPWrapper, connection: Connection): void {
    const talk = new Talk(sftp, (id, answer) => this.#asked(sftp, connection, id, answer));
    this.#list(talk);
    this.#read(talk);
    this.#write(talk);
    this.#tell(talk);
  }

  #list({ sftp, asked, handle, opened }: Talk): void {
    sftp.on('OPENDIR', (id, path) =>
      asked(id, () =>
        this.#isFolder(path) ? handle(id, { path }) : sftp.status(id, STATUS_CODE.NO_SUCH_FILE),
      ),
    );
    sftp.on('READDIR', (id, name) =>
      asked(id, () => {
        const folder = opened(name);
        if (folder.listed) return sftp.status(id, STATUS_CODE.EOF);
        folder.listed = true;
        return sftp.name(id, this.#entries(folder.path));
      }),
    );
  }

  #read({ sftp, asked, handle, opened }: Talk): void {
    sftp.on('OPEN', (id, path, flags) =>
      asked(id, () => {
        const writes = (flags & OPEN_MODE.WRITE) !== 0;
        const isThere = writes ? this.#isFolder(posix.dirname(path)) : this.files.has(path);
        if (!isThere) return sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
        if (writes) this.files.set(path, { content: Buffer.alloc(0), changedMs: Date.now() });
        return handle(id, { path });
      }),
    );
    sftp.on('READ', (id, name, offset, length) =>
      asked(id, () => {
        const { content } = this.files.get(opened(name).path) ?? NOTHING;
        const piece = content.subarray(offset, offset + length);
        return piece.length === 0 ? sftp.status(id, STATUS_CODE.EOF) : sftp.data(id, piece);
      }),
    );
    sftp.on('CLOSE', (id) => sftp.status(id, STATUS_CODE.OK));
  }

  #write({ sftp, asked, opened }: Talk): void {
    sftp.on('WRITE', (id, name, offset, piece) =>
      asked(id, () => {
        const file = this.files.get(opened(name).path);
        if (!file) return sftp.status(id, STATUS_CODE.FAILURE);
        file.content = Buffer.concat([file.content.subarray(0, offset), piece]);
        return sftp.status(id, STATUS_CODE.OK);
      }),
    );
    sftp.on('REMOVE', (id, path) =>
      sftp.status(id, this.files.delete(path) ? STATUS_CODE.OK : STATUS_CODE.NO_SUCH_FILE),
    );
    sftp.on('RENAME', (id, from, to) => {
      const isDone = !this.files.has(to) && this.#rename(from, to);
      sftp.status(id, isDone ? STATUS_CODE.OK : STATUS_CODE.FAILURE);
    });
    for (const kind of ['SETSTAT', 'FSETSTAT'] as const)
      sftp.on(kind, (id: number) => sftp.status(id, STATUS_CODE.OK));
  }

  #tell({ sftp, opened }: Talk): void {
    sftp.on('FSTAT', (id, name) => this.#stat(sftp, id, opened(name).path));
    sftp.on('STAT', (id, path) => this.#stat(sftp, id, path));
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

  #isFolder(path: string): boolean {
    return path === '/' || this.folders.has(path.replace(/(?<=.)\/$/, ''));
  }

  #entries(folder: string): FileEntry[] {
    return [...this.files]
      .filter(([path]) => posix.dirname(path) === folder)
      .map(([path, file]) => ({
        filename: posix.basename(path),
        longname: posix.basename(path),
        attrs: attributes(file),
      }));
  }

  #stat(sftp: SFTPWrapper, id: number, path: string): void {
    const file = this.files.get(path);
    if (file) sftp.attrs(id, attributes(file));
    else if (this.#isFolder(path)) sftp.attrs(id, { ...attributes(NOTHING), mode: FOLDER });
    else sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
  }

  #rename(from: string, to: string): boolean {
    const file = this.files.get(from);
    if (!file) return false;
    this.files.delete(from);
    this.files.set(to, file);
    this.renames.push([from, to]);
    return true;
  }
}

/** One session: what is open in it, and how it is answered. */
class Talk {
  readonly #handles = new Map<number, Handle>();

  constructor(
    readonly sftp: SFTPWrapper,
    readonly asked: (id: number, answer: () => void) => void,
  ) {}

  readonly handle = (id: number, opened: Handle): void => {
    const number = this.#handles.size + 1;
    this.#handles.set(number, opened);
    const name = Buffer.alloc(4);
    name.writeUInt32BE(number);
    this.sftp.handle(id, name);
  };

  readonly opened = (name: Buffer): Handle =>
    this.#handles.get(name.readUInt32BE()) ?? { path: '' };
}

const NOTHING: StoredFile = { content: Buffer.alloc(0), changedMs: 0 };

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const attributes = ({ content, changedMs, isLink }: StoredFile) => ({
  mode: isLink ? LINK : REGULAR,
  uid: 0,
  gid: 0,
  size: content.length,
  atime: Math.floor(changedMs / 1000),
  mtime: Math.floor(changedMs / 1000),
});

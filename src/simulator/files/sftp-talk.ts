import ssh2, { type SFTPWrapper } from 'ssh2';
import type { SftpFiles } from './sftp-files.js';

const { STATUS_CODE, OPEN_MODE } = ssh2.utils.sftp;

interface Handle {
  path: string;
  /** A listing is told once. */
  listed?: boolean;
}

/** One session: what is open in it, and what is answered to each kind of request. */
export class SftpTalk {
  readonly #handles = new Map<number, Handle>();

  /** @param asked - Hears of each request about files, and lets it be answered, or not. */
  constructor(
    private readonly sftp: SFTPWrapper,
    private readonly files: SftpFiles,
    private readonly asked: (id: number, answer: () => void) => void,
  ) {}

  begin(): void {
    this.#list();
    this.#read();
    this.#write();
    this.#tell();
  }

  #list(): void {
    const { sftp, files, asked } = this;
    sftp.on('OPENDIR', (id, path) =>
      asked(id, () =>
        files.isFolder(path) ? this.#open(id, { path }) : this.#status(id, 'NO_SUCH_FILE'),
      ),
    );
    sftp.on('READDIR', (id, name) =>
      asked(id, () => {
        const folder = this.#opened(name);
        if (folder.listed) return this.#status(id, 'EOF');
        folder.listed = true;
        return sftp.name(id, files.entries(folder.path));
      }),
    );
  }

  #read(): void {
    const { sftp, files, asked } = this;
    sftp.on('OPEN', (id, path, flags) =>
      asked(id, () => {
        const writes = (flags & OPEN_MODE.WRITE) !== 0;
        const isThere = writes ? files.begin(path) : files.files.has(path);
        return isThere ? this.#open(id, { path }) : this.#status(id, 'NO_SUCH_FILE');
      }),
    );
    sftp.on('READ', (id, name, offset, length) =>
      asked(id, () => {
        const piece = files.piece(this.#opened(name).path, offset, length);
        return piece.length === 0 ? this.#status(id, 'EOF') : sftp.data(id, piece);
      }),
    );
    sftp.on('CLOSE', (id) => this.#status(id, 'OK'));
  }

  #write(): void {
    const { sftp, files, asked } = this;
    sftp.on('WRITE', (id, name, offset, piece) =>
      asked(id, () => {
        const isDone = files.write(this.#opened(name).path, offset, piece);
        this.#status(id, isDone ? 'OK' : 'FAILURE');
      }),
    );
    sftp.on('REMOVE', (id, path) =>
      this.#status(id, files.files.delete(path) ? 'OK' : 'NO_SUCH_FILE'),
    );
    sftp.on('RENAME', (id, from, to) =>
      this.#status(id, files.rename(from, to) ? 'OK' : 'FAILURE'),
    );
    for (const kind of ['SETSTAT', 'FSETSTAT'] as const)
      sftp.on(kind, (id: number) => this.#status(id, 'OK'));
  }

  #tell(): void {
    const { sftp, files } = this;
    const stat = (id: number, path: string): void => {
      const attributes = files.attributes(path);
      if (attributes) sftp.attrs(id, attributes);
      else this.#status(id, 'NO_SUCH_FILE');
    };
    sftp.on('FSTAT', (id, name) => stat(id, this.#opened(name).path));
    sftp.on('STAT', stat);
  }

  #status(id: number, status: keyof typeof STATUS_CODE): void {
    this.sftp.status(id, STATUS_CODE[status]);
  }

  #open(id: number, opened: Handle): void {
    const number = this.#handles.size + 1;
    this.#handles.set(number, opened);
    const name = Buffer.alloc(4);
    name.writeUInt32BE(number);
    this.sftp.handle(id, name);
  }

  #opened(name: Buffer): Handle {
    return this.#handles.get(name.readUInt32BE()) ?? { path: '' };
  }
}

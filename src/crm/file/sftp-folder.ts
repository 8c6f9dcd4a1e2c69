import type { SFTPWrapper } from 'ssh2';
import { CrmFileError, CrmUnavailableError } from '../crm.errors.js';
import type { DropFolder } from './drop-folder.js';
import type { FolderFile } from './folder-cursor.js';

/** Answers of the protocol (SSH_FXP_STATUS): no such file, permission denied. */
const NO_SUCH_FILE = 2;
const DENIED = 3;

/** One folder of an SFTP session. */
export class SftpFolder implements DropFolder {
  constructor(
    private readonly sftp: SFTPWrapper,
    private readonly folder: string,
    private readonly where: string,
    private readonly timeoutMs: number,
  ) {}

  async files(): Promise<FolderFile[]> {
    const entries = await this.#answered<{ filename: string; attrs: Attributes }[]>((done) =>
      this.sftp.readdir(this.folder, done),
    );
    return entries
      .filter(({ attrs }) => attrs.isFile())
      .map(({ filename, attrs }) => ({
        name: filename,
        size: attrs.size,
        // The protocol tells whole seconds.
        changedMs: attrs.mtime * 1000,
      }))
      .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  }

  async *bytes(name: string, from = 0): AsyncIterable<Buffer> {
    const stream = this.sftp.createReadStream(this.#path(name), { start: from });
    // What is told once nobody reads any more: an error without a listener would end the process.
    stream.on('error', () => undefined);
    const late = setTimeout(
      () => stream.destroy(new CrmUnavailableError(`${this.where} is too slow.`)),
      this.timeoutMs,
    );
    try {
      for await (const chunk of stream) {
        late.refresh();
        yield chunk as Buffer;
      }
    } catch (error) {
      throw this.#told(error);
    } finally {
      clearTimeout(late);
      stream.destroy();
    }
  }

  async put(name: string, content: string): Promise<void> {
    const partial = this.#path(`.${name}.part`);
    await this.#answered<void>((done) => this.sftp.writeFile(partial, content, done));
    await this.#answered<void>((done) =>
      this.sftp.ext_openssh_rename(partial, this.#path(name), done),
    ).catch(() => this.#renamed(partial, name));
  }

  /** For servers without OpenSSH's extension: their rename does not replace. */
  async #renamed(partial: string, name: string): Promise<void> {
    await this.#answered<void>((done) => this.sftp.unlink(this.#path(name), done)).catch(
      () => undefined, // Most often there is none.
    );
    await this.#answered<void>((done) => this.sftp.rename(partial, this.#path(name), done));
  }

  #path(name: string): string {
    return `${this.folder.replace(/\/+$/, '')}/${name}`;
  }

  async #answered<T>(ask: (done: (error: unknown, result: T) => void) => void): Promise<T> {
    let late: NodeJS.Timeout | undefined;
    try {
      return await new Promise<T>((resolve, reject) => {
        late = setTimeout(
          () => reject(new CrmUnavailableError(`${this.where} does not answer.`)),
          this.timeoutMs,
        );
        ask((error, result) => (error ? reject(error) : resolve(result)));
      });
    } catch (error) {
      throw this.#told(error);
    } finally {
      clearTimeout(late);
    }
  }

  #told(error: unknown): Error {
    const { code } = error as { code?: number | string };
    if (code === NO_SUCH_FILE || code === DENIED) {
      const what = code === DENIED ? 'lets us not do that in' : 'has no';
      return new CrmFileError(
        `${this.where} ${what} ${this.folder}. Check inbox and outbox in the settings, and the rights of the user.`,
      );
    }
    return typeof code === 'number'
      ? new CrmUnavailableError(`${this.where} answered with failure ${code}.`)
      : (error as Error);
  }
}

interface Attributes {
  size: number;
  mtime: number;
  isFile(): boolean;
}

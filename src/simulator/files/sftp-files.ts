import { posix } from 'node:path';
import type { Attributes, FileEntry } from 'ssh2';

interface StoredFile {
  content: Buffer;
  changedMs: number;
  isLink?: boolean;
}

const REGULAR = 0o100_644;
const LINK = 0o120_777;
const FOLDER = 0o40_755;
const NOTHING: StoredFile = { content: Buffer.alloc(0), changedMs: 0 };

/** Files and folders in memory, as an SFTP server tells of them; folders by prefix. */
export class SftpFiles {
  readonly files = new Map<string, StoredFile>();
  readonly folders = new Set<string>();
  /** From and to; a rename here does not replace, as the protocol has it. */
  readonly renames: [string, string][] = [];

  /** @param ageSeconds - How long ago it was written, by the server's clock. */
  put(path: string, content: string | Buffer, ageSeconds = 3600): void {
    this.folders.add(posix.dirname(path));
    this.files.set(path, {
      content: Buffer.from(content),
      changedMs: Date.now() - ageSeconds * 1000,
    });
  }

  isFolder(path: string): boolean {
    return path === '/' || this.folders.has(path.replace(/(?<=.)\/$/, ''));
  }

  /** Empties it, or makes it. @returns whether there is a folder for it. */
  begin(path: string): boolean {
    if (!this.isFolder(posix.dirname(path))) return false;
    this.files.set(path, { content: Buffer.alloc(0), changedMs: Date.now() });
    return true;
  }

  /** @returns nothing behind the end. */
  piece(path: string, offset: number, length: number): Buffer {
    return (this.files.get(path) ?? NOTHING).content.subarray(offset, offset + length);
  }

  /** @returns whether the file is there. */
  write(path: string, offset: number, piece: Buffer): boolean {
    const file = this.files.get(path);
    if (!file) return false;
    file.content = Buffer.concat([file.content.subarray(0, offset), piece]);
    return true;
  }

  /** @returns whether it was done. */
  rename(from: string, to: string): boolean {
    const file = this.files.get(from);
    if (!file || this.files.has(to)) return false;
    this.files.delete(from);
    this.files.set(to, file);
    this.renames.push([from, to]);
    return true;
  }

  entries(folder: string): FileEntry[] {
    return [...this.files]
      .filter(([path]) => posix.dirname(path) === folder)
      .map(([path, file]) => ({
        filename: posix.basename(path),
        longname: posix.basename(path),
        attrs: attributes(file),
      }));
  }

  /** Undefined where nothing is. */
  attributes(path: string): Attributes | undefined {
    const file = this.files.get(path);
    if (file) return attributes(file);
    return this.isFolder(path) ? { ...attributes(NOTHING), mode: FOLDER } : undefined;
  }
}

const attributes = ({ content, changedMs, isLink }: StoredFile): Attributes => ({
  mode: isLink ? LINK : REGULAR,
  uid: 0,
  gid: 0,
  size: content.length,
  atime: Math.floor(changedMs / 1000),
  mtime: Math.floor(changedMs / 1000),
});

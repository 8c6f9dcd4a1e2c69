import type { FolderFile } from './folder-cursor.js';

/** A folder in which files are exchanged, wherever it is: on our own disk, or on a system's SFTP server. */
export interface DropFolder {
  /** Files, no links and no folders, in the order of their names. */
  files(): Promise<FolderFile[]>;
  /** From this byte to the end. */
  bytes(name: string, from?: number): AsyncIterable<Buffer>;
  /** The file appears whole or not at all; one of the same name is replaced. */
  put(name: string, content: string): Promise<void>;
}

/** How folders of one connection are reached; each visit stands for itself. */
export interface DropSite {
  /** For people, without credentials. */
  readonly where: string;
  /** @throws CrmUnavailableError, CrmAuthError, CrmFileError */
  visit<T>(folder: string, work: (folder: DropFolder) => Promise<T>): Promise<T>;
}

const READABLE = /\.(csv|txt|tsv|ndjson|jsonl)(\.gz)?$/i;

/** Whether a name is one of a file that is ready: systems write under another name until they are done. */
export const isReadable = (name: string): boolean => READABLE.test(name) && !/^[.~]/.test(name);

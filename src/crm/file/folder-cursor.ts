import { CrmProtocolError } from '../crm.errors.js';
import { isPlainObject } from '../settings-reading.js';

export interface FolderFile {
  name: string;
  size: number;
  changedMs: number;
}

export interface ReadFile extends FolderFile {
  row: number;
  done: boolean;
  /** By which mapping it could not be read; another mapping is another try. */
  refusedBy?: string;
}

/** A file that was seen and may still be growing. */
export interface WaitingFile extends FolderFile {
  /** Unchanged since, by our clock; epoch ms. */
  sinceMs: number;
}

/** What was read under any name, the newest last. */
export interface KnownContent {
  size: number;
  digest: string;
}

/** How far each file of a folder was read. */
export interface FolderCursor {
  files: Record<string, ReadFile>;
  waiting: Record<string, WaitingFile>;
  contents: KnownContent[];
}

export function readCursor(text: string | null): FolderCursor {
  if (text === null) return { files: {}, waiting: {}, contents: [] };
  try {
    const parsed: unknown = JSON.parse(text);
    if (isPlainObject(parsed) && isPlainObject(parsed['files']))
      return { waiting: {}, contents: [], ...(parsed as unknown as Pick<FolderCursor, 'files'>) };
  } catch {
    // Falls through to the one error both faults share.
  }
  throw new CrmProtocolError(
    'The stored cursor is not one of the file dialect. Reset the connection.',
  );
}

const MOST_CONTENTS = 200;

export const writeCursor = ({ files, waiting, contents }: FolderCursor): string =>
  JSON.stringify({ files, waiting, contents: contents.slice(-MOST_CONTENTS) });

/** Read to the end, by this mapping where it could not be read, and not touched since. */
export function isDone(file: FolderFile, { files }: FolderCursor, mapping: string): boolean {
  const known = Object.hasOwn(files, file.name) ? files[file.name] : undefined;
  if (known?.done !== true || !isSame(known, file)) return false;
  return known.refusedBy === undefined || known.refusedBy === mapping;
}

export const isSame = (known: FolderFile, file: FolderFile): boolean =>
  known.size === file.size && known.changedMs === file.changedMs;

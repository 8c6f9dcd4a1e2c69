import { CrmProtocolError } from '../crm.errors.js';
import { isPlainObject } from '../settings-reading.js';

export interface FolderFile {
  name: string;
  size: number;
  changedMs: number;
}

/** How far each file of a folder was read. */
export interface FolderCursor {
  files: Record<string, FolderFile & { row: number; done: boolean }>;
}

export function readCursor(text: string | null): FolderCursor {
  if (text === null) return { files: {} };
  try {
    const parsed: unknown = JSON.parse(text);
    if (isPlainObject(parsed) && isPlainObject(parsed['files']))
      return parsed as unknown as FolderCursor;
  } catch {
    // Falls through to the one error both faults share.
  }
  throw new CrmProtocolError(
    'The stored cursor is not one of the file dialect. Reset the connection.',
  );
}

export const writeCursor = (files: FolderCursor['files']): string => JSON.stringify({ files });

/** Read to the end, and not touched since. */
export function isDone(file: FolderFile, { files }: FolderCursor): boolean {
  const known = Object.hasOwn(files, file.name) ? files[file.name] : undefined;
  return known?.done === true && isSame(known, file);
}

export const isSame = (known: FolderFile, file: FolderFile): boolean =>
  known.size === file.size && known.changedMs === file.changedMs;

import type { DropFolder } from './drop-folder.js';
import { type FolderCursor, type FolderFile, isSame, type WaitingFile } from './folder-cursor.js';

/** A file that changed a moment ago may still be growing. */
const SETTLED_AFTER_MS = 5_000;
/** One whose last row has no end is still being written, until nothing has come for so long. */
const UNFINISHED_AFTER_MS = 60_000;
const NEWLINE = 0x0a;

interface Settled {
  settled: FolderFile[];
  waiting: Record<string, WaitingFile>;
}

/**
 * Tells files that are whole from those that are still being written. A file is still for as long as its time says,
 * or as we have seen it unchanged: the clock of whoever writes may be wrong.
 *
 * @param files - those not read yet.
 */
export async function settledFiles(
  folder: DropFolder,
  files: FolderFile[],
  cursor: FolderCursor,
  nowMs: number,
): Promise<Settled> {
  const found: Settled = { settled: [], waiting: {} };
  for (const file of files) {
    const known = Object.hasOwn(cursor.waiting, file.name) ? cursor.waiting[file.name] : undefined;
    const sinceMs = known && isSame(known, file) ? known.sinceMs : nowMs;
    const stillMs = nowMs - Math.min(sinceMs, file.changedMs);
    // oxlint-disable-next-line no-await-in-loop -- one look at the end of one file at a time
    if (await isWhole(folder, file, stillMs)) found.settled.push(file);
    else found.waiting[file.name] = { ...file, sinceMs };
  }
  return found;
}

async function isWhole(folder: DropFolder, file: FolderFile, stillMs: number): Promise<boolean> {
  if (stillMs < SETTLED_AFTER_MS) return false;
  if (stillMs >= UNFINISHED_AFTER_MS || file.size === 0) return true;
  // The end of compressed data cannot be told from its middle.
  return !file.name.toLowerCase().endsWith('.gz') && endsARow(folder, file);
}

async function endsARow(folder: DropFolder, { name, size }: FolderFile): Promise<boolean> {
  const end: number[] = [];
  for await (const chunk of folder.bytes(name, Math.max(size - 2, 0))) end.push(...chunk);
  // In UTF-16 a zero stands behind it.
  return end.at(-1) === NEWLINE || (end.at(-1) === 0 && end.at(-2) === NEWLINE);
}

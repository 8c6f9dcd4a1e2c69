import { createHash } from 'node:crypto';
import type { CrmRecord } from '../crm-record.js';
import { CrmFileError, CrmSettingsError } from '../crm.errors.js';
import type { DropFolder } from './drop-folder.js';
import type { FileMapping } from './file-mapping.js';
import type { FolderFile } from './folder-cursor.js';
import { readRows } from './read-rows.js';

const ROWS_A_PAGE = 5_000;

export interface FilePage {
  records: CrmRecord[];
  row: number;
  isEnd: boolean;
  /** It does not fit the mapping, or broke off. */
  isRefused: boolean;
  /** Of a file that was read to its end. */
  digest?: string;
}

/** A file that cannot be read on is reported once, with what it gave before; the next file is not held up. */
export async function readPage(
  folder: DropFolder,
  { name, size }: FolderFile,
  mapping: FileMapping,
  afterRow: number,
): Promise<FilePage> {
  const records: CrmRecord[] = [];
  const hash = createHash('sha256');
  const hashed = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of folder.bytes(name)) {
      hash.update(chunk);
      yield chunk;
    }
  };
  let row = afterRow;
  try {
    for await (const read of readRows({ name, size, bytes: hashed }, mapping, { afterRow })) {
      if (read.rowNumber > afterRow + ROWS_A_PAGE)
        return { records, row, isEnd: false, isRefused: false };
      records.push(...read.records);
      row = read.rowNumber;
    }
  } catch (error) {
    const refused = unreadableFile(name, error);
    const payload = await kept(folder, name, size, refused.payload);
    records.push({ ...refused, payload });
    return { records, row, isEnd: true, isRefused: true };
  }
  return { records, row, isEnd: true, isRefused: false, digest: hash.digest('base64') };
}

const MOST_KEPT_BYTES = 256 * 1024;

/** The file itself, so that it can be replayed; of large and of compressed ones only the name is kept. */
async function kept(
  folder: DropFolder,
  name: string,
  size: number,
  payload: unknown,
): Promise<unknown> {
  if (size > MOST_KEPT_BYTES || name.toLowerCase().endsWith('.gz')) return payload;
  const chunks: Buffer[] = [];
  for await (const chunk of folder.bytes(name)) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const contentType = /json/i.test(name) ? 'application/x-ndjson' : 'text/csv';
  return { file: name, contentType, bytes: body.length, base64: body.toString('base64') };
}

export async function digestOf(folder: DropFolder, name: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of folder.bytes(name)) hash.update(chunk);
  return hash.digest('base64');
}

/** @throws what is no fault of the file. */
export function unreadableFile(file: string, error: unknown): UnreadableRecord {
  if (!(error instanceof CrmFileError) && !(error instanceof CrmSettingsError)) throw error;
  return unreadable(
    file,
    error.message,
    'Correct the mapping, and the file is read again by itself, or by a replay; or correct the file and drop it again.',
  );
}

type UnreadableRecord = Extract<CrmRecord, { kind: 'unreadable' }>;

export const unreadable = (file: string, reason: string, fix: string): UnreadableRecord => ({
  kind: 'unreadable',
  payload: { file },
  refusal: { reason, fix },
});

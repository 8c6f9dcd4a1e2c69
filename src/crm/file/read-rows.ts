import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { DomainError } from '#platform';
import type { CrmRecord } from '../crm-record.js';
import { CrmFileError } from '../crm.errors.js';
import type { FileMapping } from './file-mapping.js';
import { recordsOf } from './row-records.js';
import { RowReader, type RowFormat } from './row-reader.js';

/** One row of a file as records; progress in bytes of the file as it lies on disk. */
export interface FileRow {
  records: CrmRecord[];
  /** 1 = first row after the header. Save it once its records are stored; pass it as `afterRow`. */
  rowNumber: number;
  bytesRead: number;
  totalBytes: number;
}

/** A file wherever it lies: what is read of it are its bytes. */
export interface FileSource {
  name: string;
  size: number;
  bytes(): AsyncIterable<Buffer>;
}

/**
 * Reads a CSV or NDJSON file, plain or gzipped, row by row in bounded memory. A bad row comes out as
 * an unreadable record and never stops the rest.
 *
 * @param file - a path on our own disk, or wherever else its bytes come from.
 * @param afterRow - rows up to this one were stored before; reading goes on behind it.
 * @throws CrmFileError when the file is missing, cut off, or of an unknown format.
 * @throws CrmSettingsError when the mapping names columns that the file does not have.
 */
export async function* readRows(
  file: string | FileSource,
  mapping: FileMapping,
  { afterRow = 0 }: { afterRow?: number } = {},
): AsyncGenerator<FileRow> {
  const source = typeof file === 'string' ? await onDisk(file) : file;
  const reader = new RowReader(mapping, formatOf(source.name, mapping));
  let lastRow = afterRow;
  let bytesRead = 0;
  const emit = function* (rows: ReturnType<RowReader['push']>): Generator<FileRow> {
    for (const read of rows) {
      const rowNumber = 'row' in read ? read.row.number : read.number;
      if (rowNumber <= afterRow) continue;
      lastRow = rowNumber;
      yield { records: recordsOf(mapping, read), rowNumber, bytesRead, totalBytes: source.size };
    }
  };
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of source.bytes()) {
      bytesRead += chunk.length;
      yield chunk;
    }
  };
  try {
    for await (const chunk of unzipped(counted())) yield* emit(reader.push(chunk));
    yield* emit(reader.end());
  } catch (error) {
    throw asFileError(error, source.name, lastRow);
  }
}

async function onDisk(path: string): Promise<FileSource> {
  const name = basename(path);
  try {
    const { size } = await stat(path);
    return { name, size, bytes: () => createReadStream(path) };
  } catch (error) {
    throw asFileError(error, name, 0);
  }
}

export function formatOf(file: string, { format }: FileMapping): RowFormat {
  if (format) return format;
  const name = file.toLowerCase().replace(/\.gz$/, '');
  if (/\.(csv|txt|tsv)$/.test(name)) return 'csv';
  if (/\.(ndjson|jsonl)$/.test(name)) return 'ndjson';
  throw new CrmFileError(
    `${basename(file)}: is neither .csv nor .ndjson. Set format in the mapping.`,
  );
}

/** Compressed data show by their first two bytes, whatever the file is called. */
async function* unzipped(bytes: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const first = await bytes.next();
  if (first.done) return;
  const whole = async function* (): AsyncGenerator<Buffer> {
    yield first.value;
    yield* bytes;
  };
  if (first.value[0] !== 0x1f || first.value[1] !== 0x8b) {
    yield* whole();
    return;
  }
  const plain = createGunzip();
  // Errors surface where the rows are read: pipeline destroys `plain` with them.
  pipeline(Readable.from(whole()), plain, () => undefined);
  yield* plain;
}

function asFileError(error: unknown, file: string, lastRow: number): Error {
  if (error instanceof DomainError) return error;
  const { code } = error as { code?: string };
  if (code === undefined) return error as Error;
  const isCutOff = code === 'Z_BUF_ERROR' || code === 'Z_DATA_ERROR';
  const what = isCutOff ? 'the compressed data is cut off or damaged' : code;
  return new CrmFileError(
    `${file}: ${what}, after row ${lastRow}. The rows before it are good: ` +
      'copy the file again, and reading goes on behind them.',
    { cause: error, details: { lastRow } },
  );
}

import { createReadStream, type ReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream';
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

/**
 * Reads a CSV or NDJSON file, plain or gzipped, row by row in bounded memory. A bad row comes out as
 * an unreadable record and never stops the rest.
 *
 * @param afterRow - rows up to this one were stored before; reading goes on behind it.
 * @throws CrmFileError when the file is missing, cut off, or of an unknown format.
 * @throws CrmSettingsError when the mapping names columns that the file does not have.
 */
export async function* readRows(
  file: string,
  mapping: FileMapping,
  { afterRow = 0 }: { afterRow?: number } = {},
): AsyncGenerator<FileRow> {
  const reader = new RowReader(mapping, formatOf(file, mapping));
  const { size, isGzip } = await look(file);
  const onDisk = createReadStream(file);
  let lastRow = afterRow;
  const emit = function* (rows: ReturnType<RowReader['push']>): Generator<FileRow> {
    for (const read of rows) {
      const rowNumber = 'row' in read ? read.row.number : read.number;
      if (rowNumber <= afterRow) continue;
      lastRow = rowNumber;
      yield {
        records: recordsOf(mapping, read),
        rowNumber,
        bytesRead: onDisk.bytesRead,
        totalBytes: size,
      };
    }
  };
  try {
    for await (const chunk of bytesOf(onDisk, isGzip)) yield* emit(reader.push(chunk));
    yield* emit(reader.end());
  } catch (error) {
    throw asFileError(error, file, lastRow);
  } finally {
    onDisk.destroy();
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

async function look(file: string): Promise<{ size: number; isGzip: boolean }> {
  try {
    const { size } = await stat(file);
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
      return { size, isGzip: bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b };
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw asFileError(error, file, 0);
  }
}

function bytesOf(onDisk: ReadStream, isGzip: boolean): AsyncIterable<Buffer> {
  if (!isGzip) return onDisk;
  const unzipped = createGunzip();
  // Errors surface where the rows are read: pipeline destroys `unzipped` with them.
  pipeline(onDisk, unzipped, () => undefined);
  return unzipped;
}

function asFileError(error: unknown, file: string, lastRow: number): Error {
  if (error instanceof DomainError) return error;
  const { code } = error as { code?: string };
  if (code === undefined) return error as Error;
  const isCutOff = code === 'Z_BUF_ERROR' || code === 'Z_DATA_ERROR';
  const what = isCutOff ? 'the compressed data is cut off or damaged' : code;
  return new CrmFileError(
    `${basename(file)}: ${what}, after row ${lastRow}. The rows before it are good: ` +
      'copy the file again, and reading goes on behind them.',
    { cause: error, details: { lastRow } },
  );
}

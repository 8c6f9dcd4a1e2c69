import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { Injectable } from '@nestjs/common';
import { type Tenant, Tenancy } from '#access';
import { Connections } from '#leads';
import { type CrmRecord, type FileMapping, type FileRow, readRows } from '#crm';
import { Clock } from '#platform';
import { Admission } from './admission.js';
import { addCounts, noCounts, type NotedCounts } from './counts.js';
import { Doorways } from './doorways.js';

export interface FileImportCounts extends NotedCounts {
  /** Rows read in this run. */
  rows: number;
  /** Rows a run before this one had stored when it was interrupted. */
  rowsBefore: number;
  /** Rows stored, found unchanged, or quarantined; adds up to `rows`. */
  rowsStored: number;
  rowsUnchanged: number;
  rowsQuarantined: number;
}

export interface FileImportProgress {
  rows: number;
  bytesRead: number;
  totalBytes: number;
}

const ROWS_AT_ONCE = 2000;

/** Brings a file in, row by row. Interrupted, it goes on where it stopped; run again, it changes nothing. */
@Injectable()
export class FileImport {
  // oxlint-disable-next-line max-params -- injected collaborators
  constructor(
    private readonly tenancy: Tenancy,
    private readonly connections: Connections,
    private readonly doorways: Doorways,
    private readonly admission: Admission,
    private readonly clock: Clock,
  ) {}

  /**
   * @param connectionKey - Rows of one connection are told apart by their ids; give each source its own.
   * @throws CrmFileError for a file that cannot be read on; rows before that stay stored.
   */
  async run(
    tenant: Pick<Tenant, 'dealershipId'>,
    file: string,
    mapping: FileMapping,
    {
      connectionKey = 'import',
      onProgress = () => undefined,
    }: { connectionKey?: string; onProgress?: (progress: FileImportProgress) => void } = {},
  ): Promise<FileImportCounts> {
    const { dealershipId } = tenant;
    const cursor = await cursorName(file);
    const connection = await this.tenancy.asDealership(dealershipId, (manager) =>
      this.connections.ensure(manager, dealershipId, {
        key: connectionKey,
        name: 'Imported files',
        dialect: 'import',
      }),
    );
    const rowsBefore = Number(connection.cursors[cursor] ?? 0);
    const target = { dealershipId, connectionId: connection.id, cursor, mapping };
    let counts: FileImportCounts = {
      ...noCounts(),
      rows: 0,
      rowsBefore,
      rowsStored: 0,
      rowsUnchanged: 0,
      rowsQuarantined: 0,
    };
    for await (const rows of inBatches(readRows(file, mapping, { afterRow: rowsBefore }))) {
      counts = addRows(counts, rows.length, await this.#store(target, rows));
      const { bytesRead = 0, totalBytes = 0 } = rows.at(-1) ?? {};
      onProgress({ rows: rowsBefore + counts.rows, bytesRead, totalBytes });
    }
    // Read to the end: the next run of this file reads it anew, under whatever mapping it is given.
    await this.tenancy.asDealership(dealershipId, (manager) =>
      this.connections.saveCursor(manager, dealershipId, connection.id, cursor, '0'),
    );
    return counts;
  }

  #store(
    {
      dealershipId,
      connectionId,
      cursor,
      mapping,
    }: { dealershipId: string; connectionId: string; cursor: string; mapping: FileMapping },
    rows: readonly FileRow[],
  ): Promise<NotedCounts & { rowsQuarantined: number; rowsStored: number }> {
    return this.tenancy.asDealership(dealershipId, async (manager) => {
      const { context } = await this.doorways.open(manager, dealershipId, connectionId, mapping);
      const records = rows.flatMap((row) => row.records);
      const { counts, changed, refusals } = await this.admission.admit(
        manager,
        dealershipId,
        { ...context, now: this.clock.now() },
        records,
      );
      await this.connections.saveCursor(
        manager,
        dealershipId,
        connectionId,
        cursor,
        String(rows.at(-1)?.rowNumber ?? 0),
      );
      const rowsQuarantined = countRows(
        records,
        (record, at) => refusals.has(at) && record.kind !== 'activity',
      );
      return {
        ...counts,
        rowsQuarantined,
        rowsStored: Math.min(changed[mapping.kind], rows.length - rowsQuarantined),
      };
    });
  }
}

const countRows = (
  records: readonly CrmRecord[],
  counts: (record: CrmRecord, at: number) => boolean,
): number => records.filter(counts).length;

function addRows(
  total: FileImportCounts,
  rows: number,
  more: NotedCounts & { rowsQuarantined: number; rowsStored: number },
): FileImportCounts {
  return {
    ...addCounts(total, more),
    rows: total.rows + rows,
    rowsBefore: total.rowsBefore,
    rowsStored: total.rowsStored + more.rowsStored,
    rowsUnchanged: total.rowsUnchanged + rows - more.rowsStored - more.rowsQuarantined,
    rowsQuarantined: total.rowsQuarantined + more.rowsQuarantined,
  };
}

async function* inBatches(rows: AsyncIterable<FileRow>): AsyncGenerator<FileRow[]> {
  let batch: FileRow[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < ROWS_AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** A file is known by its name, size and beginning: good enough to go on in, and cheap for a large one. */
async function cursorName(file: string): Promise<string> {
  const handle = await open(file).catch(() => undefined);
  // A file that cannot be opened is reported, in its own words, by whoever reads it.
  if (!handle) return 'file:none';
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(65_536), 0, 65_536, 0);
    const digest = createHash('sha256')
      .update(`${basename(file)} ${size} `)
      .update(buffer.subarray(0, bytesRead))
      .digest('hex');
    return `file:${digest.slice(0, 24)}`;
  } finally {
    await handle.close();
  }
}

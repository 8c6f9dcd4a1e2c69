import { access, constants, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError, type Clock } from '#platform';
import type {
  ConnectionConfig,
  CrmAdapter,
  CrmPage,
  ProbeStep,
  PushResult,
  ScorePush,
  StatusMapping,
} from '../crm-adapter.js';
import type { CrmReach } from '../crm-reach.js';
import type { CrmRecord, RecordKind } from '../crm-record.js';
import { CrmAuthError, CrmFileError, CrmProtocolError } from '../crm.errors.js';
import type { FileMapping } from './file-mapping.js';
import { isDone, isSame, readCursor, writeCursor, type FolderFile } from './folder-cursor.js';
import { readFolderSettings, type FolderSettings } from './folder-settings.js';
import { readRows } from './read-rows.js';
import { recordsOf } from './row-records.js';
import { RowReader } from './row-reader.js';
import { writeScoreFile } from './score-file.js';

/** A file that changed a moment ago may still be growing. */
const SETTLED_AFTER_MS = 5_000;
const ROWS_A_PAGE = 5_000;
const SCORES_A_FILE = 1_000;
const READABLE = /\.(csv|txt|tsv|ndjson|jsonl)(\.gz)?$/i;

/** For systems that only exchange files: rows dropped into a folder in, CSV files of scores out. */
export class FileAdapter implements CrmAdapter {
  readonly dialect = 'file';
  readonly #settings: FolderSettings;

  /** @throws CrmSettingsError listing every fault. */
  constructor(
    config: ConnectionConfig,
    reach: CrmReach,
    private readonly clock: Clock,
  ) {
    this.#settings = readFolderSettings(config, reach.dropFolder);
  }

  get pushBatchSize(): number {
    return this.#settings.outbox === undefined ? 0 : SCORES_A_FILE;
  }

  statusMapping(): StatusMapping {
    return this.#settings.mapping?.statuses ?? {};
  }

  /** Rows carry their customer, vehicle and activities along, so one kind stands for all of them. */
  pullableKinds(): readonly RecordKind[] {
    const { inbox, mapping } = this.#settings;
    return inbox !== undefined && mapping ? [mapping.kind] : [];
  }

  async pull(kind: RecordKind, cursor: string | null): Promise<CrmPage> {
    const { mapping, inbox } = this.#settings;
    if (inbox === undefined || kind !== mapping?.kind) {
      throw new CrmProtocolError(`This connection reads no ${kind} records from files.`);
    }
    const read = readCursor(cursor);
    const files = await this.#settledFiles(inbox);
    // Files that left the folder are forgotten, so that the cursor stays short.
    const known = Object.fromEntries(
      files.flatMap(({ name }) => (read.files[name] ? [[name, read.files[name]]] : [])),
    );
    const [next, ...later] = files.filter((file) => !isDone(file, read));
    if (!next) return { records: [], cursor: writeCursor(known), last: true };
    const before = known[next.name];
    // A file that changed meanwhile is read anew: rows stored before are recognised by their ids.
    const afterRow = before && isSame(before, next) ? before.row : 0;
    const page = await readPage(join(inbox, next.name), mapping, afterRow);
    known[next.name] = { ...next, row: page.row, done: page.isEnd };
    return {
      records: page.records,
      cursor: writeCursor(known),
      last: page.isEnd && later.length === 0,
    };
  }

  async #settledFiles(inbox: string): Promise<FolderFile[]> {
    const names = await readdir(inbox).catch(asMissingFolder);
    const files = await Promise.all(
      names
        .filter((name) => READABLE.test(name))
        .toSorted()
        // A link could lead out of the drop folder: lstat takes it for no file.
        .map(async (name) => ({ name, found: await lstat(join(inbox, name)) })),
    );
    const settled = this.clock.now().getTime() - SETTLED_AFTER_MS;
    return files
      .filter(({ found }) => found.isFile() && found.mtimeMs <= settled)
      .map(({ name, found }) => ({ name, size: found.size, changedMs: Math.floor(found.mtimeMs) }));
  }

  async push(scores: ScorePush[]): Promise<PushResult[]> {
    const { outbox } = this.#settings;
    if (outbox === undefined) {
      const reason = 'This connection has no outbox: add it to its settings.';
      return scores.map(({ deliveryKey }) => ({ deliveryKey, status: 'refused', reason }));
    }
    if (scores.length > 0) await writeScoreFile(outbox, scores);
    return scores.map(({ deliveryKey }) => ({ deliveryKey, status: 'accepted' }));
  }

  async readBack(): Promise<null> {
    return null;
  }

  async probe(): Promise<ProbeStep[]> {
    const { inbox, outbox } = this.#settings;
    return Promise.all([
      ...(inbox === undefined ? [] : [folderStep('read the inbox', inbox, constants.R_OK)]),
      ...(outbox === undefined ? [] : [folderStep('write the outbox', outbox, constants.W_OK)]),
    ]);
  }

  verifyWebhook(): void {
    throw new CrmAuthError('A file connection takes no webhooks.');
  }

  read(rawBody: Buffer, contentType: string): CrmRecord[] {
    const { mapping } = this.#settings;
    if (!mapping) {
      return [unreadable('a document', 'This connection has no mapping.', 'Add mapping to it.')];
    }
    const format = mapping.format ?? (/json/i.test(contentType) ? 'ndjson' : 'csv');
    const reader = new RowReader(mapping, format);
    try {
      const rows = [...reader.push(rawBody), ...reader.end()];
      return rows.flatMap((row) => recordsOf(mapping, row));
    } catch (error) {
      return [unreadableFile('a document', error)];
    }
  }
}

/** A file that cannot be read on is reported once, with what it gave before; the next file is not held up. */
async function readPage(file: string, mapping: FileMapping, afterRow: number) {
  const records: CrmRecord[] = [];
  let row = afterRow;
  try {
    for await (const read of readRows(file, mapping, { afterRow })) {
      if (read.rowNumber > afterRow + ROWS_A_PAGE) return { records, row, isEnd: false };
      records.push(...read.records);
      row = read.rowNumber;
    }
  } catch (error) {
    records.push(unreadableFile(file, error));
  }
  return { records, row, isEnd: true };
}

function unreadableFile(file: string, error: unknown): CrmRecord {
  if (!(error instanceof DomainError)) throw error;
  return unreadable(file, error.message, 'Correct the file or its mapping, and drop it again.');
}

const unreadable = (file: string, reason: string, fix: string): CrmRecord => ({
  kind: 'unreadable',
  payload: { file },
  refusal: { reason, fix },
});

function asMissingFolder(error: unknown): never {
  const { code } = error as { code?: string };
  throw new CrmFileError(`The inbox cannot be read: ${code}.`, { cause: error });
}

async function folderStep(name: string, folder: string, mode: number): Promise<ProbeStep> {
  const found = await access(folder, mode).then(
    () => true,
    () => false,
  );
  if (found) return { name, ok: true, detail: 'the folder is there' };
  const fix = 'Create it for the user this server runs as.';
  return { name, ok: false, detail: 'no such folder, or no permission', fix };
}

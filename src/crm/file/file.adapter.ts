import { createHash } from 'node:crypto';
import { access, constants, mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import type { Clock } from '#platform';
import type {
  ConnectionConfig,
  CrmAdapter,
  CrmPage,
  ProbeStep,
  PushResult,
  ScorePush,
  StatusMapping,
} from '../crm-adapter.js';
import type { CrmRecord, RecordKind } from '../crm-record.js';
import type { CrmReach } from '../crm-reach.js';
import { CrmAuthError, CrmFileError, CrmProtocolError } from '../crm.errors.js';
import { SettingsReading, type SettingsSection } from '../settings-reading.js';
import { readCursor, writeCursor, type FolderCursor, type FolderFile } from './folder-cursor.js';
import type { FileMapping } from './file-mapping.js';
import { readFileMapping } from './read-file-mapping.js';
import { readRows } from './read-rows.js';
import { recordsOf } from './row-records.js';
import { RowReader } from './row-reader.js';

/** A file that changed a moment ago may still be growing. */
const SETTLED_AFTER_MS = 5_000;
const ROWS_A_PAGE = 5_000;
const READABLE = /\.(csv|txt|tsv|ndjson|jsonl)(\.gz)?$/i;

interface FolderSettings {
  inbox: string;
  outbox?: string;
  mapping: FileMapping;
}

/** For systems that only exchange files: new rows dropped into a folder in, CSV files of scores out. */
export class FileAdapter implements CrmAdapter {
  readonly dialect = 'file';
  readonly pushBatchSize = 1000;
  readonly #settings: FolderSettings;

  /** @throws CrmSettingsError listing every fault. */
  constructor(
    config: ConnectionConfig,
    reach: CrmReach,
    private readonly clock: Clock,
  ) {
    this.#settings = readFolderSettings(config, reach.dropFolder);
  }

  statusMapping(): StatusMapping {
    return this.#settings.mapping.statuses;
  }

  /** Rows carry their customer, vehicle and activities along, so one kind stands for all of them. */
  pullableKinds(): readonly RecordKind[] {
    return [this.#settings.mapping.kind];
  }

  async pull(kind: RecordKind, cursor: string | null): Promise<CrmPage> {
    const { mapping, inbox } = this.#settings;
    if (kind !== mapping.kind) throw new CrmProtocolError(`These files hold no ${kind} records.`);
    const read = readCursor(cursor);
    const files = await this.#inboxFiles();
    const next = files.find((file) => !isDone(file, read));
    // Files that left the folder are forgotten, so that the cursor stays short.
    const known = files.flatMap(({ name }) => {
      const entry = read.files[name];
      return entry ? [[name, entry] as const] : [];
    });
    if (!next) return { records: [], cursor: writeCursor(Object.fromEntries(known)), last: true };
    const { name } = next;
    const before = read.files[name];
    // A file that changed meanwhile is read anew: rows stored before are recognised by their ids.
    const afterRow = before && isSame(before, next) ? before.row : 0;
    const page = await this.#rowsAfter(join(inbox, name), afterRow);
    const entry = { ...next, row: page.row, done: page.isEnd };
    const later = files.some((file) => file.name !== name && !isDone(file, read));
    return {
      records: page.records,
      cursor: writeCursor({ ...Object.fromEntries(known), [name]: entry }),
      last: page.isEnd && !later,
    };
  }

  async #rowsAfter(file: string, afterRow: number) {
    const records: CrmRecord[] = [];
    let row = afterRow;
    for await (const read of readRows(file, this.#settings.mapping, { afterRow })) {
      if (read.rowNumber > afterRow + ROWS_A_PAGE) return { records, row, isEnd: false };
      records.push(...read.records);
      row = read.rowNumber;
    }
    return { records, row, isEnd: true };
  }

  async #inboxFiles(): Promise<FolderFile[]> {
    const { inbox } = this.#settings;
    const names = (await readdir(inbox).catch(asMissingFolder)).filter((name) =>
      READABLE.test(name),
    );
    const files = await Promise.all(
      names.toSorted().map(async (name) => ({ name, found: await stat(join(inbox, name)) })),
    );
    const settled = this.clock.now().getTime() - SETTLED_AFTER_MS;
    return files
      .filter(({ found }) => found.isFile() && found.mtimeMs <= settled)
      .map(({ name, found }) => ({ name, size: found.size, changedMs: Math.floor(found.mtimeMs) }));
  }

  /** Writes one CSV file for the batch; a repeated batch overwrites its own file. */
  async push(scores: ScorePush[]): Promise<PushResult[]> {
    const { outbox } = this.#settings;
    if (outbox === undefined) {
      const reason = 'This connection has no outbox: add it to its settings.';
      return scores.map(({ deliveryKey }) => ({ deliveryKey, status: 'refused', reason }));
    }
    if (scores.length === 0) return [];
    await mkdir(outbox, { recursive: true });
    const keys = scores.map(({ deliveryKey }) => deliveryKey).toSorted();
    const name = `scores-${createHash('sha256').update(keys.join('\n')).digest('hex').slice(0, 24)}`;
    const partial = join(outbox, `.${name}.partial`);
    await writeFile(partial, stringify(scores.map(scoreRow), { header: true }));
    await rename(partial, join(outbox, `${name}.csv`));
    return scores.map(({ deliveryKey }) => ({ deliveryKey, status: 'accepted' }));
  }

  async readBack(): Promise<null> {
    return null;
  }

  async probe(): Promise<ProbeStep[]> {
    const { inbox, outbox } = this.#settings;
    const steps = [await folderStep('read the inbox', inbox, constants.R_OK)];
    if (outbox !== undefined)
      steps.push(await folderStep('write the outbox', outbox, constants.W_OK));
    return steps;
  }

  verifyWebhook(): void {
    throw new CrmAuthError('A file connection takes no webhooks.');
  }

  read(rawBody: Buffer, contentType: string): CrmRecord[] {
    const { mapping } = this.#settings;
    const isJson = /json/i.test(contentType);
    const reader = new RowReader(mapping, mapping.format ?? (isJson ? 'ndjson' : 'csv'));
    return [...reader.push(rawBody), ...reader.end()].flatMap((row) => recordsOf(mapping, row));
  }
}

function isDone(file: FolderFile, { files }: FolderCursor): boolean {
  const known = Object.hasOwn(files, file.name) ? files[file.name] : undefined;
  return known?.done === true && isSame(known, file);
}

const isSame = (known: FolderFile, file: FolderFile): boolean =>
  known.size === file.size && known.changedMs === file.changedMs;

function readFolderSettings(config: ConnectionConfig, dropFolder: string): FolderSettings {
  const reading = new SettingsReading(`Connection ${config.id} (file)`);
  const root = reading.root(config.settings);
  const inbox = folderBelow(root, 'inbox', dropFolder);
  const outbox = root.has('outbox') ? folderBelow(root, 'outbox', dropFolder) : undefined;
  const mapping = root.value('mapping');
  root.close();
  reading.finish();
  return {
    inbox,
    ...(outbox !== undefined && { outbox }),
    mapping: readFileMapping(mapping, `of connection ${config.id}`),
  };
}

/** Settings must not open the rest of the disk. */
function folderBelow(root: SettingsSection, key: string, dropFolder: string): string {
  const fix = 'Give a folder below the drop folder, such as north/inbox.';
  const written = root.text(key, fix);
  const folder = resolve(dropFolder, written);
  if (folder !== dropFolder && !folder.startsWith(dropFolder + sep)) {
    root.fault(key, 'leads out of the drop folder', fix);
  }
  return folder;
}

function asMissingFolder(error: unknown): never {
  throw new CrmFileError(`The inbox cannot be read: ${(error as { code?: string }).code}.`, {
    cause: error,
  });
}

async function folderStep(name: string, folder: string, mode: number): Promise<ProbeStep> {
  const found = await access(folder, mode).then(
    () => true,
    () => false,
  );
  return found
    ? { name, ok: true, detail: 'the folder is there' }
    : {
        name,
        ok: false,
        detail: 'no such folder, or no permission',
        fix: 'Create it for the user this server runs as.',
      };
}

/** Spreadsheets run cells that begin with these as formulas. */
const notFormula = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const scoreRow = (score: ScorePush): Record<string, string | number> => ({
  lead_id: score.leadExternalId,
  likelihood_percent: score.likelihoodPercent,
  band: score.band,
  top_reason: notFormula(score.topReason),
  scored_at: score.scoredAt.toISOString(),
  model_version: score.modelVersion,
  delivery_key: score.deliveryKey,
});

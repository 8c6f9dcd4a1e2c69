import { createHash } from 'node:crypto';
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
import type { CrmReach } from '../crm-reach.js';
import type { CrmRecord, RecordKind } from '../crm-record.js';
import { CrmAuthError, CrmProtocolError, CrmUnavailableError } from '../crm.errors.js';
import { allRefused, allRetry } from '../push-results.js';
import { DISK_SITE } from './disk-site.js';
import type { DropSite } from './drop-folder.js';
import { unreadable, unreadableFile } from './file-page.js';
import { readCursor } from './folder-cursor.js';
import { probeFolders } from './folder-probe.js';
import { FolderPull } from './folder-pull.js';
import { readFolderSettings, type FolderSettings } from './folder-settings.js';
import { recordsOf } from './row-records.js';
import { RowReader } from './row-reader.js';
import { scoreFile } from './score-file.js';
import { SftpSite } from './sftp-site.js';

const SCORES_A_FILE = 1_000;

/** For systems that only exchange files: rows dropped into a folder in, CSV files of scores out; on our own disk or by SFTP. */
export class FileAdapter implements CrmAdapter {
  readonly dialect = 'file';
  readonly #settings: FolderSettings;
  readonly #site: DropSite;
  /** Changes when the mapping does. */
  readonly #mappingDigest: string;

  /** @throws CrmSettingsError listing every fault. */
  constructor(
    config: ConnectionConfig,
    reach: CrmReach,
    private readonly clock: Clock,
  ) {
    this.#settings = readFolderSettings(config, reach.dropFolder);
    this.#site = this.#settings.sftp ? new SftpSite(this.#settings.sftp, reach) : DISK_SITE;
    this.#mappingDigest = createHash('sha256')
      .update(JSON.stringify(config.settings['mapping'] ?? null))
      .digest('base64')
      .slice(0, 16);
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
    const { mapping, inbox, mode } = this.#settings;
    if (inbox === undefined || kind !== mapping?.kind) {
      throw new CrmProtocolError(`This connection reads no ${kind} records from files.`);
    }
    const read = readCursor(cursor);
    const pull = new FolderPull({ mapping, mode, mappingDigest: this.#mappingDigest });
    return this.#site.visit(inbox, (folder) => pull.page(folder, read, this.clock.now().getTime()));
  }

  /** @throws CrmAuthError when a server refuses us, or is not the one it should be. */
  async push(scores: ScorePush[]): Promise<PushResult[]> {
    const { outbox } = this.#settings;
    if (outbox === undefined)
      return allRefused(scores, 'This connection has no outbox: add it to its settings.');
    if (scores.length === 0) return [];
    const { name, content } = scoreFile(scores);
    try {
      await this.#site.visit(outbox, (folder) => folder.put(name, content));
    } catch (error) {
      if (error instanceof CrmUnavailableError) return allRetry(scores, error);
      throw error;
    }
    return scores.map(({ deliveryKey }) => ({ deliveryKey, status: 'accepted' }));
  }

  async readBack(): Promise<null> {
    return null;
  }

  probe(): Promise<ProbeStep[]> {
    return probeFolders(this.#site, this.#settings);
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

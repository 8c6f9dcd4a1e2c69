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
import { CrmAuthError, CrmProtocolError } from '../crm.errors.js';
import type { CrmHttp } from '../http/crm-http.js';
import { probeConnection } from '../probe-steps.js';
import { allRefused, pushOneByOne } from '../push-results.js';
import { unreadableMessage } from '../unreadable.js';
import { EleadClient } from './elead-client.js';
import { EleadPull } from './elead-pull.js';
import { scoreComment } from './elead-comment.js';
import { readEleadSettings, type EleadSettings } from './elead-settings.js';

/** What a minute's calls leave room for beside reading. */
const MOST_COMMENTS = 25;

/** Elead by CDK's Fortellis: opportunities are leads; see README.md beside this file. */
export class EleadAdapter implements CrmAdapter {
  readonly dialect = 'elead';
  readonly #settings: EleadSettings;
  readonly #client: EleadClient;
  readonly #pull: EleadPull;

  /** @throws CrmSettingsError listing every fault. */
  constructor(config: ConnectionConfig, http: CrmHttp, clock: Clock) {
    this.#settings = readEleadSettings(config);
    this.#client = new EleadClient(this.#settings, http, clock);
    this.#pull = new EleadPull(this.#settings, this.#client, clock);
  }

  get pushBatchSize(): number {
    return this.#settings.writesComments ? MOST_COMMENTS : 0;
  }

  statusMapping(): StatusMapping {
    return this.#settings.statuses;
  }

  pullableKinds(): readonly RecordKind[] {
    return ['lead'];
  }

  async pull(kind: RecordKind, cursor: string | null): Promise<CrmPage> {
    if (kind === 'lead') return this.#pull.page(cursor);
    throw new CrmProtocolError(`Elead has no ${kind} records of its own: they come with leads.`);
  }

  async push(scores: ScorePush[]): Promise<PushResult[]> {
    if (!this.#settings.writesComments) {
      return allRefused(scores, 'Comments are not wanted: set scoreAs to comment in the settings.');
    }
    return pushOneByOne(scores, (score) =>
      this.#client.comment(score.leadExternalId, scoreComment(score)),
    );
  }

  /** Comments can be added and not be read. */
  async readBack(): Promise<null> {
    return null;
  }

  probe(): Promise<ProbeStep[]> {
    return probeConnection({
      where: this.#settings.baseUrl.origin,
      statuses: this.#settings.statuses,
      kinds: this.pullableKinds(),
      signIn: () => this.#client.signIn(),
      firstPage: (kind) => this.pull(kind, null),
      canWrite: async () => this.#canWrite(),
    });
  }

  verifyWebhook(): void {
    throw new CrmAuthError('Elead sends no webhooks here: opportunities are pulled.');
  }

  read(rawBody: Buffer): CrmRecord[] {
    return [unreadableMessage(rawBody, 'Opportunities of Elead are pulled, not sent.')];
  }

  /** There is nothing to try without leaving a comment. */
  #canWrite(): ProbeStep {
    const name = 'write scores';
    if (this.#settings.writesComments) {
      const detail = 'one comment for each material change; the first shows the permission';
      return { name, ok: true, detail };
    }
    const fix = 'Set scoreAs to comment in the settings.';
    return { name, ok: false, detail: 'comments are not wanted', fix };
  }
}

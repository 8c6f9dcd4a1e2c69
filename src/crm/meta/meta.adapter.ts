import type { Clock } from '#platform';
import type {
  ConnectionConfig,
  CrmAdapter,
  CrmPage,
  Newcomers,
  ProbeStep,
  PushResult,
  ScorePush,
  StageOutlet,
  StatusMapping,
} from '../crm-adapter.js';
import type { CrmRecord, RecordKind } from '../crm-record.js';
import { CrmProtocolError } from '../crm.errors.js';
import type { CrmHttp } from '../http/crm-http.js';
import { probeConnection } from '../probe-steps.js';
import { allRefused } from '../push-results.js';
import { MetaClient } from './meta-client.js';
import { MetaPull } from './meta-pull.js';
import { leadRecord } from './meta-records.js';
import { readMetaSettings, type MetaSettings } from './meta-settings.js';
import { MetaStages } from './meta-stages.js';
import { answerOfChallenge, leadsNamedIn, misdirectedIn, verifySignature } from './meta-webhook.js';

/** Lead forms of a page on Facebook and Instagram; see README.md beside this file. */
export class MetaAdapter implements CrmAdapter {
  readonly dialect = 'meta';
  /** There is no field for a score: stages are told instead. */
  readonly pushBatchSize = 0;
  readonly newcomers: Newcomers;
  readonly stages?: StageOutlet;
  readonly #settings: MetaSettings;
  readonly #client: MetaClient;
  readonly #pull: MetaPull;

  /** @throws CrmSettingsError listing every fault. */
  constructor(config: ConnectionConfig, http: CrmHttp, clock: Clock) {
    this.#settings = readMetaSettings(config);
    this.#client = new MetaClient(this.#settings, http, clock);
    this.#pull = new MetaPull(this.#settings, this.#client, clock);
    const { pageId, conversions } = this.#settings;
    if (conversions) this.stages = new MetaStages(conversions, this.#client, clock);
    this.newcomers = {
      namedIn: (rawBody) => leadsNamedIn(rawBody, pageId),
      fetch: (ids) => this.#fetch(ids),
    };
  }

  /** A form's lead has no status: what becomes of it is known elsewhere. */
  statusMapping(): StatusMapping {
    return {};
  }

  pullableKinds(): readonly RecordKind[] {
    return ['lead'];
  }

  async pull(kind: RecordKind, cursor: string | null): Promise<CrmPage> {
    if (kind === 'lead') return this.#pull.page(cursor);
    throw new CrmProtocolError(`Meta has no ${kind} records of its own: they come with leads.`);
  }

  async push(scores: ScorePush[]): Promise<PushResult[]> {
    return allRefused(scores, 'not sent: Meta has no field for a score, it is told stages.');
  }

  /** Events can be sent and not be read. */
  async readBack(): Promise<null> {
    return null;
  }

  probe(): Promise<ProbeStep[]> {
    return probeConnection({
      where: this.#settings.baseUrl.origin,
      statuses: {},
      kinds: this.pullableKinds(),
      signIn: () => this.#client.signIn(),
      firstPage: (kind) => this.pull(kind, null),
      canWrite: async () => this.#canWrite(),
      remarks: () => this.#remarks(),
    });
  }

  answerChallenge(query: Record<string, unknown>): string {
    return answerOfChallenge(query, this.#settings.verifyToken);
  }

  verifyWebhook(headers: Record<string, string | undefined>, rawBody: Buffer): void {
    verifySignature(headers, rawBody, this.#settings.appSecret);
  }

  /** A message names leads and does not tell them: they are fetched by their ids. */
  read(rawBody: Buffer): CrmRecord[] {
    return misdirectedIn(rawBody, this.#settings.pageId);
  }

  async #fetch(ids: readonly string[]): Promise<CrmRecord[]> {
    const records: CrmRecord[] = [];
    for (const id of ids) {
      // One after the other: calls are counted by lead.
      // oxlint-disable-next-line no-await-in-loop -- see above
      const lead = await this.#client.lead(id);
      if (lead) records.push(leadRecord(lead, this.#settings));
    }
    return records;
  }

  /** There is nothing to try without leaving an event. */
  #canWrite(): ProbeStep {
    const name = 'tell stages';
    const { conversions } = this.#settings;
    if (conversions) {
      const told = Object.values(conversions.names).join(', ');
      const test = conversions.testEventCode ? ', as test events' : '';
      const detail = `to dataset ${conversions.datasetId}${test}: ${told}; the first shows the permission`;
      return { name, ok: true, detail };
    }
    const fix = 'Add conversions with a datasetId to the settings.';
    return { name, ok: false, detail: 'no dataset named to tell them to', fix };
  }

  #remarks(): ProbeStep[] {
    const { percent } = this.#client.usage;
    if (percent === undefined) return [];
    const ok = percent < this.#settings.usageKept;
    const fix = 'Wait, or raise usageKept.';
    const detail = `${percent} % of Meta's limits is used up`;
    return [{ name: 'usage', ok, detail, ...(!ok && { fix }) }];
  }
}

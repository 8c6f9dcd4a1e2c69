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
import { probeConnection, probeStep } from '../probe-steps.js';
import { allRefused } from '../push-results.js';
import { isPlainObject } from '../settings-reading.js';
import { unreadableMessage } from '../unreadable.js';
import { SalesforceClient } from './salesforce-client.js';
import { SalesforcePull } from './salesforce-pull.js';
import { MOST_RECORDS, SalesforcePush, objectOf } from './salesforce-push.js';
import { readSalesforceSettings, type SalesforceSettings } from './salesforce-settings.js';
import { isSalesforceId } from './soql.js';

/** Salesforce Sales Cloud, and what dealers' products build upon it; see README.md beside this file. */
export class SalesforceAdapter implements CrmAdapter {
  readonly dialect = 'salesforce';
  readonly #settings: SalesforceSettings;
  readonly #client: SalesforceClient;

  /** @throws CrmSettingsError listing every fault. */
  constructor(
    config: ConnectionConfig,
    http: CrmHttp,
    private readonly clock: Clock,
  ) {
    this.#settings = readSalesforceSettings(config);
    this.#client = new SalesforceClient(this.#settings, http, clock);
  }

  get pushBatchSize(): number {
    return this.#settings.scoreFields ? MOST_RECORDS : 0;
  }

  statusMapping(): StatusMapping {
    return this.#settings.statuses;
  }

  pullableKinds(): readonly RecordKind[] {
    return ['lead', 'activity'];
  }

  async pull(kind: RecordKind, cursor: string | null): Promise<CrmPage> {
    if (kind !== 'lead' && kind !== 'activity') {
      throw new CrmProtocolError(
        `Salesforce has no ${kind} records of its own: they come with leads.`,
      );
    }
    return new SalesforcePull(kind, this.#settings, this.#client, this.clock).page(cursor);
  }

  async push(scores: ScorePush[]): Promise<PushResult[]> {
    const { scoreFields } = this.#settings;
    if (scoreFields) return new SalesforcePush(scoreFields, this.#client).send(scores);
    return allRefused(scores, 'No field to write to: add scoreFields to the settings.');
  }

  async readBack(leadExternalId: string): Promise<{ likelihoodPercent: number } | null> {
    const { scoreFields } = this.#settings;
    if (!scoreFields || !isSalesforceId(leadExternalId)) return null;
    const path = `/sobjects/${objectOf(leadExternalId)}/${leadExternalId}`;
    const url = this.#client.url(path, { fields: scoreFields.likelihood });
    const { status, json } = await this.#client.rest.send({ method: 'GET', url, alsoGood: [404] });
    const shown = status !== 404 && isPlainObject(json) ? json[scoreFields.likelihood] : null;
    return typeof shown === 'number' ? { likelihoodPercent: shown } : null;
  }

  probe(): Promise<ProbeStep[]> {
    return probeConnection({
      where: this.#settings.baseUrl.origin,
      statuses: this.#settings.statuses,
      kinds: this.pullableKinds(),
      signIn: () => this.#client.rest.signIn(),
      firstPage: (kind) => this.pull(kind, null),
      canWrite: () => this.#canWrite(),
      remarks: () => this.#remarks(),
    });
  }

  verifyWebhook(): void {
    throw new CrmAuthError('Salesforce sends no webhooks here: leads are pulled.');
  }

  read(rawBody: Buffer): CrmRecord[] {
    return [unreadableMessage(rawBody, 'Leads of Salesforce are pulled, not sent.')];
  }

  /** Reading the fields shows that they exist; only a first write can show the permission. */
  async #canWrite(): Promise<ProbeStep> {
    const name = 'write scores';
    const { scoreFields } = this.#settings;
    if (!scoreFields) {
      const fix = 'Create custom fields on Lead and Opportunity, and name them under scoreFields.';
      return { name, ok: false, detail: 'no field named to write to', fix };
    }
    return probeStep(name, async () => {
      const q = `SELECT Id, ${Object.values(scoreFields).join(', ')} FROM Lead LIMIT 1`;
      await this.#client.rest.send({ method: 'GET', url: this.#client.url('/query', { q }) });
      return `${Object.values(scoreFields).join(', ')} stand on Lead; the first score shows the permission`;
    });
  }

  #remarks(): ProbeStep[] {
    const { daily } = this.#client;
    if (!daily) return [];
    const detail = `${daily.used} of ${daily.total} calls used in the last 24 hours, by everybody`;
    const ok = daily.used < this.#settings.mostOfDailyCalls * daily.total;
    const fix = 'Find out who uses the calls up, or raise mostOfDailyCalls.';
    return [{ name: 'daily calls', ok, detail, ...(!ok && { fix }) }];
  }
}

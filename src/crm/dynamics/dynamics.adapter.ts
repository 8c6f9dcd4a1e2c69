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
import { allRefused, pushOneByOne } from '../push-results.js';
import { unreadableMessage } from '../unreadable.js';
import { DynamicsClient } from './dynamics-client.js';
import { DynamicsPull } from './dynamics-pull.js';
import { PredictiveScores, ScoreColumns, type ScorePlace } from './dynamics-scores.js';
import { readDynamicsSettings, type DynamicsSettings } from './dynamics-settings.js';

/** Small enough that a shift of sending ends in time, at two calls a score. */
const MOST_SCORES = 50;

/** Dynamics 365 Sales over the Dataverse Web API; see README.md beside this file. */
export class DynamicsAdapter implements CrmAdapter {
  readonly dialect = 'dynamics';
  readonly #settings: DynamicsSettings;
  readonly #client: DynamicsClient;
  readonly #pull: DynamicsPull;
  readonly #place?: ScorePlace;

  /** @throws CrmSettingsError listing every fault. */
  constructor(config: ConnectionConfig, http: CrmHttp, clock: Clock) {
    this.#settings = readDynamicsSettings(config);
    this.#client = new DynamicsClient(this.#settings, http, clock);
    this.#pull = new DynamicsPull(this.#settings, this.#client);
    const { scores } = this.#settings;
    if (scores?.as === 'columns') this.#place = new ScoreColumns(scores.columns, this.#client);
    if (scores?.as === 'predictive') this.#place = new PredictiveScores(this.#client);
  }

  get pushBatchSize(): number {
    return this.#place ? MOST_SCORES : 0;
  }

  statusMapping(): StatusMapping {
    return this.#settings.statuses;
  }

  pullableKinds(): readonly RecordKind[] {
    return ['lead', 'activity'];
  }

  async pull(kind: RecordKind, cursor: string | null): Promise<CrmPage> {
    if (kind === 'lead') return this.#pull.leads(cursor);
    if (kind === 'activity') return this.#pull.activities(cursor);
    throw new CrmProtocolError(`Dynamics has no ${kind} records of its own: they come with leads.`);
  }

  /** One by one: each row has its own result, and counts as one call in a batch too. */
  async push(scores: ScorePush[]): Promise<PushResult[]> {
    const place = this.#place;
    if (place) return pushOneByOne(scores, (score) => place.write(score));
    return allRefused(scores, 'Nowhere to write to: set scoreAs or scoreColumns in the settings.');
  }

  async readBack(leadExternalId: string): Promise<{ likelihoodPercent: number } | null> {
    const shown = await this.#place?.shown(leadExternalId);
    return typeof shown === 'number' ? { likelihoodPercent: shown } : null;
  }

  probe(): Promise<ProbeStep[]> {
    return probeConnection({
      where: this.#settings.baseUrl.origin,
      statuses: this.#settings.statuses,
      kinds: this.pullableKinds(),
      signIn: () => this.#client.signIn(),
      firstPage: (kind) => this.pull(kind, null),
      canWrite: () => this.#canWrite(),
      remarks: () => this.#remarks(),
    });
  }

  verifyWebhook(): void {
    throw new CrmAuthError('Dynamics sends no webhooks here: changes are pulled.');
  }

  read(rawBody: Buffer): CrmRecord[] {
    return [unreadableMessage(rawBody, 'Leads of Dynamics are pulled, not sent.')];
  }

  async #canWrite(): Promise<ProbeStep> {
    const name = 'write scores';
    const place = this.#place;
    if (place) return probeStep(name, () => place.find());
    const fix = 'Set scoreAs to predictive, or name columns of leads under scoreColumns.';
    return { name, ok: false, detail: 'nowhere named to write to', fix };
  }

  #remarks(): ProbeStep[] {
    const { callsLeft } = this.#client;
    if (callsLeft === undefined) return [];
    const detail = `${callsLeft} calls are left of these five minutes, of one server`;
    return [{ name: 'calls left', ok: true, detail }];
  }
}

import type { Clock } from '#platform';
import {
  PULL_ORDER,
  type ConnectionConfig,
  type CrmAdapter,
  type CrmPage,
  type ProbeStep,
  type PushResult,
  type ScorePush,
  type StatusMapping,
} from '../crm-adapter.js';
import type { CrmRecord, RecordKind } from '../crm-record.js';
import { CrmAuthError, CrmProtocolError } from '../crm.errors.js';
import type { CrmAnswer, CrmHttp } from '../http/crm-http.js';
import { readPath } from '../payload-path.js';
import type { CrmVitals } from '../http/crm-vitals.js';
import { probeConnection } from '../probe-steps.js';
import { allRefused } from '../push-results.js';
import { readRestSettings } from './read-rest-settings.js';
import { CallPace } from '../http/call-pace.js';
import { CrmClient } from '../http/crm-client.js';
import { restCredentials } from './rest-credentials.js';
import { writeStep } from './rest-probe.js';
import { RestPull } from './rest-pull.js';
import { RestPush } from './rest-push.js';
import type { RestSettings } from './rest-settings.js';
import { verifyProof } from './webhook-proof.js';
import { readMessage } from './webhook-reading.js';

/** Any CRM with a JSON API, described wholly by settings; see README.md beside this file. */
export class RestAdapter implements CrmAdapter {
  readonly dialect = 'rest';
  readonly #settings: RestSettings;
  readonly #client: CrmClient;

  /** @throws CrmSettingsError listing every fault. */
  constructor(
    config: ConnectionConfig,
    http: CrmHttp,
    private readonly clock: Clock,
  ) {
    const settings = readRestSettings(config);
    const credentials = restCredentials(
      settings.auth,
      http,
      settings.limits,
      clock,
      config.refreshTokens,
    );
    this.#settings = settings;
    this.#client = new CrmClient(http, settings.baseUrl, settings.limits, credentials, {
      headers: settings.headers,
      ...(settings.budget && { budget: settings.budget }),
      ...(settings.calls.length > 0 && { pace: new CallPace(settings.calls, clock) }),
    });
  }

  get pushBatchSize(): number {
    return this.#settings.push?.batchSize ?? 0;
  }

  statusMapping(): StatusMapping {
    return this.#settings.statuses;
  }

  pullableKinds(): readonly RecordKind[] {
    return PULL_ORDER.filter((kind) => this.#settings.pull[kind]);
  }

  async pull(kind: RecordKind, cursor: string | null): Promise<CrmPage> {
    const settings = this.#settings.pull[kind];
    if (!settings) {
      throw new CrmProtocolError(`This connection reads no ${kind} records. Add pull.${kind}.`);
    }
    return new RestPull(settings, this.#client, this.clock).page(cursor);
  }

  async push(scores: ScorePush[]): Promise<PushResult[]> {
    const { push } = this.#settings;
    if (push) return new RestPush(push, this.#client).send(scores);
    const reason = 'This connection has no write path: add push to its settings.';
    return allRefused(scores, reason);
  }

  async readBack(leadExternalId: string): Promise<{ likelihoodPercent: number } | null> {
    const { readBack } = this.#settings;
    if (!readBack) return null;
    const path = readBack.path.replaceAll('{leadExternalId}', encodeURIComponent(leadExternalId));
    const answer = await this.#getIfPresent(path);
    const found = answer ? readPath(answer.json, readBack.field) : null;
    const shown: unknown = Array.isArray(found) ? found[0] : found;
    const isShown = typeof shown === 'number' || (typeof shown === 'string' && shown.trim() !== '');
    const number = isShown ? Number(shown) : Number.NaN;
    // Twelve digits: 0.29 times 100 is 29, not 28.999999999999996.
    const likelihoodPercent = Number((number * readBack.times).toPrecision(12));
    return Number.isNaN(likelihoodPercent) ? null : { likelihoodPercent };
  }

  async #getIfPresent(path: string): Promise<CrmAnswer | null> {
    try {
      return await this.#client.send({ method: 'GET', url: this.#client.url(path) });
    } catch (error) {
      if (error instanceof CrmProtocolError && (error.status === 404 || error.status === 410))
        return null;
      throw error;
    }
  }

  probe(): Promise<ProbeStep[]> {
    return probeConnection({
      where: this.#settings.baseUrl.origin,
      statuses: this.#settings.statuses,
      kinds: this.pullableKinds(),
      signIn: () => this.#client.signIn(),
      firstPage: (kind) => this.pull(kind, null),
      canWrite: async () => writeStep(this.#settings.push),
    });
  }

  vitals(): CrmVitals {
    return this.#client.vitals;
  }

  verifyWebhook(headers: Record<string, string | undefined>, rawBody: Buffer): void {
    const { webhook } = this.#settings;
    if (!webhook)
      throw new CrmAuthError('This connection takes no webhooks: add webhook to its settings.');
    verifyProof(webhook, headers, rawBody, this.clock);
  }

  read(rawBody: Buffer): CrmRecord[] {
    return readMessage(this.#settings, rawBody);
  }
}

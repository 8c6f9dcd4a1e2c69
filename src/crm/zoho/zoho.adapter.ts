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
import { unreadableMessage } from '../unreadable.js';
import { ZohoClient } from './zoho-client.js';
import { readNotification, verifyNotification } from './zoho-notification.js';
import { ZohoPull } from './zoho-pull.js';
import { MOST_ROWS, ZohoPush } from './zoho-push.js';
import { readZohoSettings, type ZohoSettings } from './zoho-settings.js';
import { ZohoWatch } from './zoho-watch.js';

/** Zoho CRM, version 8 of its API; see README.md beside this file. */
export class ZohoAdapter implements CrmAdapter {
  readonly dialect = 'zoho';
  readonly #settings: ZohoSettings;
  readonly #client: ZohoClient;
  readonly #pull: ZohoPull;
  readonly #watch?: ZohoWatch;

  /** @throws CrmSettingsError listing every fault. */
  constructor(config: ConnectionConfig, http: CrmHttp, clock: Clock) {
    this.#settings = readZohoSettings(config);
    this.#client = new ZohoClient(this.#settings, http, clock);
    this.#pull = new ZohoPull(this.#settings, this.#client, clock);
    const { notifications } = this.#settings;
    if (notifications) {
      const channel = {
        connectionId: config.id,
        notifyUrl: notifications.url,
        notifyToken: notifications.token,
      };
      this.#watch = new ZohoWatch(channel, this.#client, clock);
    }
  }

  get pushBatchSize(): number {
    return this.#settings.scoreFields ? MOST_ROWS : 0;
  }

  statusMapping(): StatusMapping {
    return this.#settings.statuses;
  }

  pullableKinds(): readonly RecordKind[] {
    return ['lead', 'activity'];
  }

  async pull(kind: RecordKind, cursor: string | null): Promise<CrmPage> {
    if (kind === 'lead') {
      await this.#watch?.keepOpen();
      return this.#pull.leads(cursor);
    }
    if (kind === 'activity') return this.#pull.calls(cursor);
    throw new CrmProtocolError(`Zoho has no ${kind} records of its own: they come with leads.`);
  }

  async push(scores: ScorePush[]): Promise<PushResult[]> {
    const { scoreFields } = this.#settings;
    if (scoreFields) return new ZohoPush(scoreFields, this.#client).send(scores);
    return allRefused(scores, 'No field to write to: add scoreFields to the settings.');
  }

  async readBack(leadExternalId: string): Promise<{ likelihoodPercent: number } | null> {
    const { scoreFields } = this.#settings;
    if (!scoreFields || !/^\d+$/.test(leadExternalId)) return null;
    const query = { ids: leadExternalId, fields: scoreFields.likelihood, converted: 'both' };
    const { rows } = await this.#client.rows('Leads', query, null);
    const shown = rows[0]?.[scoreFields.likelihood];
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

  verifyWebhook(_headers: Record<string, string | undefined>, rawBody: Buffer): void {
    const { notifications } = this.#settings;
    if (!notifications) {
      throw new CrmAuthError(
        'This connection takes no notifications: add notifyUrl to its settings.',
      );
    }
    verifyNotification(rawBody, notifications.token);
  }

  /** Notifications name ids and not what became of them: they only hasten the next pull. */
  read(rawBody: Buffer): CrmRecord[] {
    if (readNotification(rawBody)) return [];
    return [unreadableMessage(rawBody, 'A notification of Zoho names its module.')];
  }

  /** Reading the fields shows that they exist; only a first write can show the permission. */
  async #canWrite(): Promise<ProbeStep> {
    const name = 'write scores';
    const { scoreFields } = this.#settings;
    if (!scoreFields) {
      const fix = 'Create custom fields on Leads, and name them under scoreFields.';
      return { name, ok: false, detail: 'no field named to write to', fix };
    }
    return probeStep(name, async () => {
      const fields = Object.values(scoreFields).join();
      await this.#client.rows('Leads', { fields, per_page: '1', page: '1' }, null);
      return `Leads were asked for ${fields}; the first score shows the permission`;
    });
  }

  #remarks(): ProbeStep[] {
    const { creditsLeft } = this.#client;
    const channel = this.#watch ? [this.#watch.remark()] : [];
    if (creditsLeft === undefined) return channel;
    const ok = creditsLeft >= this.#settings.creditsKept;
    const fix = 'Find out who uses the credits up, or lower creditsKept.';
    const detail = `${creditsLeft} credits are left of the last 24 hours, for everybody`;
    return [...channel, { name: 'credits', ok, detail, ...(!ok && { fix }) }];
  }
}

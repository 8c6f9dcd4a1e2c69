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
import { parseJson } from '../http/json-text.js';
import { probeConnection, probeStep } from '../probe-steps.js';
import { allRefused } from '../push-results.js';
import { isPlainObject } from '../settings-reading.js';
import { unreadableMessage } from '../unreadable.js';
import { HubSpotClient } from './hubspot-client.js';
import { HubSpotPull } from './hubspot-pull.js';
import { HubSpotPush, MOST_INPUTS } from './hubspot-push.js';
import { readHubSpotSettings, type HubSpotSettings } from './hubspot-settings.js';
import { verifyHubSpotSignature } from './hubspot-signature.js';

/** HubSpot: contacts with their deals are leads; see README.md beside this file. */
export class HubSpotAdapter implements CrmAdapter {
  readonly dialect = 'hubspot';
  readonly #settings: HubSpotSettings;
  readonly #client: HubSpotClient;
  readonly #pull: HubSpotPull;

  /** @throws CrmSettingsError listing every fault. */
  constructor(
    config: ConnectionConfig,
    http: CrmHttp,
    private readonly clock: Clock,
  ) {
    this.#settings = readHubSpotSettings(config);
    this.#client = new HubSpotClient(this.#settings, http, clock);
    this.#pull = new HubSpotPull(this.#settings, this.#client, clock);
  }

  get pushBatchSize(): number {
    return this.#settings.scoreProperties ? MOST_INPUTS : 0;
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
    throw new CrmProtocolError(`HubSpot has no ${kind} records of its own: they come with leads.`);
  }

  async push(scores: ScorePush[]): Promise<PushResult[]> {
    const { scoreProperties } = this.#settings;
    if (scoreProperties) return new HubSpotPush(scoreProperties, this.#client).send(scores);
    return allRefused(scores, 'No property to write to: add scoreProperties to the settings.');
  }

  async readBack(leadExternalId: string): Promise<{ likelihoodPercent: number } | null> {
    const { scoreProperties } = this.#settings;
    if (!scoreProperties) return null;
    const { likelihood } = scoreProperties;
    const path = `/crm/v3/objects/contacts/${encodeURIComponent(leadExternalId)}`;
    const url = this.#client.calls.url(path, { properties: likelihood });
    const { status, json } = await this.#client.calls.send({ method: 'GET', url, alsoGood: [404] });
    const properties = status !== 404 && isPlainObject(json) ? json['properties'] : undefined;
    const shown = isPlainObject(properties) ? properties[likelihood] : undefined;
    return typeof shown === 'string' && shown !== '' ? { likelihoodPercent: Number(shown) } : null;
  }

  probe(): Promise<ProbeStep[]> {
    return probeConnection({
      where: this.#settings.baseUrl.origin,
      statuses: this.#settings.statuses,
      kinds: this.pullableKinds(),
      signIn: () => this.#signIn(),
      firstPage: (kind) => this.pull(kind, null),
      canWrite: () => this.#canWrite(),
    });
  }

  verifyWebhook(headers: Record<string, string | undefined>, rawBody: Buffer): void {
    const { webhook } = this.#settings;
    if (!webhook) {
      throw new CrmAuthError('This connection takes no webhooks: add webhookUrl to its settings.');
    }
    verifyHubSpotSignature(webhook, headers, rawBody, this.clock);
  }

  /**
   * Events name what changed and not how, come twice and out of order: they only hasten the next pull,
   * which reads the objects themselves.
   */
  read(rawBody: Buffer): CrmRecord[] {
    try {
      if (Array.isArray(parseJson(rawBody.toString('utf8')))) return [];
    } catch {
      // Told below: what it holds is nobody's business here.
    }
    return [unreadableMessage(rawBody, 'A webhook of HubSpot is a list of events, this is not.')];
  }

  /** A token proves itself by its first answer. */
  async #signIn(): Promise<void> {
    const url = this.#client.calls.url('/crm/v3/objects/contacts', { limit: '1' });
    await this.#client.calls.send({ method: 'GET', url });
  }

  async #canWrite(): Promise<ProbeStep> {
    const name = 'write scores';
    const { scoreProperties } = this.#settings;
    if (!scoreProperties) {
      const fix = 'Create contact properties for the score, and name them under scoreProperties.';
      return { name, ok: false, detail: 'no property named to write to', fix };
    }
    const names: string[] = Object.values(scoreProperties);
    return probeStep(name, async () => {
      for (const property of names) {
        const url = this.#client.calls.url(`/crm/v3/properties/contacts/${property}`);
        // A few at most, and the portal counts calls.
        // oxlint-disable-next-line no-await-in-loop -- see above
        await this.#client.calls.send({ method: 'GET', url });
      }
      return `contacts have ${names.join(', ')}; the first score shows the permission`;
    });
  }
}

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
import { allRefused } from '../push-results.js';
import { isSameSecret } from '../same-secret.js';
import { unreadableMessage } from '../unreadable.js';
import { VinSolutionsClient } from './vinsolutions-client.js';
import { isEvents } from './vinsolutions-events.js';
import { VinSolutionsPull } from './vinsolutions-pull.js';
import { VinSolutionsPush, likelihoodIn } from './vinsolutions-push.js';
import { VinSolutionsReferences } from './vinsolutions-references.js';
import { readVinSolutionsSettings, type VinSolutionsSettings } from './vinsolutions-settings.js';

/** Each score is a call, or two. */
const MOST_SCORES = 50;

/** VinSolutions by Cox; see README.md beside this file. */
export class VinSolutionsAdapter implements CrmAdapter {
  readonly dialect = 'vinsolutions';
  readonly #settings: VinSolutionsSettings;
  readonly #client: VinSolutionsClient;
  readonly #pull: VinSolutionsPull;

  /** @throws CrmSettingsError listing every fault. */
  constructor(config: ConnectionConfig, http: CrmHttp, clock: Clock) {
    this.#settings = readVinSolutionsSettings(config);
    this.#client = new VinSolutionsClient(this.#settings, http, clock);
    const references = new VinSolutionsReferences(this.#client, clock);
    this.#pull = new VinSolutionsPull(this.#settings, this.#client, references);
  }

  get pushBatchSize(): number {
    return this.#settings.scoreAs === 'nothing' ? 0 : MOST_SCORES;
  }

  statusMapping(): StatusMapping {
    return this.#settings.statuses;
  }

  pullableKinds(): readonly RecordKind[] {
    return ['lead'];
  }

  async pull(kind: RecordKind, cursor: string | null): Promise<CrmPage> {
    if (kind === 'lead') return this.#pull.page(cursor);
    throw new CrmProtocolError(
      `VinSolutions has no ${kind} records of its own: they come with leads.`,
    );
  }

  async push(scores: ScorePush[]): Promise<PushResult[]> {
    const { scoreAs } = this.#settings;
    if (scoreAs === 'nothing') {
      return allRefused(scores, 'Scores are not wanted: set scoreAs to isHot in the settings.');
    }
    return new VinSolutionsPush(this.#client, scoreAs === 'isHotAndNotes').send(scores);
  }

  async readBack(leadExternalId: string): Promise<{ likelihoodPercent: number } | null> {
    if (this.#settings.scoreAs !== 'isHotAndNotes') return null;
    const lead = await this.#client.lead(leadExternalId);
    const likelihoodPercent = lead && likelihoodIn(lead);
    return likelihoodPercent === undefined ? null : { likelihoodPercent };
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

  verifyWebhook(headers: Record<string, string | undefined>): void {
    const { events } = this.#settings;
    if (!events) {
      throw new CrmAuthError('This connection takes no events: add eventHeader to its settings.');
    }
    const name = Object.keys(headers).find(
      (header) => header.toLowerCase() === events.header.toLowerCase(),
    );
    const shown = name === undefined ? undefined : headers[name];
    if (shown === undefined || !isSameSecret(shown, events.value)) {
      throw new CrmAuthError(`The event's ${events.header} is absent or not the one agreed on.`);
    }
  }

  /**
   * Events name what changed and not how, come twice and in any order: they only hasten the next pull,
   * of which one waits at most, however many ask for it.
   */
  read(rawBody: Buffer): CrmRecord[] {
    if (isEvents(rawBody)) return [];
    return [unreadableMessage(rawBody, 'An event of VinSolutions has a Type and a TrackingId.')];
  }

  /** There is nothing to try without changing a lead. */
  #canWrite(): ProbeStep {
    const name = 'write scores';
    const { scoreAs } = this.#settings;
    if (scoreAs === 'nothing') {
      const fix = 'Set scoreAs to isHot or isHotAndNotes in the settings.';
      return { name, ok: false, detail: 'nothing is written to leads', fix };
    }
    const notes = scoreAs === 'isHotAndNotes' ? ', and a line of their notes' : '';
    return { name, ok: true, detail: `isHot of leads${notes}; the first shows the permission` };
  }
}

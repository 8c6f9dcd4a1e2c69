import type { Clock } from '#platform';
import { readAdfMessage } from '../adf/adf-message.js';
import { readAdf } from '../adf/adf-reading.js';
import { adfRecords } from '../adf/adf-records.js';
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
import { CrmProtocolError } from '../crm.errors.js';
import type { CrmHttp } from '../http/crm-http.js';
import { verifyIntakeToken } from '../intake-token.js';
import { allRefused } from '../push-results.js';
import { DealerSocketPush } from './dealersocket-push.js';
import { readDealerSocketSettings, type DealerSocketSettings } from './dealersocket-settings.js';

const SCORES_AT_A_TIME = 20;
const NO_SCORES =
  'Scores are not written: add scores, with the keys DealerSocket issued, to the settings.';

/** DealerSocket: leads are forwarded to us, a score sets a lead's priority; see README.md beside this file. */
export class DealerSocketAdapter implements CrmAdapter {
  readonly dialect = 'dealersocket';
  readonly #settings: DealerSocketSettings;
  readonly #push: DealerSocketPush | undefined;
  readonly #intakeToken: string | undefined;

  /** @throws CrmSettingsError listing every fault. */
  constructor(config: ConnectionConfig, http: CrmHttp, clock: Clock) {
    this.#settings = readDealerSocketSettings(config);
    const { writing, limits } = this.#settings;
    if (writing) this.#push = new DealerSocketPush(writing, limits, http, clock);
    this.#intakeToken = config.secrets['intakeToken'];
  }

  get pushBatchSize(): number {
    return this.#push ? SCORES_AT_A_TIME : 0;
  }

  /** Forwarded leads are new ones: how they end is not told. */
  statusMapping(): StatusMapping {
    return {};
  }

  pullableKinds(): readonly RecordKind[] {
    return [];
  }

  async pull(kind: RecordKind): Promise<CrmPage> {
    throw new CrmProtocolError(`DealerSocket has no ${kind} to pull: it forwards its leads.`);
  }

  async push(scores: ScorePush[]): Promise<PushResult[]> {
    return this.#push ? this.#push.send(scores) : allRefused(scores, NO_SCORES);
  }

  async readBack(): Promise<null> {
    return null;
  }

  async probe(): Promise<ProbeStep[]> {
    const intake = { name: 'intake', ok: true, detail: 'Reads forwarded leads, posted or mailed.' };
    const { writing } = this.#settings;
    const name = 'write scores';
    if (!writing) return [intake, { name, ok: false, detail: 'no keys', fix: NO_SCORES }];
    const detail = `Sends scores to ${writing.baseUrl.origin}; not tried, for nothing can be asked there without changing a lead.`;
    return [intake, { name, ok: true, detail }];
  }

  verifyWebhook(headers: Record<string, string | undefined>): void {
    verifyIntakeToken(this.#intakeToken, headers);
  }

  read(rawBody: Buffer, contentType: string): CrmRecord[] {
    const { idSource } = this.#settings;
    return adfRecords(readAdf(rawBody, contentType), { contentType, body: rawBody, idSource });
  }

  async readAside(rawBody: Buffer, contentType: string): Promise<CrmRecord[]> {
    const { idSource } = this.#settings;
    const reading = await readAdfMessage(rawBody, contentType);
    return adfRecords(reading, { contentType, body: rawBody, idSource });
  }
}

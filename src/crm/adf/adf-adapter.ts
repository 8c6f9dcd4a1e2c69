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
import { CrmProtocolError } from '../crm.errors.js';
import type { CrmRecord, RecordKind } from '../crm-record.js';
import { verifyIntakeToken } from '../intake-token.js';
import type { MakeMailTokens } from '../mail/mail-tokens.js';
import { probeStep } from '../probe-steps.js';
import { allRefused } from '../push-results.js';
import { AdfMailbox } from './adf-mailbox.js';
import { readAdfMessage } from './adf-message.js';
import type { AdfReading } from './adf-prospect.js';
import { readAdf } from './adf-reading.js';
import { adfRecords } from './adf-records.js';
import { readAdfSettings, type AdfSettings } from './adf-settings.js';
import { type HttpExchange, ScoresByHttp, ScoresByMail } from './score-sending.js';

const DOCUMENTS_AT_A_TIME = 20;

const NOWHERE_TO_SEND =
  'Neither settings.resendUrl nor settings.resendMail is set. Set the one the CRM takes ADF documents at, or turn writeback off for this connection.';

/**
 * Leads by ADF: documents are posted or mailed to us, or fetched from a mailbox. A score goes back as a resent
 * prospect with the score in its comments, posted or mailed; see README.md beside this file.
 */
export class AdfAdapter implements CrmAdapter {
  readonly dialect = 'adf';
  readonly #settings: AdfSettings;
  readonly #secrets: Record<string, string>;
  readonly #sending: ScoresByHttp | ScoresByMail | undefined;
  readonly #mailbox: AdfMailbox | undefined;

  /** @throws CrmSettingsError listing every fault. */
  constructor(
    config: ConnectionConfig,
    exchange: HttpExchange,
    reach: CrmReach,
    makeTokens: MakeMailTokens,
  ) {
    this.#settings = readAdfSettings(config);
    this.#secrets = config.secrets;
    const { resendUrl: url, confirmedBy, resendMail, mailbox, vendorName } = this.#settings;
    const named = vendorName === undefined ? {} : { vendorName };
    if (url !== undefined) {
      const token = config.secrets['resendToken'];
      this.#sending = new ScoresByHttp({ url, token, confirmedBy, ...named }, exchange);
    } else if (resendMail)
      this.#sending = new ScoresByMail({ ...resendMail, ...named }, reach, makeTokens);
    if (mailbox) {
      this.#mailbox = new AdfMailbox(mailbox, this, reach, makeTokens);
    }
  }

  /** 0 where nothing takes scores: they are then not queued at all. */
  get pushBatchSize(): number {
    return this.#sending ? DOCUMENTS_AT_A_TIME : 0;
  }

  /** ADF says that a prospect is new or resent, never how it ended. */
  statusMapping(): StatusMapping {
    return {};
  }

  pullableKinds(): readonly RecordKind[] {
    return this.#mailbox ? ['lead'] : [];
  }

  async pull(kind: RecordKind, cursor: string | null): Promise<CrmPage> {
    if (this.#mailbox && kind === 'lead') return this.#mailbox.page(cursor);
    throw new CrmProtocolError(
      `ADF has no ${kind} to pull: its documents are pushed to the intake.`,
    );
  }

  async push(scores: ScorePush[]): Promise<PushResult[]> {
    return this.#sending ? this.#sending.send(scores) : allRefused(scores, NOWHERE_TO_SEND);
  }

  async readBack(): Promise<null> {
    return null;
  }

  async probe(): Promise<ProbeStep[]> {
    const intake = { name: 'intake', ok: true, detail: 'Reads ADF documents and mails.' };
    const mailbox = this.#mailbox;
    return [
      intake,
      ...(mailbox ? [await probeStep('read the mailbox', () => mailbox.look())] : []),
      await this.#writebackStep(),
    ];
  }

  verifyWebhook(headers: Record<string, string | undefined>): void {
    verifyIntakeToken(this.#secrets['intakeToken'], headers);
  }

  read(rawBody: Buffer, contentType: string): CrmRecord[] {
    return this.#records(readAdf(rawBody, contentType), rawBody, contentType);
  }

  async readAside(rawBody: Buffer, contentType: string): Promise<CrmRecord[]> {
    return this.#records(await readAdfMessage(rawBody, contentType), rawBody, contentType);
  }

  #records(reading: AdfReading, rawBody: Buffer, contentType: string): CrmRecord[] {
    const { idSource } = this.#settings;
    return adfRecords(reading, {
      contentType,
      body: rawBody,
      ...(idSource !== undefined && { idSource }),
    });
  }

  async #writebackStep(): Promise<ProbeStep> {
    const name = 'writeback';
    const { resendUrl, resendMail } = this.#settings;
    const sending = this.#sending;
    if (sending instanceof ScoresByMail) {
      return probeStep(name, async () => {
        await sending.tryOut();
        return `${resendMail?.server.host} takes mail from us; none was sent`;
      });
    }
    if (resendUrl === undefined) {
      return { name, ok: false, detail: 'Scores cannot be sent.', fix: NOWHERE_TO_SEND };
    }
    const { origin } = new URL(resendUrl);
    const detail = `Sends scores to ${origin}; not tried, for every document there is taken for a lead.`;
    return { name, ok: true, detail };
  }
}

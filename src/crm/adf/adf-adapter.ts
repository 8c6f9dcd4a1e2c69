import { timingSafeEqual } from 'node:crypto';
import type {
  ConnectionConfig,
  CrmAdapter,
  CrmPage,
  ProbeStep,
  PushResult,
  ScorePush,
  StatusMapping,
} from '../crm-adapter.js';
import {
  CrmAuthError,
  CrmProtocolError,
  CrmSettingsError,
  type SettingsFault,
} from '../crm.errors.js';
import type { CrmRecord, RecordKind } from '../crm-record.js';
import { readAdf } from './adf-reading.js';
import { adfRecords } from './adf-records.js';
import { scoreDocument } from './score-document.js';

/** Sends one request and gives back whatever was answered; throws when nothing was. */
export type HttpExchange = (
  url: string,
  request: { method: string; headers: Record<string, string>; body: string },
) => Promise<{ status: number; headers: Record<string, string | undefined>; body: string }>;

/** Header that carries `secrets.intakeToken` on pushed documents. */
const TOKEN_HEADER = 'x-intake-token';

const DOCUMENTS_AT_A_TIME = 20;

const NO_RESEND_URL =
  'settings.resendUrl is not set. Set it to the address of the CRM that takes ADF documents, or turn writeback off for this connection.';

/**
 * Leads by ADF: documents are pushed to us, nothing can be pulled. A score goes back as a resent
 * prospect with the score in its comments, where `settings.resendUrl` says where to.
 */
export class AdfAdapter implements CrmAdapter {
  readonly dialect = 'adf';
  /** 0 where no address takes scores: they are then not queued at all. */
  readonly pushBatchSize: number;
  readonly #resendUrl: string | undefined;
  readonly #vendorName: string | undefined;
  readonly #secrets: Record<string, string>;

  /** @throws CrmSettingsError when `resendUrl` or `vendorName` cannot be used. */
  constructor(
    config: ConnectionConfig,
    private readonly exchange: HttpExchange,
  ) {
    const faults: SettingsFault[] = [];
    this.#resendUrl = webAddress(config.settings['resendUrl'], faults);
    this.#vendorName = text(config.settings['vendorName'], faults);
    this.#secrets = config.secrets;
    this.pushBatchSize = this.#resendUrl ? DOCUMENTS_AT_A_TIME : 0;
    if (faults.length > 0) throw new CrmSettingsError('The ADF connection', faults);
  }

  /** ADF says that a prospect is new or resent, never how it ended. */
  statusMapping(): StatusMapping {
    return {};
  }

  pullableKinds(): readonly RecordKind[] {
    return [];
  }

  async pull(kind: RecordKind): Promise<CrmPage> {
    throw new CrmProtocolError(
      `ADF has no ${kind} to pull: its documents are pushed to the intake.`,
    );
  }

  async push(scores: ScorePush[]): Promise<PushResult[]> {
    const results: PushResult[] = [];
    // oxlint-disable-next-line no-await-in-loop -- one document at a time, as mailboxes behind these doors expect
    for (const score of scores) results.push(await this.#pushOne(score));
    return results;
  }

  async readBack(): Promise<null> {
    return null;
  }

  async probe(): Promise<ProbeStep[]> {
    const intake: ProbeStep = {
      name: 'intake',
      ok: true,
      detail: 'Reads ADF documents and mails.',
    };
    const target = this.#resendUrl && new URL(this.#resendUrl).origin;
    const resend: ProbeStep = target
      ? {
          name: 'writeback',
          ok: true,
          detail: `Sends scores to ${target}; not tried, for every document there is taken for a lead.`,
        }
      : { name: 'writeback', ok: false, detail: 'Scores cannot be sent.', fix: NO_RESEND_URL };
    return [intake, resend];
  }

  /** Senders of ADF cannot sign; a header with a token of this connection is what they can set. */
  verifyWebhook(headers: Record<string, string | undefined>): void {
    const expected = Buffer.from(this.#secrets['intakeToken'] ?? '');
    const named = Object.entries(headers).find(([name]) => name.toLowerCase() === TOKEN_HEADER);
    const given = Buffer.from(named?.[1] ?? '');
    if (expected.length === 0) {
      throw new CrmAuthError(
        'No secrets.intakeToken is set, so no pushed document can be trusted.',
      );
    }
    if (expected.length !== given.length || !timingSafeEqual(expected, given)) {
      throw new CrmAuthError(`The header ${TOKEN_HEADER} does not match this connection's token.`);
    }
  }

  read(rawBody: Buffer, contentType: string): CrmRecord[] {
    return adfRecords(readAdf(rawBody, contentType), { contentType, body: rawBody });
  }

  async #pushOne(score: ScorePush): Promise<PushResult> {
    const { deliveryKey } = score;
    if (!this.#resendUrl) return { deliveryKey, status: 'refused', reason: NO_RESEND_URL };
    const token = this.#secrets['resendToken'];
    try {
      const { status, headers } = await this.exchange(this.#resendUrl, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-adf+xml; charset=utf-8',
          'idempotency-key': deliveryKey,
          ...(token && { authorization: `Bearer ${token}` }),
        },
        body: scoreDocument(score, this.#vendorName),
      });
      return judged(deliveryKey, status, headers['retry-after']);
    } catch (error) {
      return thrown(deliveryKey, error);
    }
  }
}

/** Clients throw refusals, waits and broken connections alike; only what they tell in fields counts. */
function thrown(deliveryKey: string, error: unknown): PushResult {
  const { status, retryAfterMs } = error as { status?: unknown; retryAfterMs?: unknown };
  if (typeof status === 'number' && status >= 300) return judged(deliveryKey, status, undefined);
  const reason = 'The CRM did not answer.';
  return typeof retryAfterMs === 'number'
    ? { deliveryKey, status: 'retry', reason, retryAfterMs }
    : { deliveryKey, status: 'retry', reason };
}

function judged(deliveryKey: string, status: number, retryAfter: string | undefined): PushResult {
  if (status >= 200 && status < 300) return { deliveryKey, status: 'accepted' };
  const reason = `The CRM answered ${status}.`;
  if (status < 500 && status !== 408 && status !== 425 && status !== 429) {
    return { deliveryKey, status: 'refused', reason };
  }
  const seconds = /^\d{1,6}$/.test(retryAfter ?? '') ? Number(retryAfter) : undefined;
  return {
    deliveryKey,
    status: 'retry',
    reason,
    ...(seconds !== undefined && { retryAfterMs: seconds * 1000 }),
  };
}

function webAddress(value: unknown, faults: SettingsFault[]): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' && /^https?:/i.test(value) && URL.canParse(value)) return value;
  const fix = 'Give the whole address, beginning with https://.';
  faults.push({ key: 'resendUrl', problem: 'is no web address', fix });
  return undefined;
}

function text(value: unknown, faults: SettingsFault[]): string | undefined {
  if (value === undefined || value === null || typeof value === 'string') return value ?? undefined;
  faults.push({
    key: 'vendorName',
    problem: 'is not text',
    fix: 'Give the name of the dealership.',
  });
  return undefined;
}

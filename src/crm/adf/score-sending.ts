import type { PushResult, ScorePush } from '../crm-adapter.js';
import type { CrmReach } from '../crm-reach.js';
import { CrmUnavailableError } from '../crm.errors.js';
import { MailSender, type OutgoingMail } from '../mail/mail-sender.js';
import type { MakeMailTokens } from '../mail/mail-tokens.js';
import { allRetry, pushOneByOne } from '../push-results.js';
import type { ResendMail } from './adf-settings.js';
import { type Confirmation, lackOf } from './confirmation.js';
import { scoreDocument } from './score-document.js';

/** Sends one request and gives back whatever was answered; throws when nothing was. */
export type HttpExchange = (
  url: string,
  request: { method: string; headers: Record<string, string>; body: string },
) => Promise<{ status: number; headers: Record<string, string | undefined>; body: string }>;

/** Takes a score to where ADF is understood, as a resent prospect. */
export interface ScoreSending {
  send(scores: ScorePush[]): Promise<PushResult[]>;
}

export class ScoresByHttp implements ScoreSending {
  constructor(
    private readonly target: {
      url: string;
      token: string | undefined;
      confirmedBy: Confirmation;
      vendorName?: string;
    },
    private readonly exchange: HttpExchange,
  ) {}

  async send(scores: ScorePush[]): Promise<PushResult[]> {
    const results: PushResult[] = [];
    // oxlint-disable-next-line no-await-in-loop -- one document at a time, as mailboxes behind these doors expect
    for (const score of scores) results.push(await this.#one(score));
    return results;
  }

  async #one(score: ScorePush): Promise<PushResult> {
    const { deliveryKey } = score;
    const { url, token, confirmedBy, vendorName } = this.target;
    try {
      const { status, headers, body } = await this.exchange(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-adf+xml; charset=utf-8',
          'idempotency-key': deliveryKey,
          ...(token && { authorization: `Bearer ${token}` }),
        },
        body: scoreDocument(score, vendorName),
      });
      const lack = status < 300 ? lackOf(confirmedBy, body) : undefined;
      if (lack !== undefined) return { deliveryKey, status: 'retry', reason: lack };
      return judged(deliveryKey, status, headers['retry-after']);
    } catch (error) {
      return thrown(deliveryKey, error);
    }
  }
}

export class ScoresByMail implements ScoreSending {
  readonly #sender: MailSender;

  constructor(
    private readonly target: ResendMail & { vendorName?: string },
    reach: CrmReach,
    makeTokens: MakeMailTokens,
  ) {
    this.#sender = new MailSender(target.server, reach, makeTokens);
  }

  /** @throws CrmAuthError when the server refuses our credentials. */
  async send(scores: ScorePush[]): Promise<PushResult[]> {
    if (scores.length === 0) return [];
    try {
      return await this.#sender.session((send) =>
        pushOneByOne(scores, (score) => send(this.#mail(score))),
      );
    } catch (error) {
      if (error instanceof CrmUnavailableError) return allRetry(scores, error);
      throw error;
    }
  }

  /** Signs in and sends nothing. */
  tryOut(): Promise<void> {
    return this.#sender.tryOut();
  }

  #mail(score: ScorePush): OutgoingMail {
    const { from, to, vendorName } = this.target;
    return {
      from,
      to,
      subject: 'Lead score',
      text: scoreDocument(score, vendorName),
      messageId: `<${score.deliveryKey}@lead-likelihood.invalid>`,
      // Out-of-office answers are not wanted (RFC 3834).
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Delivery-Key': score.deliveryKey },
    };
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

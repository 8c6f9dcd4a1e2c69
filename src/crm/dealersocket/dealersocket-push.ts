import { createHmac } from 'node:crypto';
import type { Clock } from '#platform';
import type { PushResult, ScorePush } from '../crm-adapter.js';
import { CrmAuthError, CrmProtocolError, CrmUnavailableError } from '../crm.errors.js';
import type { AnswerLimits, CrmHttp, TextAnswer } from '../http/crm-http.js';
import { retryAfterMs } from '../http/retry-after.js';
import { pushOneByOne } from '../push-results.js';
import type { ScoreTarget } from './dealersocket-settings.js';
import { salesLead } from './sales-lead.js';

const PASSING_STATUSES = new Set([408, 425, 429]);

/** One signed ProcessSalesLead a score. */
export class DealerSocketPush {
  constructor(
    private readonly target: ScoreTarget,
    private readonly limits: AnswerLimits,
    private readonly http: CrmHttp,
    private readonly clock: Clock,
  ) {}

  send(scores: ScorePush[]): Promise<PushResult[]> {
    return pushOneByOne(scores, (score) => this.#one(score));
  }

  async #one(score: ScorePush): Promise<void> {
    const body = salesLead(score, this.target);
    const base = this.target.baseUrl.href.replace(/[/]+$/, '');
    this.#judge(
      await this.http.exchange({
        method: 'POST',
        url: new URL(`${base}/eventsales`),
        headers: {
          accept: 'application/xml',
          'content-type': 'application/xml',
          authentication: signatureOf(body, this.target),
        },
        body,
        limits: this.limits,
      }),
    );
  }

  #judge({ status, header, text }: TextAnswer): void {
    if (status === 401 || status === 403)
      throw new CrmAuthError(`DealerSocket answered ${status}: it refuses our signature.`, {
        status,
      });
    if (status >= 500 || PASSING_STATUSES.has(status)) {
      const wait = retryAfterMs(header('retry-after'), this.clock.now());
      throw new CrmUnavailableError(`DealerSocket answered ${status}.`, {
        status,
        ...(wait !== undefined && { retryAfterMs: wait }),
      });
    }
    if (status >= 300) throw new CrmProtocolError(`DealerSocket answered ${status}.`, { status });
    judgeWords(text);
  }
}

/** `publicKey:` and the HMAC of the very bytes that are sent. */
const signatureOf = (body: string, { publicKey, secretKey }: ScoreTarget): string =>
  `${publicKey}:${createHmac('sha256', secretKey).update(body, 'utf8').digest('base64')}`;

/** It answers 200 to what it refuses, too: only the word in the answer counts. */
function judgeWords(text: string): void {
  const success = /<(?:\w{1,20}:)?Success>\s{0,20}(true|false)\s{0,20}</i.exec(text)?.[1];
  if (success === undefined)
    throw new CrmUnavailableError('DealerSocket did not say what became of the lead.');
  if (success.toLowerCase() === 'true') return;
  // Its message may name somebody; the code says enough.
  const code = /<(?:\w{1,20}:)?ErrorCode>\s{0,20}([\w-]{1,60})/.exec(text)?.[1] ?? 'no code';
  throw new CrmProtocolError(`DealerSocket refused the lead: ${code}.`);
}

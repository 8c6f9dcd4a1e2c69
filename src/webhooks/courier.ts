import { Injectable } from '@nestjs/common';
import { CrmHttp, type TextAnswer } from '#crm';
import { Clock, DomainError } from '#platform';
import { type LiveSecret, signedHeaders } from './signature.js';

/** What came of one try. */
export interface Tried {
  delivered: boolean;
  status: number | null;
  error: string | null;
  /** The endpoint is under load, or asked for a pause. */
  pauseMs?: number;
  /** It said that it wants no more, ever. */
  gone: boolean;
}

const LIMITS = { headersMs: 15_000, bodyMs: 15_000, totalMs: 20_000, maxBytes: 64 * 1024 };
const UNDER_LOAD = new Set([429, 502, 503, 504]);
const PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 24 * 3_600_000;

/** Carries one message to its endpoint, by the same guarded door as everything that leaves. */
@Injectable()
export class Courier {
  constructor(
    private readonly http: CrmHttp,
    private readonly clock: Clock,
  ) {}

  async carry(
    url: string,
    message: { id: string; body: string },
    secrets: readonly LiveSecret[],
  ): Promise<Tried> {
    const at = this.clock.now();
    const id = webhookId(message.id);
    try {
      const answer = await this.http.exchange({
        method: 'POST',
        url: new URL(url),
        headers: {
          'content-type': 'application/json',
          'user-agent': 'Lead-Likelihood-Webhooks/1',
          ...signedHeaders({ id, body: message.body, at }, secrets),
        },
        body: message.body,
        limits: LIMITS,
      });
      return judged(answer);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { delivered: false, status: null, error: error.message, gone: false };
    }
  }
}

/** The same on every try, so that a receiver can drop a repeat. */
export const webhookId = (id: string): string => `msg_${id.replaceAll('-', '')}`;

function judged({ status, header }: TextAnswer): Tried {
  if (status >= 200 && status < 300) return { delivered: true, status, error: null, gone: false };
  const seconds = /^\d{1,6}$/.exec(header('retry-after') ?? '')?.[0];
  const asked = seconds === undefined ? undefined : Number(seconds) * 1000;
  const pauseMs = asked ?? (UNDER_LOAD.has(status) ? PAUSE_MS : undefined);
  return {
    delivered: false,
    status,
    error: status < 400 ? `answered ${status}; redirects are not followed` : `answered ${status}`,
    gone: status === 410,
    ...(pauseMs !== undefined && { pauseMs: Math.min(pauseMs, LONGEST_PAUSE_MS) }),
  };
}

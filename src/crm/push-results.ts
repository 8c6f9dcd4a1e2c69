import type { PushResult, ScorePush } from './crm-adapter.js';
import type { CrmUnavailableError } from './crm.errors.js';

/** Every score again later: the system could not be asked. */
export function allRetry(batch: ScorePush[], error: CrmUnavailableError): PushResult[] {
  return batch.map(({ deliveryKey }) => ({
    deliveryKey,
    status: 'retry',
    reason: error.message,
    ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
  }));
}

/** Trying again cannot help any of them. */
export const allRefused = (batch: ScorePush[], reason: string): PushResult[] =>
  batch.map(({ deliveryKey }) => ({ deliveryKey, status: 'refused', reason }));

/** The CRM's words, shortened, and without what could be somebody's address or number. */
export function safeReason(text: string): string {
  return text
    .replace(/\S+@\S+/g, '[e-mail]')
    .replace(/\+?\d[\d\s().-]{6,}\d/g, '[number]')
    .slice(0, 200);
}

import type { PushResult, ScorePush } from './crm-adapter.js';
import { CrmProtocolError, CrmUnavailableError } from './crm.errors.js';

/** What is pushed, a score or a stage, and known again by its key. */
interface Keyed {
  deliveryKey: string;
}

/** Everything again later: the system could not be asked. */
export function allRetry(batch: Keyed[], error: CrmUnavailableError): PushResult[] {
  return batch.map(({ deliveryKey }) => ({
    deliveryKey,
    status: 'retry',
    reason: error.message,
    ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
  }));
}

/** Trying again cannot help any of them. */
export const allRefused = (batch: Keyed[], reason: string): PushResult[] =>
  batch.map(({ deliveryKey }) => ({ deliveryKey, status: 'refused', reason }));

/** A batch is refused as a whole with these when one of its records is at fault. */
const ABOUT_CONTENT = new Set([400, 413, 422]);

/**
 * What became of a batch whose request failed. Halving finds the records that the system chokes on,
 * and lets the others through.
 *
 * @param again - Sends a smaller batch, and judges it likewise.
 * @throws what is no failure of the outside system, and CrmAuthError.
 */
export async function afterFailure<T extends Keyed>(
  batch: T[],
  error: unknown,
  again: (half: T[]) => Promise<PushResult[]>,
): Promise<PushResult[]> {
  if (error instanceof CrmUnavailableError) return allRetry(batch, error);
  if (!(error instanceof CrmProtocolError)) throw error;
  if (batch.length === 1 || !ABOUT_CONTENT.has(error.status ?? 0)) {
    return allRefused(batch, error.message);
  }
  const middle = Math.ceil(batch.length / 2);
  const head = await again(batch.slice(0, middle));
  return [...head, ...(await again(batch.slice(middle)))];
}

/** So many failures in a row are no accident: the system is out. */
const MOST_FAILURES_IN_A_ROW = 3;

/**
 * Pushes to a system that takes one record a call. A call that fails comes again later and keeps none of the
 * others; once several in a row failed the rest is not asked for, and comes again later too.
 *
 * @throws what is no failure of the outside system, and CrmAuthError.
 */
export async function pushOneByOne(
  scores: ScorePush[],
  write: (score: ScorePush) => Promise<void>,
): Promise<PushResult[]> {
  const results: PushResult[] = [];
  let failedInARow = 0;
  for (const [at, score] of scores.entries()) {
    try {
      // One after the other: these vendors count calls.
      // oxlint-disable-next-line no-await-in-loop -- see above
      await write(score);
      results.push({ deliveryKey: score.deliveryKey, status: 'accepted' });
      failedInARow = 0;
    } catch (error) {
      if (error instanceof CrmUnavailableError) {
        failedInARow += 1;
        if (failedInARow === MOST_FAILURES_IN_A_ROW)
          return [
            ...results,
            ...allRetry([score], error),
            ...allRetry(scores.slice(at + 1), error).map(untried),
          ];
        results.push(...allRetry([score], error));
        continue;
      }
      if (!(error instanceof CrmProtocolError)) throw error;
      failedInARow = 0;
      results.push(...allRefused([score], error.message));
    }
  }
  return results;
}

const untried = (result: PushResult): PushResult =>
  result.status === 'retry' ? { ...result, untried: true } : result;

/** The CRM's words, shortened, and without what could be somebody's address or number. */
export function safeReason(text: string): string {
  return text
    .replace(/\S+@\S+/g, '[e-mail]')
    .replace(/\+?\d[\d\s().-]{6,}\d/g, '[number]')
    .slice(0, 200);
}

import type { PushResult } from '#crm';

import { MOST_ATTEMPTS, backoffMs } from './backoff.js';
import type { ClaimedDelivery } from './delivery.js';
import type { Settlement } from './delivery-claims.js';

const DAY_MS = 86_400_000;
const LONGEST_ERROR = 300;

export interface Settled {
  settlements: Settlement[];
  /** The whole CRM seems out: it took and refused nothing. Leave it alone until then. */
  pauseUntil: Date | undefined;
}

/**
 * Turns a batch's results into what is stored. Accepted: delivered. Refused: dead, since trying again
 * cannot help. Retry: due again after a backoff, and dead only once it has failed {@link MOST_ATTEMPTS}
 * times over a day or more, so that an outage of some hours kills nothing.
 *
 * @param random - Uniform draws in [0, 1), for the jitter.
 */
export function settle(
  batch: readonly ClaimedDelivery[],
  results: readonly PushResult[],
  now: Date,
  random: () => number,
): Settled {
  const resultOf = new Map(results.map((result) => [result.deliveryKey, result]));
  const judged = batch.map((delivery) => ({
    delivery,
    result: resultOf.get(delivery.deliveryKey) ?? unanswered(delivery.deliveryKey),
  }));
  const settlements = judged.map(({ delivery, result }) =>
    settlementOf(delivery, result, now, random),
  );
  return {
    settlements,
    pauseUntil: pauseAfter(
      judged.map(({ result }) => result),
      settlements,
      now,
    ),
  };
}

function settlementOf(
  delivery: ClaimedDelivery,
  result: PushResult,
  now: Date,
  random: () => number,
): Settlement {
  const { id, attempts } = delivery;
  if (result.status === 'accepted') {
    return { id, attempts, state: 'delivered', nextAttemptAt: now, lastError: null };
  }
  const lastError = result.reason.slice(0, LONGEST_ERROR);
  if (result.status === 'refused' || isHopeless(delivery, now)) {
    return { id, attempts, state: 'dead', nextAttemptAt: now, lastError };
  }
  const wait = backoffMs(attempts, random(), result.retryAfterMs);
  return {
    id,
    attempts,
    state: 'pending',
    nextAttemptAt: new Date(now.getTime() + wait),
    lastError,
  };
}

const isHopeless = ({ attempts, enqueuedAt }: ClaimedDelivery, now: Date): boolean =>
  attempts >= MOST_ATTEMPTS && now.getTime() - enqueuedAt.getTime() >= DAY_MS;

/** What the CRM asked for counts for all of it; without a word it is left alone until the first retry is due. */
function pauseAfter(
  results: readonly PushResult[],
  settlements: readonly Settlement[],
  now: Date,
): Date | undefined {
  const asked = Math.max(
    0,
    ...results.map((result) => (result.status === 'retry' ? (result.retryAfterMs ?? 0) : 0)),
  );
  if (asked > 0) return new Date(now.getTime() + asked);
  const retries = settlements.filter(({ state }) => state === 'pending');
  if (retries.length < results.length) return undefined;
  return new Date(Math.min(...retries.map(({ nextAttemptAt }) => nextAttemptAt.getTime())));
}

const unanswered = (deliveryKey: string): PushResult => ({
  deliveryKey,
  status: 'retry',
  reason: 'The CRM gave no answer for this lead.',
});

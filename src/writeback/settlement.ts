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
 * cannot help. What was not sent because others failed comes again with the first of them, and it was no try. Retry: due again after a backoff, and dead only once it has failed {@link MOST_ATTEMPTS}
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
  const tried = judged.filter(({ result }) => !isUntried(result));
  const settledTried = tried.map(({ delivery, result }) =>
    settlementOf(delivery, result, now, random),
  );
  const again = firstAgain(settledTried, now);
  const settlements = [
    ...settledTried,
    ...judged.flatMap(({ delivery, result }) =>
      isUntried(result) ? untriedOf(delivery, result.reason, again) : [],
    ),
  ];
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

const isUntried = (result: PushResult): result is Extract<PushResult, { status: 'retry' }> =>
  result.status === 'retry' && result.untried === true;

const untriedOf = (
  { id, attempts }: ClaimedDelivery,
  reason: string,
  nextAttemptAt: Date,
): Settlement => ({
  id,
  attempts,
  state: 'pending',
  nextAttemptAt,
  lastError: reason.slice(0, LONGEST_ERROR),
  untried: true,
});

const firstAgain = (settlements: readonly Settlement[], now: Date): Date => {
  const due = settlements.flatMap(({ state, nextAttemptAt }) =>
    state === 'pending' ? nextAttemptAt.getTime() : [],
  );
  return due.length > 0 ? new Date(Math.min(...due)) : now;
};

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

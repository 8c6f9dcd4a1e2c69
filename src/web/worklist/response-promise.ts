import { afterOpenMinutes, type StoreClock } from '#leads';

const MINUTE_MS = 60_000;

/** How the store stands to its promise of a first human answer. */
export interface ResponsePromise {
  dueAt: Date;
  /** Whole minutes; negative once the promise is broken; null when a person has answered. */
  minutesLeft: number | null;
  answeredAt: Date | null;
  /** Whole minutes from arrival to the first human answer; null while nobody has answered. */
  answeredAfterMinutes: number | null;
  /** false: answered late, or not yet though it is due. */
  kept: boolean;
}

export interface Promised {
  minutes: number;
  store: StoreClock;
}

/**
 * The promise runs while the store is open, and only a person's answer keeps it.
 *
 * @param firstHumanAnswerAt - Of an outbound activity by a person: an automatic reply keeps nobody's promise.
 */
export function responsePromise(
  arrivedAt: Date,
  firstHumanAnswerAt: Date | null,
  { minutes, store }: Promised,
  now: Date,
): ResponsePromise {
  const dueAt = afterOpenMinutes(arrivedAt, minutes, store);
  if (!firstHumanAnswerAt)
    return {
      dueAt,
      minutesLeft: wholeMinutes(dueAt.getTime() - now.getTime()),
      answeredAt: null,
      answeredAfterMinutes: null,
      kept: now <= dueAt,
    };
  const waitedMs = Math.max(0, firstHumanAnswerAt.getTime() - arrivedAt.getTime());
  return {
    dueAt,
    minutesLeft: null,
    answeredAt: firstHumanAnswerAt,
    answeredAfterMinutes: wholeMinutes(waitedMs),
    kept: firstHumanAnswerAt <= dueAt,
  };
}

/** Rounded away from "there is still time": 90 s left is 1 minute, 30 s over is -1. */
const wholeMinutes = (ms: number): number => Math.floor(ms / MINUTE_MS);

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The specification's example: the first try at once, the last three days later. */
const WAITS_MS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];
/** Waits are stretched by up to this part, so that what failed together does not come back together. */
const JITTER = 0.1;

/** An endpoint that took nothing for so long is disabled. */
export const LONGEST_FAILURE_MS = 5 * 24 * HOUR;

/**
 * @param attempts - Tries made so far, at least 1.
 * @param random - Uniform in [0, 1).
 * @returns undefined when it is given up.
 */
export function nextAttemptAt(
  attempts: number,
  now: Date,
  random: number,
  retryAfterMs = 0,
): Date | undefined {
  const wait = WAITS_MS[attempts - 1];
  if (wait === undefined) return undefined;
  const stretched = Math.round(wait * (1 + JITTER * random));
  return new Date(now.getTime() + Math.max(stretched, retryAfterMs));
}

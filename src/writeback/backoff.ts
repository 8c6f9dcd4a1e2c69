const FIRST_MS = 2_000;
const LONGEST_MS = 3_600_000;

/** Tries of one delivery before it is set aside as dead. Outages of the whole CRM do not count. */
export const MOST_ATTEMPTS = 10;

/**
 * How long to wait before the next try: doubling from 2 s to an hour, half of it random so that a
 * thousand failures do not come back as one wave; never shorter than the CRM asked for.
 *
 * @param attempts - Tries made so far, at least 1.
 * @param random - Uniform in [0, 1).
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ ("equal jitter")
 */
export function backoffMs(attempts: number, random: number, retryAfterMs = 0): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts - 1, 20));
  return Math.max(retryAfterMs, Math.round(whole / 2 + (whole / 2) * random));
}

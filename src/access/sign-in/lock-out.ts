/** Wrong answers that cost nothing. */
const FREE_FAILURES = 5;
const FIRST_DELAY_SECONDS = 60;
const LONGEST_DELAY_SECONDS = 15 * 60;

/**
 * How long nothing is accepted after so many failures in a row: 1, 2, 4, 8 and then 15 minutes. What is
 * tried meanwhile is neither looked at nor counted, so a lock ends by itself however often it is knocked at.
 *
 * @returns 0 while failures are free.
 */
export function lockSeconds(failures: number): number {
  if (failures < FREE_FAILURES) return 0;
  return Math.min(LONGEST_DELAY_SECONDS, FIRST_DELAY_SECONDS * 2 ** (failures - FREE_FAILURES));
}

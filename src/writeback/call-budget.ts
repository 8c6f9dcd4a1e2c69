import type { CallBudget } from '#crm';

/** This part of a limit is left to others who call the same system: its own users, and our reading. */
const LEFT_TO_OTHERS = 0.1;
/** Where a limit does not say when it fills up again: most count over a day that rolls. */
const LOOK_AGAIN_MS = 15 * 60_000;

/**
 * Whether scores must wait, so that the vendor never has to say no.
 *
 * @param budget - As the vendor's newest answer told; undefined where it tells nothing.
 * @returns until when; undefined: go on.
 */
export function waitForBudget(budget: CallBudget | undefined, now: Date): Date | undefined {
  if (!budget) return undefined;
  const { left, of, resetsAt } = budget;
  const kept = of === undefined ? 0 : Math.floor(of * LEFT_TO_OTHERS);
  if (left > kept) return undefined;
  const until = resetsAt ?? now.getTime() + LOOK_AGAIN_MS;
  return until > now.getTime() ? new Date(until) : undefined;
}

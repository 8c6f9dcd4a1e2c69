import type { Outcome } from './outcome.js';
import { OutcomeTransitionError } from './leads.errors.js';

/**
 * What may follow what. Reopening is allowed, a sale may fall through, an excluded lead may be
 * reinstated; but silence never undoes what somebody decided: WON and LOST do not go STALE.
 */
const NEXT: Record<Outcome, readonly Outcome[]> = {
  OPEN: ['WON', 'LOST', 'STALE', 'EXCLUDED'],
  WON: ['OPEN', 'LOST', 'EXCLUDED'],
  LOST: ['OPEN', 'WON', 'EXCLUDED'],
  STALE: ['OPEN', 'WON', 'LOST', 'EXCLUDED'],
  EXCLUDED: ['OPEN', 'WON', 'LOST', 'STALE'],
};

/** Outcomes that teach the model. */
export const FINAL_OUTCOMES = ['WON', 'LOST', 'STALE'] as const satisfies readonly Outcome[];

export const mayBecome = (from: Outcome, to: Outcome): boolean => NEXT[from].includes(to);

/** @throws OutcomeTransitionError */
export function assertMayBecome(from: Outcome, to: Outcome): void {
  if (!mayBecome(from, to)) throw new OutcomeTransitionError(from, to, NEXT[from]);
}

/** The same table for set-based SQL: true where `from` may become `to`. */
export function mayBecomeSql(from: string, to: string): string {
  const pairs = Object.entries(NEXT).flatMap(([one, others]) =>
    others.map((other) => `('${one}', '${other}')`),
  );
  return `(${from}, ${to}) IN (${pairs.join(', ')})`;
}

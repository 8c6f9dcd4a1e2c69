import type { ScorePush } from '../crm-adapter.js';

const LONGEST = 1500;

/**
 * One comment, for people. Elead keeps every comment and drops no repeat: the key at its end tells
 * that two of them are one, where an answer was lost and the comment was sent again.
 */
export function scoreComment({
  likelihoodPercent,
  band,
  topReason,
  deliveryKey,
}: ScorePush): string {
  const key = ` [Lead Likelihood ${deliveryKey}]`;
  const text = `Likelihood of a sale: ${likelihoodPercent} of 100 (${band}). ${topReason}`;
  return `${text.slice(0, LONGEST - key.length)}${key}`;
}

import type { CrmRecord } from './crm-record.js';

/** A pushed payload that its dialect has no reading for: kept for people, never dropped. */
export const unreadableMessage = (rawBody: Buffer, reason: string): CrmRecord => ({
  kind: 'unreadable',
  payload: rawBody.toString('base64'),
  refusal: { reason, fix: 'Find out who sends it; replay it once a dialect can read it.' },
});

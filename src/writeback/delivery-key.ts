import { createHash } from 'node:crypto';

/** The same for every try of one prediction of one lead, so that the CRM can drop a repeat. */
export function deliveryKey(leadId: string, predictionId: string): string {
  return createHash('sha256').update(`${leadId}/${predictionId}`).digest('hex').slice(0, 32);
}

/**
 * Queue: an OPEN lead's story changed, so its score may no longer hold. Sent in the storing
 * transaction when few leads changed; after a large batch, score all open leads instead.
 */
export const LEAD_CHANGED = 'lead-changed';

export interface LeadChanged {
  dealershipId: string;
  leadId: string;
}

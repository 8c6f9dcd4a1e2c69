/**
 * Queue: an OPEN lead's story changed, so its score may no longer hold. Sent in the storing
 * transaction when few leads changed; after a large batch {@link LEADS_CHANGED} is sent instead.
 */
export const LEAD_CHANGED = 'lead-changed';

export interface LeadChanged {
  dealershipId: string;
  leadId: string;
}

/** Queue: too many leads of a dealership changed at once to name them all. Keyed by the dealership. */
export const LEADS_CHANGED = 'leads-changed';

export interface LeadsChanged {
  dealershipId: string;
}

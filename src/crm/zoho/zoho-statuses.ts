import type { StatusMapping } from '../crm-adapter.js';

/**
 * The lead statuses and deal stages of a new organisation. Its own are added in the connection's
 * settings: one that stands in neither is held and shown, never taken for LOST.
 */
export const ZOHO_STATUSES: StatusMapping = {
  'Not Contacted': { outcome: 'OPEN' },
  'Attempted to Contact': { outcome: 'OPEN' },
  Contacted: { outcome: 'OPEN' },
  'Contact in Future': { outcome: 'OPEN' },
  'Pre-Qualified': { outcome: 'OPEN' },
  'Pre Qualified': { outcome: 'OPEN' },
  'Not Qualified': { outcome: 'LOST' },
  'Lost Lead': { outcome: 'LOST' },
  'Junk Lead': { outcome: 'EXCLUDED', excludedReason: 'test' },
  Qualification: { outcome: 'OPEN' },
  'Needs Analysis': { outcome: 'OPEN' },
  'Value Proposition': { outcome: 'OPEN' },
  'Identify Decision Makers': { outcome: 'OPEN' },
  'Proposal/Price Quote': { outcome: 'OPEN' },
  'Negotiation/Review': { outcome: 'OPEN' },
  'Closed Won': { outcome: 'WON' },
  'Closed Lost': { outcome: 'LOST' },
  'Closed Lost to Competition': { outcome: 'LOST' },
};

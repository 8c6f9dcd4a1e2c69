import type { StatusMapping } from '../crm-adapter.js';

/**
 * The statuses and stages every new org has. An org's own are added in the connection's settings:
 * one that stands in neither is held and shown, never taken for LOST.
 */
export const SALESFORCE_STATUSES: StatusMapping = {
  'Open - Not Contacted': { outcome: 'OPEN' },
  'Working - Contacted': { outcome: 'OPEN' },
  New: { outcome: 'OPEN' },
  Working: { outcome: 'OPEN' },
  Contacted: { outcome: 'OPEN' },
  Nurturing: { outcome: 'OPEN' },
  Qualified: { outcome: 'OPEN' },
  'Closed - Converted': { outcome: 'OPEN' },
  Unqualified: { outcome: 'LOST' },
  'Closed - Not Converted': { outcome: 'LOST' },
  /** What an opportunity's own flags say, whatever its stages are called. */
  'Closed Won': { outcome: 'WON' },
  'Closed Lost': { outcome: 'LOST' },
  'Open Opportunity': { outcome: 'OPEN' },
};

import type { StatusMapping } from '../crm-adapter.js';

/**
 * The statuses CDK's own examples show, and those its stores are known to use. A store names its own
 * (`/productreferencedata/companyOpportunityStatuses`): one that stands neither here nor in the
 * connection's settings is held and shown, never taken for LOST.
 */
export const ELEAD_STATUSES: StatusMapping = {
  Active: { outcome: 'OPEN' },
  Sold: { outcome: 'WON' },
  Lost: { outcome: 'LOST' },
  Dead: { outcome: 'LOST' },
  Inactive: { outcome: 'STALE' },
  Duplicate: { outcome: 'EXCLUDED', excludedReason: 'duplicate' },
};

import type { StatusMapping } from '../crm-adapter.js';

/**
 * The values `hs_lead_status` has in a new portal, and what a deal's own flags say. A portal's own are
 * added in the connection's settings; one that stands in neither is held and shown.
 */
export const HUBSPOT_STATUSES: StatusMapping = {
  NEW: { outcome: 'OPEN' },
  OPEN: { outcome: 'OPEN' },
  IN_PROGRESS: { outcome: 'OPEN' },
  OPEN_DEAL: { outcome: 'OPEN' },
  UNQUALIFIED: { outcome: 'LOST' },
  ATTEMPTED_TO_CONTACT: { outcome: 'OPEN' },
  CONNECTED: { outcome: 'OPEN' },
  BAD_TIMING: { outcome: 'STALE' },
  'deal won': { outcome: 'WON' },
  'deal lost': { outcome: 'LOST' },
  'deal open': { outcome: 'OPEN' },
};

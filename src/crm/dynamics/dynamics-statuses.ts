import type { StatusMapping } from '../crm-adapter.js';

/**
 * Status reasons of a new environment, by their codes: labels differ with the language, codes do not. An
 * environment's own are added in the connection's settings; one that stands in neither is held and shown.
 */
export const DYNAMICS_STATUSES: StatusMapping = {
  // New, contacted, qualified (until its opportunity tells more).
  'lead 1': { outcome: 'OPEN' },
  'lead 2': { outcome: 'OPEN' },
  'lead 3': { outcome: 'OPEN' },
  // Lost, cannot contact, no longer interested, canceled.
  'lead 4': { outcome: 'LOST' },
  'lead 5': { outcome: 'STALE' },
  'lead 6': { outcome: 'LOST' },
  'lead 7': { outcome: 'LOST' },
  // In progress, on hold, won, canceled, sold by somebody else.
  'opportunity 1': { outcome: 'OPEN' },
  'opportunity 2': { outcome: 'OPEN' },
  'opportunity 3': { outcome: 'WON' },
  'opportunity 4': { outcome: 'LOST' },
  'opportunity 5': { outcome: 'LOST' },
};

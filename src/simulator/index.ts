/**
 * A dealership group that never sleeps: two years of seeded history, its CRM as a real HTTP server
 * on loopback, and a live mode in which leads arrive, are answered, bought and lost. It pulls from
 * nothing and imports no other room; only the demo, benches and tests import it. Its hidden rules
 * (`fate.ts`) are the one thing no product code may ever read: see README.md for what is simulated
 * and what is not claimed.
 */
export { createWorld, World, type WorldOptions } from './world/world.js';
export { loadWorld, saveWorld } from './world/world-file.js';
export type { LeadTruth } from './world/branch.js';
export type { LeadKind } from './world/draft.js';
export type { ArrivedLead, ReportedOutcome } from './world/events.js';
export type { PushedScore, ScoreStats } from './world/score-book.js';
export type { Rooftop } from './rooftops.js';
export type * from './records.js';
export {
  startSimulatedCrm,
  type CrmServerOptions,
  type SimulatedCrm,
} from './server/crm-server.js';
export type { PullAnswer } from './server/pull-routes.js';
export { HARSH_FAULTS, MILD_FAULTS, NO_FAULTS, type Faults } from './server/faults.js';
export { Live, startLive, type LiveCounts, type LiveOptions } from './live/live.js';
export { jsonMessage, signatureOf, type Announcement, type Notify } from './live/notify.js';
export { adfDocument } from './live/adf-document.js';
export {
  EXCLUDED_STATUSES,
  LOST_STATUSES,
  OPEN_STATUSES,
  STALE_STATUSES,
  UNKNOWN_STATUS,
  WON_STATUSES,
} from './ending.js';
export { SalesforceOrg } from './dialects/salesforce.js';
export type { SalesforceRow } from './dialects/salesforce-query.js';
export type { VendorFault } from './dialects/vendor-faults.js';
export {
  VendorServer,
  shownToken,
  type VendorAnswer,
  type VendorRequest,
} from './dialects/vendor-server.js';
export { RestCrm, type RestRow } from './dialects/rest.js';
export { HubSpotPortal, type HubSpotRow } from './dialects/hubspot.js';
export { EleadGateway, type EleadRow } from './dialects/elead.js';
export { VinSolutionsDealer, type VinSolutionsLead } from './dialects/vinsolutions.js';
export { ZohoOrganisation, type ZohoRow } from './dialects/zoho.js';
export { MetaGraph, type MetaEvent, type MetaLead } from './dialects/meta.js';
export { ImapServer, type ImapFault } from './mail/imap-server.js';
export { DynamicsEnvironment, type DynamicsRow } from './dialects/dynamics.js';
export { DealerSocketApi } from './dialects/dealersocket.js';
export { SftpServer, type SftpFault } from './files/sftp-server.js';

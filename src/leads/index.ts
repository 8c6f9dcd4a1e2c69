/**
 * The store of leads: what a lead is, who is behind it, what happened to it and what became of it.
 * Promise: storing the same thing twice changes nothing, the newest version wins, nothing is lost.
 * It is handed clean records by ingestion and asked by everybody downstream; it never talks to a
 * CRM, never cleans, and never knows of scores.
 */
export {
  CONNECTION_CHANGED,
  ConnectionChanges,
  type ConnectionChanged,
} from './connection-changes.js';
export {
  type Connection,
  type ConnectionOrigin,
  Connections,
  type NewConnection,
  type OpenedConnection,
  type SaidStatuses,
} from './connections.js';
export { CustomerMatching } from './customers/customer-matching.js';
export {
  LEAD_CHANGED,
  LEADS_CHANGED,
  type LeadChanged,
  type LeadsChanged,
} from './lead-changed.js';
export type { DealershipMarket, LeadHistory, LeadOutcome, StockedVehicle } from './lead-history.js';
export { IdempotencyKeys, type KeyedRequest } from './idempotency-keys.js';
export { LeadHistories } from './lead-histories.js';
export { LeadSight } from './lead-sight.js';
export type { LeadQuery } from './lead-query.js';
export { LeadStore, type NewActivity, type NewOutcome } from './lead-store.js';
export { type LeadActivity, LeadStory } from './lead-story.js';
export type { CustomerView, LeadView } from './lead-view.js';
export {
  ConnectionNotFoundError,
  LeadNotFoundError,
  OutcomeTransitionError,
  QuarantineItemChangedError,
  QuarantineItemNotFoundError,
} from './leads.errors.js';
export { LeadsModule } from './leads.module.js';
export { EXCLUDED_REASONS, type ExcludedReason, type Outcome, OUTCOMES } from './outcome.js';
export { FINAL_OUTCOMES } from './outcome-machine.js';
export { type Page, readCursor, toPage, writeCursor } from './page.js';
export { type QuarantineGroup, QuarantineOverview } from './quarantine-overview.js';
export { RefreshTokens } from './refresh-tokens.js';
export {
  type OpenedItem,
  Quarantine,
  type QuarantineItem,
  type QuarantineQuery,
  type Refused as RefusedPayload,
} from './quarantine.js';
export * from './standard-record.js';
export { afterOpenMinutes, openMinutesBefore, type StoreClock } from './opening-hours.js';
export { newId } from './store/new-id.js';

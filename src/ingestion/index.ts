/**
 * How leads come in: what CRMs say is pulled or pushed here, cleaned, and stored or kept in
 * quarantine with the reason. Promise: a crash repeats at most one page, a repeated page changes
 * nothing, and no payload is lost. It asks crm for records and hands leads clean ones; it never
 * guesses an outcome, and never writes to a CRM.
 */
export type { NotedCounts, SyncCounts } from './counts.js';
export { ConnectionDesk, type ConnectionState } from './connection-desk.js';
export { FileImport, type FileImportCounts, type FileImportProgress } from './file-import.js';
export { IngestionModule } from './ingestion.module.js';
export { SyncRunningError } from './ingestion.errors.js';
export { Intake, type IntakeItem, type IntakeReceipt } from './intake.js';
export { SmtpDoor } from './mail/smtp-door.js';
export { Replay, type ReplayResult } from './replay.js';
export { Sync, type SyncProgress } from './sync.js';
export { SYNC_CONNECTION, SyncQueue } from './sync-queue.js';

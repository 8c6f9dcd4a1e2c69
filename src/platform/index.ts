/**
 * The ground without domain words: clock, database, queue, errors, logs, metrics, health.
 * It imports no other room and knows nothing of leads.
 */
export { Clock, SystemClock } from './clock.js';
export { DomainError, type ErrorKind } from './domain-error.js';
export { startEmbeddedPostgres, type DatabaseServer } from './database/embedded-postgres.js';
export { FolderInUseError } from './database/folder-lock.js';
export {
  hasPendingMigrations,
  migrateDown,
  migrateUp,
  type MigrationClass,
} from './database/migrate.js';

/**
 * The ground without domain words: clock, database, queue, errors, logs, metrics, health.
 * It imports no other room and knows nothing of leads.
 */
export { Clock, SystemClock } from './clock.js';
export { DomainError, type ErrorKind, FieldFaultError } from './domain-error.js';
export { dataSourceOptions, DatabaseUnavailableError } from './database/connection-pool.js';
export {
  holdingConnection,
  refuseSecondConnection,
  SecondConnectionError,
} from './database/held-connection.js';
export { startEmbeddedPostgres, type DatabaseServer } from './database/embedded-postgres.js';
export { FolderInUseError, FolderLock } from './database/folder-lock.js';
export {
  hasPendingMigrations,
  migrateDown,
  migrateUp,
  type MigrationClass,
} from './database/migrate.js';
export type {
  JobsOptions,
  QueueOptions,
  SendOptions,
  TogetherOptions,
} from './jobs/job-options.js';
export { Jobs } from './jobs/jobs.js';
export { Schedules } from './schedules/schedules.js';
export { Metrics } from './observability/metrics.js';
export { READINESS_CHECKS, type ReadinessCheck } from './observability/readiness.js';
export { IsInstant, IsPlainText } from './http/fields.js';
export { DEEPEST_JSON, isTooDeep, refuseHostileRequests } from './http/hostile-requests.js';
export { ProgressStreams } from './http/progress-streams.js';
export { answerProblem, ProblemFilter } from './http/problem.filter.js';
export { logRequests } from './http/request-log.js';
export { acceptRawBodies } from './http/raw-bodies.js';
export { SECURITY_HEADERS, secureAnswers } from './http/security-headers.js';
export { faultsOf, shortName, validationPipe, type Fault } from './http/validation.js';
export { PlatformModule, type PlatformOptions } from './platform.module.js';

/**
 * The ground without domain words: clock, database, queue, errors, logs, metrics, health.
 * It imports no other room and knows nothing of leads.
 */
export { Clock, SystemClock } from './clock.js';
export { DomainError, type ErrorKind } from './domain-error.js';

export { EXCLUDED_REASONS, OUTCOMES, type ExcludedReason, type Outcome } from './outcome.js';
export * from './standard-record.js';

/**
 * Who may do what: dealer groups and dealerships, API keys, staff sign-in, the audit trail, secrets
 * and personal data at rest. Every tenant row is reached through {@link Tenancy}, where PostgreSQL
 * itself keeps dealerships apart. It knows nothing of leads.
 */
export { AccessModule } from './access.module.js';
export {
  DealershipNotYoursError,
  NotSignedInError,
  SealBrokenError,
  UnauthenticatedError,
} from './access.errors.js';
export { ActorNames } from './audit/actor-names.js';
export { AuditTrail, type AuditEvent } from './audit/audit-trail.js';
export { CurrentPrincipal, CurrentTenant, Public, RequireScope, StoreWide } from './decorators.js';
export { ApiKeys } from './keys/api-keys.js';
export {
  actsFor,
  SCOPES,
  STAFF_ROLES,
  type ActingTenant,
  type Principal,
  type Scope,
  type StaffRole,
  type Tenant,
} from './principal.js';
export { SESSION_COOKIE } from './staff/staff-sessions.js';
export { StaffAccounts } from './staff/staff-accounts.js';
export { type Colleague, StaffDirectory } from './staff/staff-directory.js';
export { StaffSessions } from './staff/staff-sessions.js';
export {
  Directory,
  type DealerGroup,
  type Dealership,
  type RooftopSettings,
} from './tenancy/directory.js';
export {
  type RooftopChange,
  RooftopOverrides,
  type SettledRooftop,
} from './tenancy/rooftop-overrides.js';
export { currentSight, type Sight, watchSight, withSight } from './tenancy/sight.js';
export { Tenancy } from './tenancy/tenancy.js';
export { Resealing, type Resealed } from './vault/resealing.js';
export { secretKeyFrom } from './vault/secret-key.js';
export { Vault } from './vault/vault.js';

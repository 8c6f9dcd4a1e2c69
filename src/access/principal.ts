import type { Sight } from './tenancy/sight.js';

export const SCOPES = ['intake', 'read', 'score', 'manage', 'audit', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

export const STAFF_ROLES = ['rep', 'manager', 'admin', 'auditor'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** Whoever makes a request, and what they may do. */
export interface Principal {
  /** 'key:<id>' or 'staff:<id>': goes into the audit trail. */
  actor: string;
  groupId: string;
  /** null: acts for every dealership of the group. */
  dealershipIds: readonly string[] | null;
  scopes: ReadonlySet<Scope>;
  /** Absent: sees all leads of these dealerships. */
  sight?: Sight;
  /** Absent for API keys. */
  role?: StaffRole;
  /** Absent for API keys. */
  session?: { id: string; staffId: string; name: string };
}

/** The dealership a request is about; always one of the principal's own. */
export interface Tenant {
  groupId: string;
  dealershipId: string;
}

export type ActingTenant = Tenant & { actor: string };

const SCOPES_OF_ROLE: Record<StaffRole, Scope[]> = {
  rep: ['read', 'score'],
  manager: ['read', 'score', 'manage'],
  auditor: ['read', 'audit'],
  admin: [...SCOPES],
};

export const scopesOfRole = (role: StaffRole): ReadonlySet<Scope> => new Set(SCOPES_OF_ROLE[role]);

/** Whether the principal acts for this dealership; null stands for the whole group. */
export const actsFor = (
  { dealershipIds }: Pick<Principal, 'dealershipIds'>,
  dealershipId: string | null,
): boolean =>
  dealershipIds === null || (dealershipId !== null && dealershipIds.includes(dealershipId));

export const SCOPES = ['intake', 'read', 'score', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

export const STAFF_ROLES = ['rep', 'manager', 'admin', 'auditor'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** Whoever makes a request, and what they may do. */
export interface Principal {
  /** 'key:<id>' or 'staff:<id>': goes into the audit trail. */
  actor: string;
  groupId: string;
  /** null: acts for every dealership of the group. */
  dealershipId: string | null;
  scopes: ReadonlySet<Scope>;
  /** Absent for API keys. */
  role?: StaffRole;
}

/** The dealership a request is about; always one of the principal's own. */
export interface Tenant {
  groupId: string;
  dealershipId: string;
}

export type ActingTenant = Tenant & { actor: string };

const SCOPES_OF_ROLE: Record<StaffRole, Scope[]> = {
  rep: ['read', 'score'],
  manager: ['read', 'score'],
  auditor: ['read'],
  admin: ['intake', 'read', 'score', 'admin'],
};

export const scopesOfRole = (role: StaffRole): ReadonlySet<Scope> => new Set(SCOPES_OF_ROLE[role]);

import type { StaffRole } from '../principal.js';
import type { Vault } from '../vault/vault.js';

/** A member of staff as whoever manages them sees them. */
export interface StaffMember {
  id: string;
  name: string;
  email: string;
  role: StaffRole;
  dealershipIds: string[] | null;
  crmName: string | null;
  secondFactor: boolean;
  singleSignOn: boolean;
  invited: boolean;
  lastSignedInAt: Date | null;
  disabledAt: Date | null;
}

export interface StaffRow extends Omit<StaffMember, 'name' | 'email' | 'crmName'> {
  nameSealed: Buffer;
  emailSealed: Buffer;
  crmNameSealed: Buffer | null;
}

export const STAFF_MEMBER = `
  SELECT id, role, dealership_ids AS "dealershipIds", totp_sealed IS NOT NULL AS "secondFactor",
    oidc_subject IS NOT NULL AS "singleSignOn",
    password_hash IS NULL AND oidc_subject IS NULL AS invited,
    last_signed_in_at AS "lastSignedInAt", disabled_at AS "disabledAt",
    name_sealed AS "nameSealed", email_sealed AS "emailSealed", crm_name_sealed AS "crmNameSealed"
  FROM staff`;

export function staffMember(row: StaffRow, groupId: string, vault: Vault): StaffMember {
  const { nameSealed, emailSealed, crmNameSealed, ...plain } = row;
  return {
    ...plain,
    name: vault.open(groupId, nameSealed),
    email: vault.open(groupId, emailSealed),
    crmName: crmNameSealed && vault.open(groupId, crmNameSealed),
  };
}

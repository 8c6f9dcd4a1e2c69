import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform';
import { DataSource } from 'typeorm';
import { UnauthenticatedError } from '../access.errors.js';
import { type Principal, scopesOfRole, type StaffRole } from '../principal.js';
import { Vault } from '../vault/vault.js';

export const SESSION_COOKIE = 'll_session';
export const SESSION_HOURS = 12;

export interface StaffView {
  id: string;
  name: string;
  role: StaffRole;
  groupId: string;
  dealershipIds: string[] | null;
  crmName: string | null;
}

interface StaffRow extends Omit<StaffView, 'name' | 'crmName'> {
  nameSealed: Buffer;
  crmNameSealed: Buffer | null;
}

/** Who is signed in. The cookie holds a random token; the database holds its hash. */
@Injectable()
export class StaffSessions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /** @returns the token for the cookie. */
  async open(staffId: string): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const now = this.clock.now();
    await this.dataSource.query(
      'INSERT INTO staff_session (token_hash, staff_id, created_at, expires_at) VALUES ($1, $2, $3, $4)',
      [hash(token), staffId, now, new Date(now.getTime() + SESSION_HOURS * 3_600_000)],
    );
    return token;
  }

  async close(token: string): Promise<void> {
    await this.dataSource.query('DELETE FROM staff_session WHERE token_hash = $1', [hash(token)]);
  }

  /** @throws UnauthenticatedError when the session ended. */
  async authenticate(token: string): Promise<Principal> {
    const staff = await this.staffOf(token);
    return {
      actor: `staff:${staff.id}`,
      groupId: staff.groupId,
      dealershipIds: staff.dealershipIds,
      scopes: scopesOfRole(staff.role),
      role: staff.role,
      ...(staff.role === 'rep' && { sight: { staffId: staff.id, crmName: staff.crmName } }),
    };
  }

  /** @throws UnauthenticatedError when the session ended. */
  async staffOf(token: string): Promise<StaffView> {
    const [row] = await this.dataSource.query<StaffRow[]>(
      `SELECT staff.id, staff.role, staff.group_id AS "groupId", staff.dealership_ids AS "dealershipIds",
              staff.name_sealed AS "nameSealed", staff.crm_name_sealed AS "crmNameSealed"
       FROM staff_session JOIN staff ON staff.id = staff_session.staff_id
       WHERE token_hash = $1 AND expires_at > $2 AND disabled_at IS NULL`,
      [hash(token), this.clock.now()],
    );
    if (!row) throw new UnauthenticatedError('Your session has ended. Sign in again.');
    const { nameSealed, crmNameSealed, ...staff } = row;
    return {
      ...staff,
      name: this.vault.open(staff.groupId, nameSealed),
      crmName: crmNameSealed && this.vault.open(staff.groupId, crmNameSealed),
    };
  }
}

const hash = (token: string): Buffer => createHash('sha256').update(token).digest();

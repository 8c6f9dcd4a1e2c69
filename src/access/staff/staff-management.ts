import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform';
import { DataSource } from 'typeorm';
import {
  DealershipNotYoursError,
  EmailTakenError,
  NotOneselfError,
  StaffNotFoundError,
} from '../access.errors.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { actsFor, type Principal } from '../principal.js';
import { SecondFactor } from '../sign-in/second-factor.js';
import { type StaffLink, StaffLinks } from '../sign-in/staff-links.js';
import { Directory } from '../tenancy/directory.js';
import { Tenancy } from '../tenancy/tenancy.js';
import { Vault } from '../vault/vault.js';
import { emailHash } from './staff-accounts.js';
import { StaffDirectory } from './staff-directory.js';
import type { StaffMember, StaffRow } from './staff-member.js';
import { STAFF_MEMBER, staffMember } from './staff-member.js';
import { StaffSessions } from './staff-sessions.js';
import type { InviteStaffDto, StaffChangeDto } from './staff.dto.js';

/** Who works here and what they may, within what the one who says so may themselves. */
@Injectable()
export class StaffManagement {
  // oxlint-disable-next-line max-params -- injected collaborators
  constructor(
    private readonly dataSource: DataSource,
    private readonly vault: Vault,
    private readonly clock: Clock,
    private readonly directory: Directory,
    private readonly staff: StaffDirectory,
    private readonly sessions: StaffSessions,
    private readonly links: StaffLinks,
    private readonly secondFactor: SecondFactor,
    private readonly tenancy: Tenancy,
    private readonly audit: AuditTrail,
  ) {}

  /** Those who work where the principal acts, by name. */
  async list(principal: Principal): Promise<StaffMember[]> {
    const rows = await this.dataSource.query<StaffRow[]>(
      `${STAFF_MEMBER} WHERE group_id = $1 AND ($2::uuid[] IS NULL OR dealership_ids && $2)`,
      [principal.groupId, principal.dealershipIds],
    );
    return rows
      .map((row) => staffMember(row, principal.groupId, this.vault))
      .toSorted((a, b) => a.name.localeCompare(b.name));
  }

  /** @throws EmailTakenError @throws DealershipNotYoursError */
  async invite(
    principal: Principal,
    { email, name, role, dealerships, crmName }: InviteStaffDto,
  ): Promise<StaffLink & { id: string }> {
    const { groupId } = principal;
    const id = randomUUID();
    const [, added] = await this.dataSource
      .query<{ id: string }[]>(
        `INSERT INTO staff (id, group_id, dealership_ids, email_hash, email_sealed, name_sealed, crm_name_sealed, role)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (email_hash) DO NOTHING RETURNING id`,
        [
          id,
          groupId,
          await this.idsOf(principal, dealerships),
          emailHash(email),
          this.vault.seal(groupId, email),
          this.vault.seal(groupId, name),
          this.vault.seal(groupId, crmName ?? name),
          role,
        ],
      )
      .then((rows) => [rows, rows.length] as const);
    if (added === 0) throw new EmailTakenError();
    await this.note(principal, 'staff.invited', id, { role });
    return { id, ...(await this.links.issue(id, principal.actor)) };
  }

  /** @throws StaffNotFoundError @throws NotOneselfError @throws DealershipNotYoursError */
  async change(principal: Principal, id: string, change: StaffChangeDto): Promise<StaffMember> {
    const { groupId } = principal;
    const before = await this.managed(principal, id);
    const { name, role, dealerships, crmName, disabled } = change;
    if (narrows(change) && principal.actor === `staff:${id}`) throw new NotOneselfError();
    const ids =
      dealerships === undefined ? before.dealershipIds : await this.idsOf(principal, dealerships);
    await this.dataSource.query(
      `UPDATE staff SET role = $2, dealership_ids = $3, disabled_at = $4, name_sealed = $5,
         crm_name_sealed = $6 WHERE id = $1`,
      [
        id,
        role ?? before.role,
        ids,
        goneSince(disabled, before.disabledAt, this.clock.now()),
        this.vault.seal(groupId, name ?? before.name),
        this.vault.seal(groupId, crmName ?? before.crmName ?? before.name),
      ],
    );
    if (disabled) await this.sessions.closeAll(id);
    const { name: _name, crmName: _crmName, ...told } = change;
    await this.note(principal, 'staff.changed', id, told);
    return this.managed(principal, id);
  }

  /** A one-time link to set a password anew. @throws StaffNotFoundError */
  async link(principal: Principal, id: string): Promise<StaffLink> {
    await this.managed(principal, id);
    await this.note(principal, 'staff.link_issued', id);
    return this.links.issue(id, principal.actor);
  }

  /** For whoever lost phone and recovery codes. @throws StaffNotFoundError */
  async forgetSecondFactor(principal: Principal, id: string): Promise<void> {
    await this.managed(principal, id);
    await this.secondFactor.turnOff(id);
    await this.note(principal, 'staff.second_factor_taken_off', id);
  }

  /** Whoever works at more rooftops than the principal acts for is managed by somebody else. */
  private async managed(principal: Principal, id: string): Promise<StaffMember> {
    const [row] = await this.dataSource.query<StaffRow[]>(
      `${STAFF_MEMBER} WHERE group_id = $1 AND id = $2
       AND ($3::uuid[] IS NULL OR dealership_ids <@ $3)`,
      [principal.groupId, id, principal.dealershipIds],
    );
    if (!row) throw new StaffNotFoundError(id);
    return staffMember(row, principal.groupId, this.vault);
  }

  private async idsOf(
    principal: Principal,
    keys: readonly string[] | null,
  ): Promise<string[] | null> {
    if (keys === null || keys.length === 0) {
      if (!actsFor(principal, null)) throw new DealershipNotYoursError();
      return null;
    }
    const mine = await this.directory.actedFor(principal);
    return keys.map((key) => {
      const found = mine.find((one) => one.key === key);
      if (!found) throw new DealershipNotYoursError();
      return found.id;
    });
  }

  private async note(
    { groupId, actor }: Principal,
    action: string,
    id: string,
    details: Record<string, unknown> = {},
  ): Promise<void> {
    this.staff.forget(groupId);
    await this.tenancy.asGroup(groupId, (manager) =>
      this.audit.record(manager, { actor, action, subject: `staff:${id}`, details }),
    );
  }
}

const narrows = ({ role, dealerships, disabled }: StaffChangeDto): boolean =>
  role !== undefined || dealerships !== undefined || disabled === true;

function goneSince(disabled: boolean | undefined, before: Date | null, now: Date): Date | null {
  if (disabled === undefined) return before;
  return disabled ? (before ?? now) : null;
}

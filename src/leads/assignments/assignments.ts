import { Injectable } from '@nestjs/common';
import {
  AuditTrail,
  type Colleague,
  type Principal,
  StaffDirectory,
  Tenancy,
  type Tenant,
} from '#access';
import { Clock } from '#platform';
import type { EntityManager } from 'typeorm';
import { LeadNotFoundError } from '../leads.errors.js';
import { newId } from '../store/new-id.js';
import { takeTurn } from '../store/turns.js';
import { AssigneeNotFoundError, AssignmentNotYoursError } from './assignments.errors.js';

export interface Assigned {
  assigned: number;
  unchanged: number;
}

/** Whose leads are whose. What is said here goes before what the CRM says, until it is taken back. */
@Injectable()
export class Assignments {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly staff: StaffDirectory,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * All of them or none.
   *
   * @throws LeadNotFoundError @throws AssigneeNotFoundError @throws AssignmentNotYoursError
   */
  async assign(
    tenant: Tenant,
    principal: Principal,
    { leadIds, staffId }: { leadIds: readonly string[]; staffId: string | null },
  ): Promise<Assigned> {
    const { actor } = principal;
    if (!principal.scopes.has('manage') && actor !== `staff:${staffId}`)
      throw new AssignmentNotYoursError();
    if (staffId !== null && !(await this.staff.worksAt(tenant, staffId)))
      throw new AssigneeNotFoundError();
    const wanted = [...new Set(leadIds)];
    return this.tenancy.asDealership(tenant.dealershipId, async (manager) => {
      await takeTurn(manager, tenant.dealershipId);
      await assertThere(manager, wanted);
      const changed = await this.give(manager, tenant.dealershipId, { wanted, staffId, actor });
      for (const leadId of changed)
        await this.audit.record(manager, {
          actor,
          action: 'lead.assigned',
          subject: `lead:${leadId}`,
          details: { staffId },
        });
      return { assigned: changed.length, unchanged: wanted.length - changed.length };
    });
  }

  /** Who can be given leads here, and how many open ones each has by assignment. */
  async colleagues(tenant: Tenant): Promise<(Colleague & { openLeads: number })[]> {
    const staff = await this.staff.atDealership(tenant);
    const rows = await this.tenancy.asDealership(tenant.dealershipId, (manager) =>
      manager.query<{ id: string; leads: number }[]>(
        `SELECT assigned_staff_id AS id, count(*)::int AS leads FROM lead
         WHERE outcome = 'OPEN' AND assigned_staff_id IS NOT NULL GROUP BY 1`,
      ),
    );
    const open = new Map(rows.map(({ id, leads }) => [id, leads]));
    return staff.map((one) => ({ ...one, openLeads: open.get(one.id) ?? 0 }));
  }

  private async give(
    manager: EntityManager,
    dealershipId: string,
    { wanted, staffId, actor }: { wanted: string[]; staffId: string | null; actor: string },
  ): Promise<string[]> {
    const now = this.clock.now();
    const [rows] = await manager.query<[{ id: string }[], number]>(
      `UPDATE lead SET assigned_staff_id = $3, updated_at = $4
       WHERE dealership_id = $1 AND id = ANY($2::uuid[]) AND assigned_staff_id IS DISTINCT FROM $3
       RETURNING id`,
      [dealershipId, wanted, staffId, now],
    );
    const changed = rows.map(({ id }) => id);
    await manager.query(
      `INSERT INTO lead_assignment (dealership_id, id, lead_id, staff_id, assigned_by, assigned_at)
       SELECT $1, id, lead_id, $4, $5, $6 FROM unnest($2::uuid[], $3::uuid[]) AS given(id, lead_id)`,
      [dealershipId, changed.map(() => newId(now)), changed, staffId, actor, now],
    );
    return changed;
  }
}

async function assertThere(manager: EntityManager, wanted: readonly string[]): Promise<void> {
  const found = await manager.query<{ id: string }[]>(
    'SELECT id FROM lead WHERE id = ANY($1::uuid[]) FOR UPDATE',
    [wanted],
  );
  const there = new Set(found.map(({ id }) => id));
  const missing = wanted.find((id) => !there.has(id));
  if (missing !== undefined) throw new LeadNotFoundError(missing);
}

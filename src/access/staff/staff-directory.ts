import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { StaffRole } from '../principal.js';
import { Vault } from '../vault/vault.js';

/** What colleagues may know of a member of staff. */
export interface Colleague {
  id: string;
  name: string;
  role: StaffRole;
  /** null: every rooftop of the group. */
  dealershipIds: string[] | null;
  disabledAt: Date | null;
}

const KEPT_MS = 5_000;

/** Who works in a group, by name. Few and rarely changing, so kept in memory for some seconds. */
@Injectable()
export class StaffDirectory {
  private readonly kept = new Map<string, { until: number; staff: Promise<Colleague[]> }>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly vault: Vault,
  ) {}

  /** By name; those who left are among them. */
  ofGroup(groupId: string): Promise<Colleague[]> {
    const kept = this.kept.get(groupId);
    if (kept && kept.until > performance.now()) return kept.staff;
    const staff = this.read(groupId);
    this.kept.set(groupId, { until: performance.now() + KEPT_MS, staff });
    staff.catch(() => this.kept.delete(groupId));
    return staff;
  }

  /** Those who can be given a lead of this rooftop. */
  async atDealership(tenant: { groupId: string; dealershipId: string }): Promise<Colleague[]> {
    const staff = await this.ofGroup(tenant.groupId);
    return staff.filter(
      ({ dealershipIds, disabledAt }) =>
        disabledAt === null &&
        (dealershipIds === null || dealershipIds.includes(tenant.dealershipId)),
    );
  }

  /** Whether they can be given a lead of this rooftop; asked again before no is the answer. */
  async worksAt(tenant: { groupId: string; dealershipId: string }, id: string): Promise<boolean> {
    const isThere = async (): Promise<boolean> =>
      (await this.atDealership(tenant)).some((one) => one.id === id);
    if (await isThere()) return true;
    this.forget(tenant.groupId);
    return isThere();
  }

  /** Names by id, of everybody who was ever of the group. */
  async names(groupId: string): Promise<Map<string, string>> {
    return new Map((await this.ofGroup(groupId)).map(({ id, name }) => [id, name]));
  }

  /** To be called when somebody comes, goes or changes. */
  forget(groupId: string): void {
    this.kept.delete(groupId);
  }

  private async read(groupId: string): Promise<Colleague[]> {
    const rows = await this.dataSource.query<(Omit<Colleague, 'name'> & { sealed: Buffer })[]>(
      `SELECT id, name_sealed AS sealed, role, dealership_ids AS "dealershipIds",
              disabled_at AS "disabledAt"
       FROM staff WHERE group_id = $1`,
      [groupId],
    );
    return rows
      .map(({ sealed, ...row }) => ({ ...row, name: this.vault.open(groupId, sealed) }))
      .toSorted((a, b) => a.name.localeCompare(b.name));
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../audit/audit-trail.js';
import type { ActingTenant } from '../principal.js';
import { Directory, type RooftopSettings } from './directory.js';
import { Tenancy } from './tenancy.js';

export type SettingName = keyof RooftopSettings;

export interface RooftopChange {
  set: Partial<RooftopSettings>;
  /** As the settings file has them, from now on. */
  reset: readonly SettingName[];
}

export interface SettledRooftop {
  inForce: RooftopSettings;
  /** What the settings file says, changed here or not. */
  fromFile: RooftopSettings;
  /** Names of those that were changed at the desk. */
  changedHere: SettingName[];
}

/** Settings changed at the desk: they outrank the settings file until they are taken back. */
@Injectable()
export class RooftopOverrides {
  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: Directory,
    private readonly tenancy: Tenancy,
    private readonly audit: AuditTrail,
  ) {}

  async of(dealershipId: string): Promise<SettledRooftop> {
    const [row] = await this.dataSource.query<
      [{ fromFile: RooftopSettings; overrides: Partial<RooftopSettings> }]
    >('SELECT settings AS "fromFile", overrides FROM dealership WHERE id = $1', [dealershipId]);
    const { fromFile, overrides } = row;
    return {
      inForce: { ...fromFile, ...overrides },
      fromFile,
      changedHere: Object.keys(overrides) as SettingName[],
    };
  }

  /** What would be in force after the change. */
  async with(dealershipId: string, { set, reset }: RooftopChange): Promise<RooftopSettings> {
    const { inForce, fromFile } = await this.of(dealershipId);
    const back = Object.fromEntries(reset.map((name) => [name, fromFile[name]]));
    return { ...inForce, ...back, ...set };
  }

  async change(
    { groupId, dealershipId, actor }: ActingTenant,
    { set, reset }: RooftopChange,
  ): Promise<SettledRooftop> {
    await this.tenancy.asItselfFor({ groupId, dealershipId }, async (manager) => {
      await manager.query(
        'UPDATE dealership SET overrides = (overrides - $2::text[]) || $3 WHERE id = $1',
        [dealershipId, reset, set],
      );
      await this.audit.record(manager, {
        actor,
        action: 'settings.changed',
        subject: `dealership:${dealershipId}`,
        details: { set, reset, group: groupId },
      });
    });
    await this.directory.reread();
    return this.of(dealershipId);
  }
}

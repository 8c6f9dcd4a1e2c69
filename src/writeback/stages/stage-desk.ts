import { Injectable } from '@nestjs/common';
import { type ActingTenant, AuditTrail, Tenancy } from '#access';
import { Connections } from '#leads';
import { Clock, Jobs } from '#platform';
import type { EntityManager } from 'typeorm';
import { TELL_STAGES } from '../writeback.queues.js';
import type { StageDelivery, StageFilter } from './stage-delivery.js';
import { listStages, reviveStages } from './stage-queries.js';
import { TOLD_WITHIN_DAYS } from './stage-teller.js';

const DAY_MS = 86_400_000;

export interface StageQuery extends Omit<StageFilter, 'connectionId'> {
  /** Key of the connection. */
  connection?: string;
}

/** Stages as people see them: what was told of a lead's way, what is to be told, what was refused. */
@Injectable()
export class StageDesk {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly connections: Connections,
    private readonly jobs: Jobs,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** @throws ConnectionNotFoundError */
  list(dealershipId: string, { connection, ...query }: StageQuery): Promise<StageDelivery[]> {
    return this.tenancy.asDealership(dealershipId, async (manager) => {
      const connectionId = await this.idOf(manager, dealershipId, connection);
      return listStages(manager, dealershipId, { ...query, ...(connectionId && { connectionId }) });
    });
  }

  /**
   * Tells once more what was refused, unless it is too old to be told.
   * @param connection - Key of the only connection; absent: all. @returns how many.
   * @throws ConnectionNotFoundError
   */
  redriveAll({ dealershipId, actor }: ActingTenant, connection?: string): Promise<number> {
    return this.tenancy.asDealership(dealershipId, async (manager) => {
      const connectionId = await this.idOf(manager, dealershipId, connection);
      const at = this.clock.now();
      const since = new Date(at.getTime() - TOLD_WITHIN_DAYS * DAY_MS);
      const count = await reviveStages(manager, dealershipId, { connectionId, since, at });
      await this.jobs.send(TELL_STAGES, { dealershipId }, { manager, key: dealershipId });
      await this.audit.record(manager, {
        actor,
        action: 'stages.redriven',
        subject: connectionId ? `connection:${connectionId}` : `dealership:${dealershipId}`,
        details: { count },
      });
      return count;
    });
  }

  private async idOf(
    manager: EntityManager,
    dealershipId: string,
    key: string | undefined,
  ): Promise<string | undefined> {
    if (key === undefined) return undefined;
    return (await this.connections.byKey(manager, dealershipId, key)).id;
  }
}

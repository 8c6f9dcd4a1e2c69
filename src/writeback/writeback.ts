import { Injectable } from '@nestjs/common';
import { AuditTrail, Tenancy, type ActingTenant } from '#access';
import { type ConnectionChanged, Connections } from '#leads';
import { Clock, Jobs } from '#platform';

import type { EntityManager } from 'typeorm';
import type { Delivery, DeliveryFilter, DeliveryState, SentDelivery } from './delivery.js';
import { listDeliveries, revivableDeliveries } from './delivery-queries.js';
import { lockDecisions } from './decision-lock.js';
import { DeliveryStore } from './delivery.store.js';
import { Outlets } from './outlets.js';
import {
  DeliveryNotDeadError,
  DeliveryNotFoundError,
  DeliveryOutdatedError,
} from './writeback.errors.js';
import { WRITEBACK_DUE, type ConnectionToServe } from './writeback.queues.js';

export interface DeliveryQuery extends Omit<DeliveryFilter, 'connectionId'> {
  /** Key of the connection. */
  connection?: string;
}

const MOST_REDRIVEN = 5000;
const NO_OUTLET = 'The connection was removed, or takes no scores any more.';

/** The outbox as people see it: what is on its way, what arrived, what was given up. */
@Injectable()
export class Writeback {
  // oxlint-disable-next-line max-params -- injected collaborators
  constructor(
    private readonly tenancy: Tenancy,
    private readonly deliveries: DeliveryStore,
    private readonly outlets: Outlets,
    private readonly connections: Connections,
    private readonly jobs: Jobs,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** @throws ConnectionNotFoundError */
  list(dealershipId: string, { connection, ...query }: DeliveryQuery): Promise<SentDelivery[]> {
    return this.tenancy.asDealership(dealershipId, async (manager) => {
      const connectionId = await this.#idOf(manager, dealershipId, connection);
      return listDeliveries(manager, dealershipId, {
        ...query,
        ...(connectionId !== undefined && { connectionId }),
      });
    });
  }

  /**
   * Sends all dead deliveries again that no newer score has overtaken, 5,000 at most.
   * @param connection - Key of the only connection; absent: all. @returns how many.
   * @throws ConnectionNotFoundError
   */
  async redriveAll({ dealershipId, actor }: ActingTenant, connection?: string): Promise<number> {
    return this.tenancy.asDealership(dealershipId, async (manager) => {
      await lockDecisions(manager, dealershipId);
      const of = await this.#idOf(manager, dealershipId, connection);
      const dead = await revivableDeliveries(manager, dealershipId, of, MOST_REDRIVEN);
      const now = this.clock.now();
      for (const { id } of dead) await this.deliveries.revive(manager, dealershipId, id, now);
      for (const connectionId of new Set(dead.map((one) => one.connectionId))) {
        const due: ConnectionToServe = { dealershipId, connectionId };
        await this.jobs.send(WRITEBACK_DUE, due, { manager, key: connectionId });
      }
      await this.audit.record(manager, {
        actor,
        action: 'deliveries.redriven',
        subject: of === undefined ? `dealership:${dealershipId}` : `connection:${of}`,
        details: { count: dead.length },
      });
      return dead.length;
    });
  }

  /** Deliveries by state; states without any are 0. */
  async counts(dealershipId: string): Promise<Record<DeliveryState, number>> {
    const rows = await this.tenancy.asDealership(dealershipId, (manager) =>
      this.deliveries.countByState(manager, dealershipId),
    );
    const counts = { pending: 0, delivered: 0, superseded: 0, dead: 0 };
    for (const { state, count } of rows) counts[state] = count;
    return counts;
  }

  async #idOf(
    manager: EntityManager,
    dealershipId: string,
    key: string | undefined,
  ): Promise<string | undefined> {
    if (key === undefined) return undefined;
    return (await this.connections.byKey(manager, dealershipId, key)).id;
  }

  /** A connection was changed: what waits is sent on, or given up where the connection is gone. */
  async goOn({ dealershipId, connectionId }: ConnectionChanged): Promise<void> {
    await this.tenancy.asDealership(dealershipId, async (manager) => {
      if (await this.outlets.open(manager, dealershipId, connectionId)) {
        const connection: ConnectionToServe = { dealershipId, connectionId };
        await this.jobs.send(WRITEBACK_DUE, connection, { manager, key: connectionId });
        return;
      }
      await lockDecisions(manager, dealershipId);
      await this.deliveries.giveUp(manager, dealershipId, connectionId, NO_OUTLET);
    });
  }

  /**
   * Sends a dead delivery again, under its old key.
   *
   * @throws DeliveryNotFoundError
   * @throws DeliveryNotDeadError
   * @throws DeliveryOutdatedError when it would overwrite a newer score.
   */
  async redrive({ dealershipId, actor }: ActingTenant, deliveryId: string): Promise<Delivery> {
    return this.tenancy.asDealership(dealershipId, async (manager) => {
      await lockDecisions(manager, dealershipId);
      const delivery = await this.deliveries.find(manager, dealershipId, deliveryId);
      if (!delivery) throw new DeliveryNotFoundError(deliveryId);
      if (delivery.state !== 'dead') throw new DeliveryNotDeadError(deliveryId, delivery.state);
      if (await this.deliveries.isOutdated(manager, dealershipId, delivery)) {
        throw new DeliveryOutdatedError(deliveryId);
      }
      const now = this.clock.now();
      await this.deliveries.revive(manager, dealershipId, deliveryId, now);
      const connection: ConnectionToServe = { dealershipId, connectionId: delivery.connectionId };
      await this.jobs.send(WRITEBACK_DUE, connection, { manager, key: delivery.connectionId });
      await this.audit.record(manager, {
        actor,
        action: 'delivery.redriven',
        subject: `delivery:${deliveryId}`,
      });
      return { ...delivery, state: 'pending', attempts: 0, nextAttemptAt: now, enqueuedAt: now };
    });
  }
}

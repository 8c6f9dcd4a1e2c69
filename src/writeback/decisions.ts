import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { Tenancy } from '#access';
import { Clock, Jobs } from '#platform';
import { PredictionStore, type PredictionsStored, type StandingScore } from '#prediction';
import type { EntityManager } from 'typeorm';

import { lockDecisions } from './decision-lock.js';
import { deliveryKey } from './delivery-key.js';
import { DeliveryStore, type NewDelivery } from './delivery.store.js';
import { materiality } from './materiality.js';
import { Outlets } from './outlets.js';
import { WRITEBACK_DUE, type ConnectionToServe } from './writeback.queues.js';

interface DueScore {
  prediction: StandingScore;
  dueAt: Date;
}

/** Decides which stored predictions are worth telling the CRM, and puts those in the outbox. */
@Injectable()
export class Decisions {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly predictions: PredictionStore,
    private readonly deliveries: DeliveryStore,
    private readonly outlets: Outlets,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat: a prediction has one delivery, whatever happens. @returns deliveries enqueued. */
  async decide({ dealershipId, predictionIds }: PredictionsStored): Promise<number> {
    return this.tenancy.asDealership(dealershipId, async (manager) => {
      await lockDecisions(manager, dealershipId);
      // A newer score has a job of its own, and a closed lead needs none.
      const current = await this.predictions.currentOnes(manager, dealershipId, predictionIds);
      const worthIt = await this.worthWriting(manager, dealershipId, current);
      const written = await this.withOutlet(manager, dealershipId, worthIt);
      if (!written.length) return 0;
      await this.deliveries.enqueue(manager, dealershipId, written, this.clock.now());
      for (const connectionId of new Set(written.map((each) => each.connectionId))) {
        const connection: ConnectionToServe = { dealershipId, connectionId };
        await this.jobs.send(WRITEBACK_DUE, connection, { manager, key: connectionId });
      }
      return written.length;
    });
  }

  private async worthWriting(
    manager: EntityManager,
    dealershipId: string,
    current: readonly StandingScore[],
  ): Promise<DueScore[]> {
    const leadIds = current.map(({ leadId }) => leadId);
    const standing = await this.deliveries.standing(manager, dealershipId, leadIds);
    const withdrawn: string[] = [];
    const due = current.flatMap((prediction) => {
      const said = materiality(
        prediction,
        standing.get(prediction.leadId) ?? { shown: null, pending: null },
        this.clock.now(),
      );
      if (said.verdict === 'withdraw') withdrawn.push(prediction.leadId);
      return said.verdict === 'write' ? [{ prediction, dueAt: said.dueAt }] : [];
    });
    if (withdrawn.length > 0) await this.deliveries.withdraw(manager, dealershipId, withdrawn);
    return due;
  }

  /** Leads of connections that take no scores stay out of the outbox. */
  private async withOutlet(
    manager: EntityManager,
    dealershipId: string,
    worthIt: readonly DueScore[],
  ): Promise<NewDelivery[]> {
    const writable = new Set<string>();
    for (const connectionId of new Set(worthIt.map(({ prediction }) => prediction.connectionId))) {
      if (await this.outlets.open(manager, dealershipId, connectionId)) writable.add(connectionId);
    }
    return worthIt.flatMap(({ prediction, dueAt }) => {
      const { id: predictionId, leadId, connectionId, score, band } = prediction;
      if (!writable.has(connectionId)) return [];
      return [
        {
          id: randomUUID(),
          leadId,
          connectionId,
          predictionId,
          deliveryKey: deliveryKey(leadId, predictionId),
          score,
          band,
          nextAttemptAt: dueAt,
        },
      ];
    });
  }
}

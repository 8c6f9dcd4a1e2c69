import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Directory, Tenancy } from '#access';
import { Clock, Jobs } from '#platform';
import { type Band, likelihoodPercent, type PredictionsStored } from '#prediction';
import { EndpointStore } from './endpoint.store.js';
import { MessageStore } from './message.store.js';
import type { NewMessage, WebhookEvent } from './webhook-event.js';
import { WEBHOOKS_DUE, type EndpointToServe } from './webhooks.queues.js';

interface ScoredRow {
  id: string;
  leadId: string;
  score: number;
  lower: number;
  upper: number;
  band: Band;
  previousBand: Band | null;
  modelNumber: number;
  scoredAt: Date;
}

/** Turns what happened into messages for those who asked to be told. Safe to repeat. */
@Injectable()
export class Announcer {
  // oxlint-disable-next-line max-params -- injected collaborators
  constructor(
    private readonly tenancy: Tenancy,
    private readonly directory: Directory,
    private readonly endpoints: EndpointStore,
    private readonly messages: MessageStore,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  async scored({ dealershipId, predictionIds }: PredictionsStored): Promise<void> {
    await this.tenancy.asDealership(dealershipId, (manager) =>
      this.#tell(manager, dealershipId, ['lead.scored', 'lead.band_changed'], async () =>
        (await scoredRows(manager, dealershipId, predictionIds)).flatMap(messagesOf),
      ),
    );
  }

  /** The serving model is the group's, and every dealership of it may have asked. */
  async promoted({ groupId }: { groupId: string }): Promise<void> {
    for (const { id } of await this.directory.dealershipsOf(groupId))
      await this.tenancy.asDealership(id, (manager) =>
        this.#tell(manager, id, ['model.promoted'], () => promotion(manager, groupId)),
      );
  }

  async #tell(
    manager: EntityManager,
    dealershipId: string,
    events: WebhookEvent[],
    read: () => Promise<NewMessage[]>,
  ): Promise<void> {
    const listening = await this.endpoints.listening(manager, dealershipId, events);
    if (listening.length === 0) return;
    const all = await read();
    for (const endpoint of listening) {
      const wanted = all.filter(({ event }) => endpoint.events.includes(event));
      if (wanted.length === 0) continue;
      await this.messages.add(manager, dealershipId, endpoint.id, wanted, this.clock.now());
      const due: EndpointToServe = { dealershipId, endpointId: endpoint.id };
      await this.jobs.send(WEBHOOKS_DUE, due, { manager, key: endpoint.id });
    }
  }
}

function scoredRows(
  manager: EntityManager,
  dealershipId: string,
  ids: readonly string[],
): Promise<ScoredRow[]> {
  return manager.query(
    `SELECT p.id, p.lead_id AS "leadId", p.score, p.lower, p.upper, p.band, p.made_at AS "scoredAt",
       version.number AS "modelNumber", before.band AS "previousBand"
     FROM prediction p
     JOIN model_version version ON version.id = p.model_version_id
     LEFT JOIN LATERAL (
       SELECT band FROM prediction b WHERE b.dealership_id = $1 AND b.lead_id = p.lead_id AND b.made_at < p.made_at
       ORDER BY b.made_at DESC LIMIT 1) before ON true
     WHERE p.dealership_id = $1 AND p.id = ANY($2::uuid[]) ORDER BY p.made_at, p.id`,
    [dealershipId, ids],
  );
}

function messagesOf({ id, score, lower, upper, ...row }: ScoredRow): NewMessage[] {
  const data = {
    ...row,
    likelihoodPercent: likelihoodPercent(score),
    lowerPercent: likelihoodPercent(lower),
    upperPercent: likelihoodPercent(upper),
  };
  const message = { eventKey: id, happenedAt: row.scoredAt, data };
  const changed = row.previousBand !== null && row.previousBand !== row.band;
  return [
    { event: 'lead.scored', ...message },
    ...(changed ? [{ event: 'lead.band_changed' as const, ...message }] : []),
  ];
}

async function promotion(manager: EntityManager, groupId: string): Promise<NewMessage[]> {
  const rows = await manager.query<
    { id: string; modelNumber: number; family: string; promotedAt: Date }[]
  >(
    `SELECT p.id, version.number AS "modelNumber", version.family, p.promoted_at AS "promotedAt"
     FROM promotion p JOIN model_version version ON version.group_id = p.group_id AND version.id = p.model_version_id
     WHERE p.group_id = $1 ORDER BY p.id DESC LIMIT 1`,
    [groupId],
  );
  return rows.map(({ id, ...data }) => ({
    event: 'model.promoted',
    eventKey: id,
    happenedAt: data.promotedAt,
    data,
  }));
}

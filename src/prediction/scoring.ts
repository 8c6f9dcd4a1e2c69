import { randomUUID } from 'node:crypto';
import { setImmediate as yieldToOthers } from 'node:timers/promises';

import { Injectable } from '@nestjs/common';
import { Directory, Tenancy } from '#access';
import { LeadHistories, LeadNotFoundError, type LeadHistory } from '#leads';
import { Clock, Jobs } from '#platform';
import type { EntityManager } from 'typeorm';

import { Champions } from './champions.js';
import { Markets } from './markets.js';
import { LeadClosedError } from './prediction.errors.js';
import { PREDICTION_STORED, type PredictionsStored } from './prediction.queues.js';
import type { Prediction } from './prediction.js';
import { PredictionStore, type CurrentScore } from './prediction.store.js';
import { rowScoreOf, withNames, type RowScore } from './row-score.js';
import { readUnsavedLead } from './unsaved-lead.js';

/** Leads scored and stored in one transaction. */
const LEADS_AT_A_TIME = 200;
/** A score that moved by less, within its band and from the same model, is the same score. */
const SAME_SCORE = 0.005;

export interface ScoredCounts {
  /** Open leads looked at. */
  leads: number;
  /** Those whose score was new or had moved. */
  stored: number;
}

/** Scores leads with their group's champion and stores what it says. */
@Injectable()
export class Scoring {
  // oxlint-disable-next-line max-params -- injected collaborators
  constructor(
    private readonly tenancy: Tenancy,
    private readonly directory: Directory,
    private readonly histories: LeadHistories,
    private readonly champions: Champions,
    private readonly markets: Markets,
    private readonly store: PredictionStore,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /**
   * Scores one open lead now.
   *
   * @returns the prediction that counts: a new one, or the standing one where the score has not moved.
   * @throws NoChampionError
   * @throws LeadNotFoundError
   * @throws LeadClosedError
   */
  async scoreLead(dealershipId: string, leadId: string): Promise<Prediction> {
    await this.assertChampion(dealershipId);
    const outcome = await this.tenancy.asDealership(dealershipId, (manager) =>
      this.store.outcomeOf(manager, dealershipId, leadId),
    );
    if (!outcome) throw new LeadNotFoundError(leadId);
    if (outcome !== 'OPEN') throw new LeadClosedError(leadId, outcome);
    await this.scoreLeads(dealershipId, [leadId]);
    const standing = await this.tenancy.asDealership(dealershipId, (manager) =>
      this.store.currentPredictions(manager, dealershipId, [leadId]),
    );
    const prediction = standing.get(leadId);
    if (!prediction) throw new LeadNotFoundError(leadId);
    return prediction;
  }

  /**
   * Scores all open leads of a dealership, in batches of one transaction each.
   *
   * @throws NoChampionError
   */
  async scoreAllOpen(
    dealershipId: string,
    onProgress?: (done: number, total: number) => void,
  ): Promise<ScoredCounts> {
    await this.assertChampion(dealershipId);
    const open = await this.tenancy.asWholeDealership(dealershipId, (manager) =>
      this.store.openLeads(manager, dealershipId),
    );
    let stored = 0;
    for (let from = 0; from < open.length; from += LEADS_AT_A_TIME) {
      const batch = open.slice(from, from + LEADS_AT_A_TIME);
      // oxlint-disable-next-line no-await-in-loop -- one batch at a time leaves the database to others
      stored += await this.scoreLeads(dealershipId, batch);
      onProgress?.(from + batch.length, open.length);
    }
    return { leads: open.length, stored };
  }

  /**
   * Scores a lead that is only described; nothing is stored.
   *
   * @param body - As {@link UnsavedLeadDto} describes it.
   * @throws NoChampionError
   * @throws InvalidLeadError
   */
  async scoreUnsaved(dealershipId: string, body: unknown): Promise<RowScore> {
    const dealership = await this.directory.dealership(dealershipId);
    const champion = await this.champions.of(dealership.groupId);
    const { history, cutoff } = readUnsavedLead(body, dealershipId, this.clock.now());
    const market = await this.markets.of(dealershipId);
    return rowScoreOf(champion, history, market, cutoff, dealership);
  }

  /** Scores these leads where they are open. @returns how many scores were new or had moved. */
  async scoreLeads(dealershipId: string, leadIds: readonly string[]): Promise<number> {
    const dealership = await this.directory.dealership(dealershipId);
    const champion = await this.champions.of(dealership.groupId);
    const market = await this.markets.of(dealershipId);
    return this.tenancy.asWholeDealership(dealershipId, async (manager) => {
      const histories = await this.histories.many(manager, dealershipId, leadIds);
      const now = this.clock.now();
      const predict = (history: LeadHistory): Prediction => ({
        ...withNames(rowScoreOf(champion, history, market, now, dealership)),
        id: randomUUID(),
        leadId: history.lead.id,
        madeAt: now,
      });
      const standing = await this.store.current(manager, dealershipId, leadIds);
      const moved: Prediction[] = [];
      for (const history of histories) {
        // A blend takes milliseconds for one lead, and requests wait no longer than that.
        await yieldToOthers();
        const prediction = predict(history);
        if (hasMoved(prediction, standing.get(prediction.leadId))) moved.push(prediction);
      }
      await this.keep(manager, dealershipId, moved);
      return moved.length;
    });
  }

  private async keep(
    manager: EntityManager,
    dealershipId: string,
    predictions: readonly Prediction[],
  ): Promise<void> {
    if (!predictions.length) return;
    await this.store.save(manager, dealershipId, predictions);
    const stored: PredictionsStored = {
      dealershipId,
      predictionIds: predictions.map(({ id }) => id),
    };
    await this.jobs.send(PREDICTION_STORED, stored, { manager });
  }

  /** @throws NoChampionError */
  async assertChampion(dealershipId: string): Promise<void> {
    const { groupId } = await this.directory.dealership(dealershipId);
    await this.champions.of(groupId);
  }
}

function hasMoved(next: Prediction, standing: CurrentScore | undefined): boolean {
  if (!standing || standing.modelVersionId !== next.modelVersionId) return true;
  return standing.band !== next.band || Math.abs(standing.score - next.score) >= SAME_SCORE;
}

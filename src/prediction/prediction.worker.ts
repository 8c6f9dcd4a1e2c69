import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Directory } from '#access';
import { LEAD_CHANGED, LEADS_CHANGED, type LeadChanged, type LeadsChanged } from '#leads';
import { CHAMPION_CHANGED } from '#model';
import { Jobs, Schedules } from '#platform';

import { Champions } from './champions.js';
import { RESCORE, type DealershipToRescore } from './prediction.queues.js';
import { Scoring } from './scoring.js';

const HOUR_SECONDS = 3600;

/** Joins the queues to the work. Without a champion there is nothing to do: its promotion scores all. */
@Injectable()
export class PredictionWorker implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly schedules: Schedules,
    private readonly directory: Directory,
    private readonly champions: Champions,
    private readonly scoring: Scoring,
  ) {}

  onModuleInit(): void {
    this.jobs.workTogether<LeadChanged>(
      LEAD_CHANGED,
      // One worker: two would each be woken for every lead, and find half as many together.
      { concurrency: 1, together: 200, gatherMs: 40, retryLimit: 5 },
      (changed) => this.score(changed),
    );
    this.jobs.work<LeadsChanged>(LEADS_CHANGED, { concurrency: 1 }, ({ dealershipId }) =>
      this.jobs.send<DealershipToRescore>(RESCORE, { dealershipId }, { key: dealershipId }),
    );
    this.jobs.work<{ groupId: string }>(
      CHAMPION_CHANGED,
      { concurrency: 1, retryLimit: 10 },
      ({ groupId }) => this.rescoreGroup(groupId),
    );
    this.jobs.work<DealershipToRescore>(
      RESCORE,
      { concurrency: 1, retryLimit: 5, expireInSeconds: 1800, oneAtATimePerKey: true },
      ({ dealershipId }) => this.rescore(dealershipId),
    );
    // A lead that nobody touches grows older all the same, and its score with it.
    this.schedules.every('rescore-open-leads', HOUR_SECONDS, () => this.rescoreAll());
  }

  private async score(changed: readonly LeadChanged[]): Promise<void> {
    for (const dealershipId of new Set(changed.map((one) => one.dealershipId))) {
      const own = changed.filter((one) => one.dealershipId === dealershipId);
      const leadIds = [...new Set(own.map(({ leadId }) => leadId))];
      if (await this.hasChampion(dealershipId))
        await this.scoring.scoreLeads(dealershipId, leadIds);
    }
  }

  private async rescore(dealershipId: string): Promise<void> {
    // Another replica may have heard of the promotion; this one must not score with what it kept.
    const { groupId } = await this.directory.dealership(dealershipId);
    this.champions.forget(groupId);
    if (await this.hasChampion(dealershipId)) await this.scoring.scoreAllOpen(dealershipId);
  }

  private async rescoreAll(): Promise<void> {
    for (const group of await this.directory.groups()) await this.rescoreGroup(group.id);
  }

  private async rescoreGroup(groupId: string): Promise<void> {
    this.champions.forget(groupId);
    const dealerships = await this.directory.dealershipsOf(groupId);
    await this.jobs.sendMany<DealershipToRescore>(
      RESCORE,
      dealerships.map(({ id }) => ({ data: { dealershipId: id }, key: id })),
    );
  }

  private async hasChampion(dealershipId: string): Promise<boolean> {
    const { groupId } = await this.directory.dealership(dealershipId);
    return (await this.champions.ofOrNull(groupId)) !== null;
  }
}

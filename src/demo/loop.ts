import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { type DealerGroup, type Dealership, Tenancy } from '#access';
import { ConnectionDesk, type SyncCounts } from '#ingestion';
import { type ChampionModel, ModelRegistry } from '#model';
import { type TrainingRun, TrainingRuns } from '#training';
import { Confirmation, type Confirmed } from '#writeback';
import { CONNECTION_KEY } from './demo-settings.js';
import type { Report } from './phases.js';
import { pulledSince } from './pulled.js';
import { type Tally, tally } from './tally.js';

const LOOK_EVERY_MS = 250;
/** Nothing moved for so long: something is wrong, and waiting longer would hide it. */
const PATIENCE_MS = 120_000;

/** The loop's stages, each driven through the same doors as in production and watched from outside. */
export class Loop {
  constructor(
    private readonly app: INestApplicationContext,
    private readonly group: DealerGroup,
    private readonly dealerships: Dealership[],
  ) {}

  /** Asks every dealership's CRM for what is new, as its schedule does, and waits for all of it. */
  async pull(report: Report): Promise<SyncCounts> {
    const since = new Date();
    const desk = this.app.get(ConnectionDesk);
    // Doors that leads are posted to are connections as well, and have nothing to pull.
    for (const { id } of this.dealerships) await desk.requestSync(id, CONNECTION_KEY);
    for (;;) {
      const pulled = await pulledSince(this.app, this.dealerships, since);
      report(pulled.counts.pulled, 0, 'records');
      if (pulled.error !== null) throw new Error(`A sync failed: ${pulled.error}`);
      if (pulled.finished >= this.dealerships.length) return pulled.counts;
      await sleep(LOOK_EVERY_MS);
    }
  }

  /** Asks for a training run, as the night does, and waits for its verdict. */
  async train(requestedBy: string, report: Report): Promise<TrainingRun> {
    const runs = this.app.get(TrainingRuns);
    const { id } = await runs.request(this.group.id, requestedBy);
    for (;;) {
      const run = await runs.find(this.group.id, id);
      report(Math.round((run.progress.done ?? 0) * 100), 100, run.progress.phrase ?? 'waiting');
      if (run.finishedAt) return run;
      await sleep(LOOK_EVERY_MS);
    }
  }

  champion(): Promise<ChampionModel | null> {
    return this.app
      .get(Tenancy)
      .asGroup(this.group.id, (manager) =>
        this.app.get(ModelRegistry).champion(manager, this.group.id),
      );
  }

  async tally(): Promise<Tally> {
    return tally(this.app, this.dealerships, (await this.champion())?.id ?? null);
  }

  /** Waits until the champion has scored every open lead. */
  scored(report: Report): Promise<Tally> {
    return this.until(
      (now) => now.scored >= now.open,
      (now) => report(now.scored, now.open),
    );
  }

  /** Waits until every score that has a place in the CRM has its delivery, and none is left to send. */
  writtenBack(report: Report): Promise<Tally> {
    return this.until(
      (now) => now.delivered + now.deadDeliveries >= now.writable && now.pendingDeliveries === 0,
      (now) => report(now.delivered, now.writable),
    );
  }

  /** Reads every delivered score back from the CRM. */
  async confirm(report: Report): Promise<Confirmed> {
    const confirmation = this.app.get(Confirmation);
    const sum: Confirmed = { delivered: 0, confirmed: 0, different: 0, unreadable: 0 };
    for (const dealership of this.dealerships) {
      const before = sum.confirmed;
      const counts = await confirmation.confirm(dealership.id, (read, all) =>
        report(before + read, before + all, `at ${dealership.name}`),
      );
      for (const key of Object.keys(sum) as (keyof Confirmed)[]) sum[key] += counts[key];
    }
    return sum;
  }

  /** How many of these leads of the CRM are no sales leads here: excluded, or held in quarantine. */
  async notSalesLeads(externalIds: string[]): Promise<number> {
    const tenancy = this.app.get(Tenancy);
    const ours = await Promise.all(
      this.dealerships.map(({ id }) =>
        tenancy.asDealership(id, async (manager) => {
          const [row] = await manager.query<[{ n: number }]>(
            `SELECT count(*)::int AS n FROM lead WHERE outcome <> 'EXCLUDED' AND external_id = ANY($1)`,
            [externalIds],
          );
          return row.n;
        }),
      ),
    );
    return externalIds.length - ours.reduce((sum, count) => sum + count, 0);
  }

  private async until(done: (now: Tally) => boolean, look: (now: Tally) => void): Promise<Tally> {
    let movedAt = Date.now();
    let seen = '';
    for (;;) {
      const now = await this.tally();
      look(now);
      if (done(now)) return now;
      if (JSON.stringify(now) !== seen) movedAt = Date.now();
      seen = JSON.stringify(now);
      if (Date.now() - movedAt > PATIENCE_MS)
        throw new Error(`Nothing has moved for ${PATIENCE_MS / 1000} s: ${seen}`);
      await sleep(LOOK_EVERY_MS);
    }
  }
}

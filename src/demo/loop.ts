import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { type DealerGroup, type Dealership, Tenancy } from '#access';
import { Sync, type SyncCounts } from '#ingestion';
import { Connections } from '#leads';
import { type ChampionModel, ModelRegistry } from '#model';
import { type TrainingRun, TrainingRuns } from '#training';
import { Confirmation, type Confirmed } from '#writeback';
import type { Report } from './phases.js';
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

  /** Pulls what is new from every connection. */
  async pull(report: Report): Promise<SyncCounts> {
    const sync = this.app.get(Sync);
    const all: SyncCounts[] = [];
    for (const dealership of this.dealerships)
      for (const connectionId of await this.connectionsOf(dealership)) {
        const before = total(all, 'pulled');
        all.push(
          await sync.run(dealership.id, connectionId, ({ kind, counts }) =>
            report(before + counts.pulled, 0, `records; ${kind}s of ${dealership.name}`),
          ),
        );
      }
    const keys = Object.keys(all[0] ?? {}) as (keyof SyncCounts)[];
    return Object.fromEntries(keys.map((key) => [key, total(all, key)])) as unknown as SyncCounts;
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

  /** Waits until no delivery is left to send. */
  writtenBack(report: Report): Promise<Tally> {
    return this.until(
      (now) => now.delivered > 0 && now.pendingDeliveries === 0,
      (now) => report(now.delivered, now.delivered + now.pendingDeliveries),
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

  private connectionsOf(dealership: Dealership): Promise<string[]> {
    return this.app.get(Tenancy).asDealership(dealership.id, async (manager) => {
      const connections = await this.app.get(Connections).list(manager, dealership.id);
      return connections.map(({ id }) => id);
    });
  }
}

const total = (counts: SyncCounts[], key: keyof SyncCounts): number =>
  counts.reduce((sum, one) => sum + one[key], 0);

import { randomUUID } from 'node:crypto';

import { Injectable, Logger } from '@nestjs/common';
import { Tenancy } from '#access';
import { Clock, Jobs } from '#platform';

import { TrainingPipeline } from './training-pipeline.js';
import { TRAINING_REQUESTED, type TrainingRequested } from './training.queue.js';
import type { TrainingRun } from './training-run.js';
import { TrainingRunStore } from './training-run.store.js';

/** The group's attempts to learn: asked for, worked one at a time, kept with their verdicts. */
@Injectable()
export class TrainingRuns {
  private readonly logger = new Logger(TrainingRuns.name);

  constructor(
    private readonly tenancy: Tenancy,
    private readonly store: TrainingRunStore,
    private readonly pipeline: TrainingPipeline,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** Queues a run for the group; the one that waits or works already is answered instead. */
  async request(groupId: string, requestedBy: string): Promise<TrainingRun> {
    return this.tenancy.asGroup(groupId, async (manager) => {
      const run = await this.store.queue(manager, {
        id: randomUUID(),
        groupId,
        requestedBy,
        at: this.clock.now(),
      });
      const requested: TrainingRequested = { groupId };
      await this.jobs.send(TRAINING_REQUESTED, requested, { manager, key: groupId });
      return run;
    });
  }

  /** The same, once a night however many replicas ask. @param night - Local date. */
  async requestNightly(groupId: string, night: string): Promise<TrainingRun> {
    const requestedBy = `schedule:${night}`;
    const earlier = await this.tenancy.asGroup(groupId, (manager) =>
      this.store.requestedBy(manager, groupId, requestedBy),
    );
    return earlier ?? this.request(groupId, requestedBy);
  }

  /**
   * Works the group's queued run, or takes up one that a crashed process left. Whatever goes wrong
   * in the run itself is its verdict; only a database out of reach throws, for the queue to try again.
   *
   * @returns the run as it ended; undefined when none was waiting.
   */
  async run(groupId: string): Promise<TrainingRun | undefined> {
    const run = await this.tenancy.asGroup(groupId, (manager) =>
      this.store.start(manager, groupId, this.clock.now()),
    );
    if (!run) return undefined;
    try {
      await this.pipeline.learn(run);
    } catch (error) {
      this.logger.error(
        `Training run ${run.id} failed: ${(error as Error).stack ?? String(error)}`,
      );
      await this.pipeline.fail(run, error as Error);
    }
    return this.find(groupId, run.id);
  }

  /** @throws TrainingRunNotFoundError */
  find(groupId: string, runId: string): Promise<TrainingRun> {
    return this.tenancy.asGroup(groupId, (manager) => this.store.find(manager, groupId, runId));
  }

  list(groupId: string, page: { limit: number; before?: string }): Promise<TrainingRun[]> {
    return this.tenancy.asGroup(groupId, (manager) => this.store.list(manager, groupId, page));
  }
}

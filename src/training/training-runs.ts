import { randomUUID } from 'node:crypto';

import { Injectable, Logger } from '@nestjs/common';
import { AuditTrail, Tenancy } from '#access';
import { ModelRegistry } from '#model';
import { Clock, Jobs } from '#platform';

import { TrainingPipeline } from './training-pipeline.js';
import {
  InvalidWindowError,
  NewerChampionError,
  RunNotHeldError,
  RunTakenUpError,
  type TrainingCrashError,
} from './training.errors.js';
import { TRAINING_REQUESTED, type TrainingRequested } from './training.queue.js';
import type { ArrivalWindow, TrainingRun } from './training-run.js';
import { TrainingRunStore } from './training-run.store.js';

/** A run whose thread has ended early so often is not tried again; below what the queue would try. */
const MOST_ATTEMPTS = 3;

/** The group's attempts to learn: asked for, worked one at a time, kept with their verdicts. */
@Injectable()
export class TrainingRuns {
  private readonly logger = new Logger(TrainingRuns.name);

  // oxlint-disable-next-line max-params -- injected collaborators
  constructor(
    private readonly tenancy: Tenancy,
    private readonly store: TrainingRunStore,
    private readonly pipeline: TrainingPipeline,
    private readonly registry: ModelRegistry,
    private readonly audit: AuditTrail,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /**
   * Queues a run for the group; the one that waits or works already is answered instead.
   *
   * @throws InvalidWindowError
   */
  async request(
    groupId: string,
    requestedBy: string,
    window: ArrivalWindow = { from: null, to: null },
  ): Promise<TrainingRun> {
    checkWindow(window, this.clock.now());
    return this.tenancy.asGroup(groupId, async (manager) => {
      const run = await this.store.queue(manager, {
        id: randomUUID(),
        groupId,
        requestedBy,
        at: this.clock.now(),
        ...window,
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
      await this.learn(run);
    } catch (error) {
      if (!(error instanceof RunTakenUpError)) throw error;
      this.logger.warn(error.message);
    }
    return this.find(groupId, run.id);
  }

  /**
   * What a thread left behind that ended before its run: the run is tried again, but not for ever.
   *
   * @throws TrainingCrashError for the queue to try again.
   */
  async crashed(groupId: string, error: TrainingCrashError): Promise<void> {
    const run = await this.tenancy.asGroup(groupId, async (manager) => {
      const standing = await this.store.standing(manager, groupId);
      // A thread that fell before it took the run up has tried it as well.
      const untold = standing?.state === 'queued';
      return untold ? this.store.start(manager, groupId, this.clock.now()) : standing;
    });
    if (!run) return;
    if (run.attempt < MOST_ATTEMPTS) throw error;
    this.logger.error(`Training run ${run.id}: ${error.message}`);
    await this.pipeline.fail(
      run,
      new Error(`${error.message}; it was tried ${run.attempt} times`, { cause: error }),
    );
  }

  /**
   * Lets the version of a held run serve.
   *
   * @throws RunNotHeldError NewerChampionError TrainingRunNotFoundError
   */
  async accept(
    groupId: string,
    runId: string,
    { by, reason }: { by: string; reason: string },
  ): Promise<TrainingRun> {
    return this.tenancy.asGroup(groupId, async (manager) => {
      const run = await this.store.find(manager, groupId, runId, 'FOR UPDATE');
      const { state, challengerId, finishedAt } = run;
      if (state !== 'held' || !challengerId) throw new RunNotHeldError(runId, state);
      const champion = (await this.registry.list(manager, groupId)).find((each) => each.champion);
      if (champion?.promotedAt && finishedAt && champion.promotedAt > finishedAt) {
        throw new NewerChampionError(champion.number);
      }
      const verdict = `accepted by an admin: ${reason}; ${run.verdict ?? ''}`;
      const note = { by, reason: verdict };
      const { number } = await this.registry.promote(manager, groupId, challengerId, note);
      await this.store.accept(manager, run, { by, at: this.clock.now(), verdict });
      const subject = `training_run:${runId}`;
      const details = { reason, model: challengerId, number };
      await this.audit.record(manager, {
        actor: by,
        action: 'training_run.accepted',
        subject,
        details,
      });
      return this.store.find(manager, groupId, runId);
    });
  }

  /** @throws TrainingRunNotFoundError */
  find(groupId: string, runId: string): Promise<TrainingRun> {
    return this.tenancy.asGroup(groupId, (manager) => this.store.find(manager, groupId, runId));
  }

  list(groupId: string, page: { limit: number; before?: string }): Promise<TrainingRun[]> {
    return this.tenancy.asGroup(groupId, (manager) => this.store.list(manager, groupId, page));
  }

  private async learn(run: TrainingRun): Promise<void> {
    try {
      await this.pipeline.learn(run);
    } catch (error) {
      if (error instanceof RunTakenUpError) throw error;
      this.logger.error(
        `Training run ${run.id} failed: ${(error as Error).stack ?? String(error)}`,
      );
      await this.pipeline.fail(run, error as Error);
    }
  }
}

function checkWindow({ from, to }: ArrivalWindow, now: Date): void {
  if (from && to && from >= to) throw new InvalidWindowError("'from' must be before 'to'");
  if (from && from >= now) throw new InvalidWindowError("'from' lies in the future");
}

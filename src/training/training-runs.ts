import { randomUUID } from 'node:crypto';

import { Injectable, Logger } from '@nestjs/common';
import { AuditTrail, Tenancy } from '#access';
import { ModelRegistry, type ModelArtifact, type NewModelVersion } from '#model';
import { Clock, Jobs } from '#platform';

import { labelLeads } from './censoring.js';
import { shortage } from './contest.js';
import { DatasetBuilder, type Dataset } from './dataset.js';
import { Fitting, type FittingSession, type Recipe } from './fitting.js';
import {
  contest,
  partsOf,
  partsShortage,
  refit,
  type ContestResult,
  type Defender,
  type Parts,
} from './learning.js';
import { Reporter } from './reporter.js';
import { TRAINING_REQUESTED, type TrainingRequested } from './training.queue.js';
import type { DatasetCounts, TrainingRun } from './training-run.js';
import { TrainingRunStore, type RunEnd } from './training-run.store.js';

const RECIPE: Recipe = { family: 'logistic', hyperparameters: {}, seed: 20_260_101 };

/** A contest won, and what it takes to make the challenger champion. */
interface Won {
  dataset: Dataset;
  now: Date;
  counts: DatasetCounts;
  parts: Parts;
  fitted: ContestResult;
  session: FittingSession;
  reporter: Reporter;
}

/** Learns from outcomes: dataset, challenger, contest and, if it wins, promotion. */
@Injectable()
export class TrainingRuns {
  private readonly logger = new Logger(TrainingRuns.name);

  // oxlint-disable-next-line max-params -- injected collaborators
  constructor(
    private readonly tenancy: Tenancy,
    private readonly store: TrainingRunStore,
    private readonly datasets: DatasetBuilder,
    private readonly fitting: Fitting,
    private readonly registry: ModelRegistry,
    private readonly jobs: Jobs,
    private readonly audit: AuditTrail,
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
      await this.learn(run);
    } catch (error) {
      this.logger.error(
        `Training run ${run.id} failed: ${(error as Error).stack ?? String(error)}`,
      );
      await this.finish(run, { state: 'failed', verdict: `failed: ${(error as Error).message}` });
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

  private async learn(run: TrainingRun): Promise<void> {
    const now = this.clock.now();
    let counts: DatasetCounts | undefined;
    const reporter = new Reporter(
      (progress) =>
        this.tenancy.asGroup(run.groupId, (manager) =>
          this.store.saveProgress(manager, run, progress, counts),
        ),
      () => this.clock.now().getTime(),
    );
    const reading = reporter.part(0, 0.4);
    const dataset = await this.datasets.build(run.groupId, now, (done) =>
      reading(done, 'reading leads'),
    );
    const known = labelLeads(dataset.leads, now, dataset.horizonDays);
    counts = { ...dataset.counts, censored: known.censored };
    const labels = [...known.labels.values()];
    const won = labels.filter(({ label }) => label === 1).length;
    const short = shortage({ won, lost: labels.length - won });
    const parts = partsOf(dataset, now);
    const refusal = short ?? partsShortage(parts);
    await reporter.settled();
    if (refusal) {
      await this.finish(run, { state: 'refused', verdict: refusal }, counts);
      return;
    }
    const session = await this.fitting.open(RECIPE);
    try {
      const defender = await this.defender(run.groupId);
      const fitted = await contest(dataset, parts, session, defender, {
        seed: RECIPE.seed,
        onProgress: reporter.part(0.4, 0.75),
      });
      await reporter.settled();
      if (!fitted.verdict.promoted) {
        const state = defender ? 'kept_champion' : 'refused';
        await this.finish(run, { state, verdict: fitted.verdict.words }, counts);
        return;
      }
      await this.promote(run, { dataset, now, counts, parts, fitted, session, reporter });
    } finally {
      await session.close();
    }
  }

  private async promote(run: TrainingRun, won: Won): Promise<void> {
    const { dataset, now, counts, parts, fitted, session, reporter } = won;
    const contested = { holdout: parts.holdout, holdoutScores: fitted.holdoutScores };
    const artifact = await refit(dataset, now, session, RECIPE, contested, reporter.part(0.75, 1));
    await reporter.settled();
    const verdict = fitted.verdict.words;
    const by = `training-run:${run.id}`;
    await this.tenancy.asGroup(run.groupId, async (manager) => {
      const version = newVersion(run, won, artifact);
      const { id } = await this.registry.register(manager, run.groupId, version);
      await this.registry.promote(manager, run.groupId, id, { by, reason: verdict });
      await this.store.saveProgress(manager, run, { done: 1, phrase: 'promoted' }, counts);
      const end = { state: 'promoted', verdict, challengerId: id, at: this.clock.now() } as const;
      await this.store.finish(manager, run, end);
      const subject = `model:${id}`;
      await this.audit.record(manager, { actor: by, action: 'model.promoted', subject });
    });
  }

  private async defender(groupId: string): Promise<Defender | null> {
    const champion = await this.tenancy.asGroup(groupId, (manager) =>
      this.registry.champion(manager, groupId),
    );
    return (
      champion && { number: champion.number, model: champion.model, learnedAt: champion.createdAt }
    );
  }

  private async finish(
    run: TrainingRun,
    end: Omit<RunEnd, 'at'>,
    counts?: DatasetCounts,
  ): Promise<void> {
    await this.tenancy.asGroup(run.groupId, async (manager) => {
      if (counts)
        await this.store.saveProgress(manager, run, { done: 1, phrase: 'decided' }, counts);
      await this.store.finish(manager, run, { ...end, at: this.clock.now() });
    });
  }
}

function newVersion(run: TrainingRun, won: Won, artifact: ModelArtifact): NewModelVersion {
  const { dataset, counts, now } = won;
  const { challenger, baseRate, leads, examples } = won.fitted.metrics;
  return {
    artifact,
    metrics: { ...challenger, baseRate, holdout: { leads, examples } },
    card: {
      counts,
      verdict: won.fitted.verdict.words,
      horizonDays: dataset.horizonDays,
      learnedUntil: now.toISOString(),
      trainingRun: run.id,
      recipe: RECIPE,
    },
  };
}

import { randomUUID } from 'node:crypto';

import { Injectable, Logger } from '@nestjs/common';
import { AuditTrail, Tenancy } from '#access';
import { ModelRegistry, type ModelArtifact, type NewModelVersion } from '#model';
import { Clock, Jobs } from '#platform';

import { labelLeads } from './censoring.js';
import { compete } from './competition.js';
import { shortage } from './contest.js';
import { DatasetBuilder, type Dataset } from './dataset.js';
import { readDefender } from './defender.js';
import { FittedRecipes, type FittedRecipe } from './fitted-recipes.js';
import { Fitting, type Recipe } from './fitting.js';
import { holdoutMetrics, refit } from './learning.js';
import { partsOf, partsShortage, type Parts } from './parts.js';
import { Reporter } from './reporter.js';
import { TRAINING_REQUESTED, type TrainingRequested } from './training.queue.js';
import type { DatasetCounts, TrainingRun } from './training-run.js';
import { TrainingRunStore, type RunEnd } from './training-run.store.js';

const RECIPE: Recipe = { family: 'logistic', hyperparameters: {}, seed: 20_260_101 };

/** A contest won, and what it takes to make the winner champion. */
interface Won {
  dataset: Dataset;
  now: Date;
  counts: DatasetCounts;
  parts: Parts;
  words: string;
  winner: FittedRecipe;
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
    const fitted = new FittedRecipes(this.fitting, parts, reporter.part(0.4, 0.75));
    try {
      const defender = await this.tenancy.asGroup(run.groupId, (manager) =>
        readDefender(this.registry, manager, run.groupId),
      );
      const competition = { dataset, parts, fitted, recipe: RECIPE, defender };
      const { words, winner } = await compete(competition);
      await reporter.settled();
      if (winner) await this.promote(run, { dataset, now, counts, parts, words, winner, reporter });
      else
        await this.finish(
          run,
          { state: defender ? 'kept_champion' : 'refused', verdict: words },
          counts,
        );
    } finally {
      await fitted.close();
    }
  }

  private async promote(run: TrainingRun, won: Won): Promise<void> {
    const { dataset, now, counts, parts, winner, words: verdict, reporter } = won;
    const artifact = await refit(dataset, now, parts, winner, reporter.part(0.75, 1));
    await reporter.settled();
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
  const { dataset, parts, counts, now, words, winner } = won;
  const { challenger, baseRate, leads, examples } = holdoutMetrics(parts, winner);
  return {
    artifact,
    metrics: { ...challenger, baseRate, holdout: { leads, examples } },
    card: {
      counts,
      verdict: words,
      horizonDays: dataset.horizonDays,
      learnedUntil: now.toISOString(),
      trainingRun: run.id,
      recipe: winner.recipe,
    },
  };
}

import { Injectable } from '@nestjs/common';
import { AuditTrail, Tenancy } from '#access';
import { ModelRegistry } from '#model';
import { Clock } from '#platform';

import { labelLeads } from './censoring.js';
import { compete } from './competition.js';
import { Contenders } from './contenders.js';
import { shortage } from './contest.js';
import { DatasetBuilder } from './dataset.js';
import { readDefender } from './defender.js';
import { FittedRecipes } from './fitted-recipes.js';
import { Fitting, type OnProgress } from './fitting.js';
import { refit } from './learning.js';
import type { Material, Won } from './material.js';
import { newVersion } from './new-version.js';
import { partsOf, partsShortage } from './parts.js';
import { qualify, qualifyingWords, type Standing } from './qualifying.js';
import { Reporter } from './reporter.js';
import type { DatasetCounts, TrainingRun } from './training-run.js';
import { TrainingRunStore, type RunEnd } from './training-run.store.js';

/** From outcomes to a verdict: dataset, qualifying, contest and, if the challenger wins, promotion. */
@Injectable()
export class TrainingPipeline {
  // oxlint-disable-next-line max-params -- injected collaborators
  constructor(
    private readonly tenancy: Tenancy,
    private readonly store: TrainingRunStore,
    private readonly datasets: DatasetBuilder,
    private readonly fitting: Fitting,
    private readonly contenders: Contenders,
    private readonly registry: ModelRegistry,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Ends with a verdict on the run; throws only what the run cannot be blamed for or learn from. */
  async learn(run: TrainingRun): Promise<void> {
    const seen: { counts?: DatasetCounts } = {};
    const reporter = new Reporter(
      (progress) =>
        this.tenancy.asGroup(run.groupId, (manager) =>
          this.store.saveProgress(manager, run, progress, seen.counts),
        ),
      () => this.clock.now().getTime(),
    );
    const material = await this.read(run, reporter.part(0, 0.3));
    seen.counts = material.counts;
    await reporter.settled();
    if (material.lacks) {
      await this.finish(run, { state: 'refused', verdict: material.lacks }, material.counts);
      return;
    }
    const fitted = new FittedRecipes(this.fitting, material.parts, reporter.part(0.3, 0.75));
    try {
      await this.contest(run, material, fitted, reporter);
    } finally {
      await fitted.close();
    }
  }

  /** Whatever went wrong is the run's verdict. */
  fail(run: TrainingRun, error: Error): Promise<void> {
    return this.finish(run, { state: 'failed', verdict: `failed: ${error.message}` });
  }

  private async read(run: TrainingRun, onProgress: OnProgress): Promise<Material> {
    const now = this.clock.now();
    const dataset = await this.datasets.build(run.groupId, now, (done) =>
      onProgress(done, 'reading leads'),
    );
    const known = labelLeads(dataset.leads, now, dataset.horizonDays);
    const labels = [...known.labels.values()];
    const won = labels.filter(({ label }) => label === 1).length;
    const parts = partsOf(dataset, now);
    const lacks = shortage({ won, lost: labels.length - won }) ?? partsShortage(parts);
    const counts = { ...dataset.counts, censored: known.censored };
    return { dataset, now, counts, parts, ...(lacks && { lacks }) };
  }

  private async contest(
    run: TrainingRun,
    material: Material,
    fitted: FittedRecipes,
    reporter: Reporter,
  ): Promise<void> {
    const defender = await this.tenancy.asGroup(run.groupId, (manager) =>
      readDefender(this.registry, manager, run.groupId),
    );
    const { dataset, parts, counts } = material;
    const contenders = defender ? this.contenders.all : [this.contenders.floor];
    const standings: Standing[] = [];
    let recipe = contenders[0]!;
    // One contender needs no qualifying, and may turn out to need no fitting either.
    if (contenders.length > 1) {
      const qualified = await qualify(contenders, parts, fitted, reporter.part(0.3, 0.7));
      ({ recipe } = qualified);
      standings.push(...qualified.standings);
    }
    const { words, winner } = await compete({ dataset, parts, fitted, recipe, defender });
    await reporter.settled();
    const verdict = standings.length ? `${words}; ${qualifyingWords(standings)}` : words;
    if (winner) {
      await this.promote(run, material, { verdict, winner, standings }, reporter);
      return;
    }
    const state = defender ? 'kept_champion' : 'refused';
    await this.finish(run, { state, verdict }, counts);
  }

  private async promote(
    run: TrainingRun,
    material: Material,
    won: Won,
    reporter: Reporter,
  ): Promise<void> {
    const { dataset, now, parts, counts } = material;
    const artifact = await refit(dataset, now, parts, won.winner, reporter.part(0.75, 1));
    await reporter.settled();
    const by = `training-run:${run.id}`;
    await this.tenancy.asGroup(run.groupId, async (manager) => {
      const version = newVersion(run, material, won, artifact);
      const { id } = await this.registry.register(manager, run.groupId, version);
      await this.registry.promote(manager, run.groupId, id, { by, reason: won.verdict });
      await this.store.saveProgress(manager, run, { done: 1, phrase: 'promoted' }, counts);
      const { verdict } = won;
      const at = this.clock.now();
      await this.store.finish(manager, run, { state: 'promoted', verdict, challengerId: id, at });
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

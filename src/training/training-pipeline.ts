import { setImmediate as giveWay } from 'node:timers/promises';

import { Injectable } from '@nestjs/common';
import { AuditTrail, Tenancy } from '#access';
import { ModelRegistry, admitted, holdCourt } from '#model';
import { Clock } from '#platform';
import type { EntityManager } from 'typeorm';

import { labelLeads } from './censoring.js';
import { compete } from './competition.js';
import { Contenders } from './contenders.js';
import { shortage } from './contest.js';
import { CourtRulingStore } from './court/court-ruling.store.js';
import { hearingOf } from './court/hearing.js';
import { tooGood, type Accepted } from './court/too-good.js';
import { DatasetBuilder } from './dataset.js';
import { readDefender } from './defender.js';
import { FittedRecipes } from './fitted-recipes.js';
import { Fitting, type OnProgress } from './fitting.js';
import { refit } from './learning.js';
import type { Material, TriedMaterial, Won } from './material.js';
import { newVersion } from './new-version.js';
import { narrowed, partsOf, partsShortage } from './parts.js';
import { qualify, qualifyingWords, type Standing } from './qualifying.js';
import { Reporter } from './reporter.js';
import type { DatasetCounts, TrainingRun } from './training-run.js';
import { TrainingRunStore, type RunEnd } from './training-run.store.js';

/** From outcomes to a verdict: dataset, label court, qualifying, contest and, if the challenger wins, promotion. */
@Injectable()
export class TrainingPipeline {
  // oxlint-disable-next-line max-params -- injected collaborators
  constructor(
    private readonly tenancy: Tenancy,
    private readonly store: TrainingRunStore,
    private readonly rulings: CourtRulingStore,
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
    const tried = await this.tryFeatures(run, material);
    const fitted = new FittedRecipes(this.fitting, tried.parts, reporter.part(0.3, 0.75));
    await this.contest(run, tried, fitted, reporter);
  }

  /** Whatever went wrong is the run's verdict. */
  fail(run: TrainingRun, error: Error): Promise<void> {
    return this.finish(run, { state: 'failed', verdict: `failed: ${error.message}` });
  }

  private async read(run: TrainingRun, onProgress: OnProgress): Promise<Material> {
    const now = this.clock.now();
    const window = { from: run.arrivedFrom, to: run.arrivedTo };
    const reading = (done: number): void => onProgress(done, 'reading leads');
    const dataset = await this.datasets.build(run.groupId, now, reading, window);
    const known = labelLeads(dataset.leads, now, dataset.horizonDays);
    const labels = [...known.labels.values()];
    const won = labels.filter(({ label }) => label === 1).length;
    const parts = partsOf(dataset, now);
    const lacks = shortage({ won, lost: labels.length - won }) ?? partsShortage(parts);
    const counts = { ...dataset.counts, censored: known.censored };
    return { dataset, now, counts, parts, ...(lacks && { lacks }) };
  }

  /** Holds court, keeps what it found with the run, and takes out what it removed. */
  private async tryFeatures(run: TrainingRun, material: Material): Promise<TriedMaterial> {
    const { dataset, parts } = material;
    const rulings = await this.tenancy.asGroup(run.groupId, (manager) =>
      this.rulings.byFeature(manager, run.groupId),
    );
    const found = await holdCourt(hearingOf(dataset, parts, rulings), () => giveWay());
    const court = { ...found, denied: dataset.denied };
    await this.tenancy.asGroup(run.groupId, (manager) => this.store.saveCourt(manager, run, court));
    const stands = admitted(found);
    const columns = dataset.columns.filter(({ name }) => stands.has(name));
    return {
      ...material,
      dataset: { ...dataset, columns },
      parts: narrowed(parts, columns),
      court,
    };
  }

  private async contest(
    run: TrainingRun,
    material: TriedMaterial,
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
    const verdict = [
      words,
      ...(winner ? [winner.hazards.words] : []),
      ...(standings.length ? [qualifyingWords(standings)] : []),
    ].join('; ');
    if (winner) {
      await this.conclude(run, material, { verdict, winner, standings }, reporter);
      return;
    }
    const state = defender ? 'kept_champion' : 'refused';
    await this.finish(run, { state, verdict }, counts);
  }

  /** The winner learns from everything; it serves at once, unless it is too good to be believed. */
  private async conclude(
    run: TrainingRun,
    material: TriedMaterial,
    won: Won,
    reporter: Reporter,
  ): Promise<void> {
    const { dataset, now, parts, counts } = material;
    const artifact = await refit(dataset, now, parts, won.winner, reporter.part(0.75, 1));
    await reporter.settled();
    await this.tenancy.asGroup(run.groupId, async (manager) => {
      await this.store.hold(manager, run);
      const doubt = tooGood(parts, won.winner, await this.accepted(manager, run.groupId));
      const verdict = doubt ? `${doubt}; ${won.verdict}` : won.verdict;
      const version = newVersion(run, material, { ...won, verdict }, artifact);
      const { id } = await this.registry.register(manager, run.groupId, version);
      if (!doubt) await this.promote(manager, run, id, verdict);
      const state = doubt ? 'held' : 'promoted';
      await this.store.saveProgress(manager, run, { done: 1, phrase: state }, counts);
      const at = this.clock.now();
      await this.store.finish(manager, run, { state, verdict, challengerId: id, at });
    });
  }

  private async promote(
    manager: EntityManager,
    run: TrainingRun,
    versionId: string,
    reason: string,
  ): Promise<void> {
    const by = `training-run:${run.id}`;
    const { number } = await this.registry.promote(manager, run.groupId, versionId, { by, reason });
    const subject = `model_version:${versionId}`;
    const event = { actor: by, action: 'model.promoted', subject, details: { number } };
    await this.audit.record(manager, event);
  }

  private async accepted(manager: EntityManager, groupId: string): Promise<Accepted | undefined> {
    const run = await this.store.newestAccepted(manager, groupId);
    if (!run?.challengerId || !run.acceptedAt) return undefined;
    const { columns } = await this.registry.card(manager, groupId, run.challengerId);
    return { features: new Set(columns.map(({ name }) => name)), at: run.acceptedAt };
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

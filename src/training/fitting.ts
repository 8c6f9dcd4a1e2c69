import type { FeatureTable } from '#features';
import {
  createEstimator,
  restoreEstimator,
  type Estimator,
  type Examples,
  type FollowedLeads,
  type HazardsState,
  type LearnedElsewhere,
} from '#model/fitting';

import type { AskedLeads } from './followed-leads.js';
import { hazardsAsOf, scoresNightByNight } from './nightly-hazards.js';

/** How a challenger learns; kept with the version it yields. */
export interface Recipe {
  family: string;
  hyperparameters: Record<string, unknown>;
  seed: number;
}

/** 0..1, with a phrase for people. */
export type OnProgress = (done: number, phrase: string) => void;

/** One estimator while it learns, wherever it lives. Call `close` in the end, whatever happened. */
export interface FittingSession {
  /**
   * Learns from `train`; `validation` decides when to stop.
   *
   * @param learned - What other sessions of the same seed learned from the same examples.
   */
  fit(
    train: Examples,
    validation: Examples,
    onProgress: OnProgress,
    learned?: readonly LearnedElsewhere[],
  ): Promise<void>;
  /** Shape [rows]. */
  logOdds(table: FeatureTable): Promise<Float64Array>;
  /** Learns again from all of `examples` with the settings `fit` chose. */
  refit(examples: Examples, onProgress: OnProgress): Promise<void>;
  state(): Promise<unknown>;
  /** Hazards as learned on the night of `atDays` (days since 1970); null where too few sales are known. */
  hazards(
    followed: FollowedLeads,
    horizonDays: number,
    atDays: number,
  ): Promise<HazardsState | null>;
  /** What would have been said of each, with the hazards known then. Shape [asked]; each in (0, 1). */
  foretell(followed: FollowedLeads, asked: AskedLeads, horizonDays: number): Promise<Float64Array>;
  close(): Promise<void>;
}

/** Where fitting happens: a worker thread in the running product, the same thread in tests. */
export abstract class Fitting {
  /** @param learned - A session's `state`, to go on from there. */
  abstract open(recipe: Recipe, learned?: { state: unknown }): Promise<FittingSession>;
}

export class LocalFittingSession implements FittingSession {
  private readonly estimator: Estimator;

  constructor(
    private readonly recipe: Recipe,
    learned?: { state: unknown },
  ) {
    const { family, hyperparameters } = recipe;
    this.estimator = learned
      ? restoreEstimator({ family, state: learned.state })
      : createEstimator(family, hyperparameters);
  }

  async fit(
    train: Examples,
    validation: Examples,
    onProgress: OnProgress,
    learned: readonly LearnedElsewhere[] = [],
  ): Promise<void> {
    await this.estimator.fit(train, { seed: this.recipe.seed, validation, onProgress, learned });
  }

  async logOdds(table: FeatureTable): Promise<Float64Array> {
    return this.estimator.predictLogOdds(table);
  }

  async refit(examples: Examples, onProgress: OnProgress): Promise<void> {
    await this.estimator.refit(examples, { seed: this.recipe.seed, onProgress });
  }

  async state(): Promise<unknown> {
    return this.estimator.toState();
  }

  async hazards(
    followed: FollowedLeads,
    horizonDays: number,
    atDays: number,
  ): Promise<HazardsState | null> {
    return hazardsAsOf(followed, horizonDays, atDays);
  }

  async foretell(
    followed: FollowedLeads,
    asked: AskedLeads,
    horizonDays: number,
  ): Promise<Float64Array> {
    return scoresNightByNight(followed, asked, horizonDays);
  }

  async close(): Promise<void> {}
}

/** Fits on the calling thread: no compiled worker file is needed, so tests use it. */
export class InProcessFitting extends Fitting {
  async open(recipe: Recipe, learned?: { state: unknown }): Promise<FittingSession> {
    return new LocalFittingSession(recipe, learned);
  }
}

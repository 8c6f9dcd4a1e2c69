import { isDeepStrictEqual } from 'node:util';

import {
  sigmoid,
  type FollowedLeads,
  type HazardsState,
  type LearnedElsewhere,
} from '#model/fitting';

import { clocksIn, daysOf } from './followed-leads.js';
import { judgeHazards, type HazardsVerdict } from './hazards-gate.js';
import type { Fitting, FittingSession, OnProgress, Recipe } from './fitting.js';
import type { Parts } from './parts.js';

/** A recipe that has learned from the older parts. */
export interface FittedRecipe {
  recipe: Recipe;
  /** Work with the estimator as it was fitted, whatever was done with it before; ends its thread. */
  again: <T>(work: (session: FittingSession) => Promise<T>) => Promise<T>;
  /** What it says of the validation part, on which it chose when to stop: one value an example. */
  validationScores: Float64Array;
  /** What it says of the holdout, which it has not seen, without hazards: one value an example. */
  bareScores: Float64Array;
  /** Hazards as learned at an instant, from leads that it has not seen; null where too few sales were known. */
  hazardsAt: (instant: Date) => Promise<HazardsState | null>;
}

/** A recipe that is held against the holdout. */
export interface JudgedRecipe extends FittedRecipe {
  /** What it would have said of the holdout, with hazards learned night by night where they set it right: one value an example. */
  holdoutScores: Float64Array;
  /** Whether hazards set the score right. Where they do not, they are held to it and tell the rest. */
  hazards: HazardsVerdict;
}

interface Entry {
  fitted: FittedRecipe;
  /** As the recipe saw them before anything was learned again. */
  followed: FollowedLeads;
  holdoutLogOdds: Float64Array;
  /** As it was before anything was learned again. */
  learned: LearnedElsewhere;
  judged?: Promise<JudgedRecipe>;
}

/** Family and settings are the recipe; the seed only shuffles. */
export const sameRecipe = (one: Recipe, other: Recipe): boolean =>
  one.family === other.family && isDeepStrictEqual(one.hyperparameters, other.hyperparameters);

/**
 * Recipes of one run, each fitted once on the same older parts. A thread ends with its work: one that
 * waits would keep what it learned from in memory.
 */
export class FittedRecipes {
  private readonly entries: Entry[] = [];

  constructor(
    private readonly fitting: Fitting,
    private readonly parts: Parts,
    private readonly onProgress: OnProgress,
  ) {}

  /** @param onProgress - 0..1 of this recipe alone; by default of the whole contest. */
  async of(recipe: Recipe, onProgress: OnProgress = this.onProgress): Promise<FittedRecipe> {
    return (await this.entryOf(recipe, onProgress)).fitted;
  }

  /** The same, held against the holdout: hazards of many nights, so only where its scores are needed. */
  async judged(recipe: Recipe): Promise<JudgedRecipe> {
    const entry = await this.entryOf(recipe, this.onProgress);
    entry.judged ??= this.judge(entry);
    return entry.judged;
  }

  private async judge({ fitted, followed, holdoutLogOdds }: Entry): Promise<JudgedRecipe> {
    const { holdout, horizonDays } = this.parts;
    const asked = {
      logOdds: holdoutLogOdds,
      cutoffDays: holdout.cutoffDays,
      ...clocksIn(holdout.table),
    };
    const foretold = await fitted.again((session) =>
      session.foretell(followed, asked, horizonDays),
    );
    const { bareScores, recipe } = fitted;
    const hazards = judgeHazards(holdout, bareScores, foretold, recipe.seed);
    return { ...fitted, holdoutScores: hazards.kept ? foretold : bareScores, hazards };
  }

  private async entryOf(recipe: Recipe, onProgress: OnProgress): Promise<Entry> {
    const known = this.entries.find(({ fitted }) => sameRecipe(fitted.recipe, recipe));
    if (known) return known;
    const entry = await this.within(recipe, undefined, (session) =>
      this.fit(recipe, session, onProgress),
    );
    this.entries.push(entry);
    return entry;
  }

  private async fit(
    recipe: Recipe,
    session: FittingSession,
    onProgress: OnProgress,
  ): Promise<Entry> {
    const { train, validation, holdout, followed, horizonDays } = this.parts;
    await session.fit(train, validation, onProgress, this.learnedWith(recipe.seed));
    const learned = { ...recipe, state: await session.state() };
    const validationScores = (await session.logOdds(validation.table)).map(sigmoid);
    const { table, ...rows } = followed;
    const followedLeads = { ...rows, logOdds: await session.logOdds(table) };
    const holdoutLogOdds = await session.logOdds(holdout.table);
    const again: FittedRecipe['again'] = (work) => this.within(recipe, learned, work);
    const fitted: FittedRecipe = {
      recipe,
      again,
      validationScores,
      bareScores: holdoutLogOdds.map(sigmoid),
      hazardsAt: (instant) =>
        again((other) => other.hazards(followedLeads, horizonDays, daysOf(instant))),
    };
    return { fitted, followed: followedLeads, holdoutLogOdds, learned };
  }

  private async within<T>(
    recipe: Recipe,
    learned: LearnedElsewhere | undefined,
    work: (session: FittingSession) => Promise<T>,
  ): Promise<T> {
    const session = await this.fitting.open(recipe, learned);
    try {
      return await work(session);
    } finally {
      await session.close();
    }
  }

  private learnedWith(seed: number): LearnedElsewhere[] {
    return this.entries.filter((one) => one.fitted.recipe.seed === seed).map((one) => one.learned);
  }
}

import { isDeepStrictEqual } from 'node:util';

import { sigmoid, type HazardsState } from '#model/fitting';

import { clocksIn, daysOf } from './followed-leads.js';
import type { Fitting, FittingSession, OnProgress, Recipe } from './fitting.js';
import type { Parts } from './parts.js';

/** A recipe that has learned from the older parts. */
export interface FittedRecipe {
  recipe: Recipe;
  session: FittingSession;
  /** What it says of the validation part, on which it chose when to stop: one value an example. */
  validationScores: Float64Array;
  /**
   * What it would have said of the holdout, which it has not seen, with hazards learned night by
   * night: one value an example.
   */
  holdoutScores: Float64Array;
  /** The same without hazards. */
  bareScores: Float64Array;
  /** Hazards as learned at an instant, from leads that it has not seen; null where too few sales were known. */
  hazardsAt: (instant: Date) => Promise<HazardsState | null>;
}

/** Family and settings are the recipe; the seed only shuffles. */
export const sameRecipe = (one: Recipe, other: Recipe): boolean =>
  one.family === other.family && isDeepStrictEqual(one.hyperparameters, other.hyperparameters);

/** Recipes of one run, each fitted once on the same older parts. Call `close` in the end. */
export class FittedRecipes {
  private readonly fitted: FittedRecipe[] = [];
  private readonly sessions: FittingSession[] = [];

  constructor(
    private readonly fitting: Fitting,
    private readonly parts: Parts,
    private readonly onProgress: OnProgress,
  ) {}

  /** @param onProgress - 0..1 of this recipe alone; by default of the whole contest. */
  async of(recipe: Recipe, onProgress: OnProgress = this.onProgress): Promise<FittedRecipe> {
    const known = this.fitted.find((each) => sameRecipe(each.recipe, recipe));
    if (known) return known;
    const session = await this.fitting.open(recipe);
    this.sessions.push(session);
    const { train, validation, holdout, followed, horizonDays } = this.parts;
    await session.fit(train, validation, onProgress);
    const validationScores = (await session.logOdds(validation.table)).map(sigmoid);
    const { table, ...rows } = followed;
    const followedLeads = { ...rows, logOdds: await session.logOdds(table) };
    const logOdds = await session.logOdds(holdout.table);
    const asked = { logOdds, cutoffDays: holdout.cutoffDays, ...clocksIn(holdout.table) };
    const fitted: FittedRecipe = {
      recipe,
      session,
      validationScores,
      holdoutScores: await session.foretell(followedLeads, asked, horizonDays),
      bareScores: logOdds.map(sigmoid),
      hazardsAt: (instant) => session.hazards(followedLeads, horizonDays, daysOf(instant)),
    };
    this.fitted.push(fitted);
    return fitted;
  }

  async close(): Promise<void> {
    await Promise.all(this.sessions.map((session) => session.close()));
  }
}

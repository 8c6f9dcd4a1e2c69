import { measure } from './contest.js';
import type { FittedRecipe, FittedRecipes } from './fitted-recipes.js';
import type { OnProgress, Recipe } from './fitting.js';
import type { Parts } from './parts.js';

/** One recipe at qualifying: out of time, but not on the holdout that decides in the end. */
export interface Standing {
  family: string;
  /** Weighted, on the validation part. */
  logLoss: number;
}

export interface Qualified {
  recipe: Recipe;
  /** Best first. */
  standings: Standing[];
}

/**
 * Picks the challenger: of all contenders, the one with the lowest log-loss on the validation part.
 * The holdout stays untouched, so that the contest after it is not won by having had many tries.
 *
 * @param contenders - Simplest first; of equals the earlier qualifies.
 */
export async function qualify(
  contenders: readonly Recipe[],
  parts: Parts,
  fitted: Pick<FittedRecipes, 'of'>,
  onProgress: OnProgress,
): Promise<Qualified> {
  const entries: { recipe: Recipe; standing: Standing }[] = [];
  for (const [at, recipe] of contenders.entries()) {
    const learned = await fitted.of(recipe, (done, phrase) =>
      onProgress((at + done) / contenders.length, `${recipe.family}: ${phrase}`),
    );
    entries.push({ recipe, standing: standingOf(learned, parts) });
  }
  const ranked = entries.toSorted((a, b) => a.standing.logLoss - b.standing.logLoss);
  return { recipe: ranked[0]!.recipe, standings: ranked.map(({ standing }) => standing) };
}

/** For people: "forest qualified among 3 families (forest 0.1201, logistic 0.1211, …)". */
export function qualifyingWords(standings: readonly Standing[]): string {
  const told = standings.map(({ family, logLoss }) => `${family} ${logLoss.toFixed(4)}`);
  return `${standings[0]!.family} qualified among ${standings.length} families by log-loss on the part before the newest (${told.join(', ')})`;
}

const standingOf = ({ recipe, validationScores }: FittedRecipe, parts: Parts): Standing => ({
  family: recipe.family,
  logLoss: measure(parts.validation, validationScores).logLoss,
});

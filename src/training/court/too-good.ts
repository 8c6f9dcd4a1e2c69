import { measure } from '../contest.js';
import type { JudgedRecipe } from '../fitted-recipes.js';
import type { Parts } from '../parts.js';

/** Above it a model that foretells people's decisions knows something it should not. */
export const TOO_GOOD_AUC = 0.95;

/** The features an admin has accepted a run with, and when. */
export interface Accepted {
  features: ReadonlySet<string>;
  at: Date;
}

/**
 * Why a winner may not serve before an admin has accepted it; undefined where it may. What was
 * accepted once holds for later runs that read no other features.
 */
export function tooGood(
  { holdout }: Parts,
  { holdoutScores }: JudgedRecipe,
  accepted: Accepted | undefined,
): string | undefined {
  const { auc } = measure(holdout, holdoutScores);
  if (!(auc > TOO_GOOD_AUC)) return undefined;
  const known = holdout.table.columns.every(({ name }) => accepted?.features.has(name));
  if (known) return undefined;
  return (
    `held for an admin: on the newest leads it puts a won lead above another ` +
    `${(100 * auc).toFixed(1)} times in 100 (AUC ${auc.toFixed(3)}, above ${TOO_GOOD_AUC}). ` +
    `Either a feature knows the outcome, or your leads are easy to tell: look through what the ` +
    `label court questions, then accept the run or refuse the feature`
  );
}

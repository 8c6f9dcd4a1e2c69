import { crossFittedAuc } from './cross-fitted-auc.js';
import {
  ACCEPTABLE_AUC,
  EXCELLENT_AUC,
  OUTSTANDING_AUC,
  along,
  type Evidence,
} from './evidence.js';
import type { HeardRows } from './heard-rows.js';
import type { ValueGroups } from './value-groups.js';

/** AUC of the outcome told by this feature alone, missing being a value. */
export function singleFeatureAuc(
  { labels, weights, folds }: HeardRows,
  { of, names }: ValueGroups,
): number {
  return crossFittedAuc({ groups: of, groupCount: names.length, labels, weights, folds });
}

/** Does the feature alone tell the outcome as well as a whole model would? */
export function rankingEvidence(heard: HeardRows, auc: number): Evidence | undefined {
  if (!(auc >= ACCEPTABLE_AUC)) return undefined;
  // A handful of sales ranked well by chance convicts nobody.
  const convicts = auc > OUTSTANDING_AUC && auc - 2 * standardError(heard, auc) > EXCELLENT_AUC;
  return {
    kind: 'ranking',
    value: auc,
    strength: along(auc, 0.5, OUTSTANDING_AUC),
    convicts,
    words:
      `alone it puts a won lead above another ${Math.round(100 * auc)} times in 100 (AUC ${auc.toFixed(3)})` +
      (convicts ? ', which no fact known at arrival does' : ', as a whole model would'),
  };
}

/** @see Hanley & McNeil 1982, formula 2 */
function standardError({ leads, labels }: HeardRows, auc: number): number {
  const won = leads.filter((at) => labels[at] === 1).length;
  const lost = leads.length - won;
  const twoWon = auc / (2 - auc) - auc ** 2;
  const twoLost = (2 * auc ** 2) / (1 + auc) - auc ** 2;
  return Math.sqrt((auc * (1 - auc) + (won - 1) * twoWon + (lost - 1) * twoLost) / (won * lost));
}

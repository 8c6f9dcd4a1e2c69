import {
  CONVICTING_DIFFERENCE,
  QUESTIONABLE_DIFFERENCE,
  along,
  percent,
  type Evidence,
} from './evidence.js';
import type { HeardRows } from './heard-rows.js';
import { filledOf, type ValueGroups } from './value-groups.js';

/** Standard errors beyond which a difference of shares is no chance. */
const BEYOND_CHANCE = 3;

/** Is it filled for the won and left empty for the others, or the other way round? */
export function fillingEvidence(heard: HeardRows, groups: ValueGroups): Evidence | undefined {
  if (groups.missing < 0) return undefined;
  const [lost, won] = sharesFilled(heard, filledOf(groups));
  const difference = Math.abs(won!.share - lost!.share);
  const error = Math.sqrt(won!.variance + lost!.variance);
  if (!(difference >= QUESTIONABLE_DIFFERENCE && difference > BEYOND_CHANCE * error)) {
    return undefined;
  }
  return {
    kind: 'filling',
    value: difference,
    strength: along(difference, 0, CONVICTING_DIFFERENCE),
    convicts: difference > CONVICTING_DIFFERENCE,
    words: `it is filled for ${percent(won!.share)} of the won and ${percent(lost!.share)} of the other leads`,
  };
}

/** By label; each lead once, as it arrived. */
function sharesFilled(
  { leads, labels, weights }: HeardRows,
  filled: Uint8Array,
): { share: number; variance: number }[] {
  return [0, 1].map((label) => {
    let [all, full, squares] = [0, 0, 0];
    for (const at of leads) {
      if (labels[at] !== label) continue;
      all += weights[at]!;
      full += weights[at]! * filled[at]!;
      squares += weights[at]! ** 2;
    }
    const share = full / all;
    // Kish 1965: so many leads of equal weight would tell as much.
    return { share, variance: (share * (1 - share) * squares) / all ** 2 };
  });
}

import { weighMembers, type MemberAnswers } from './blend-weights.js';

/**
 * Parts of those that count for something; the others are left out. That a mixture is no better than
 * the best member on these very rows is no reason to leave it: in the next window another is best.
 *
 * @param heldToEqual - @see weighMembers
 */
export function chosenParts(
  answers: MemberAnswers,
  leastPart: number,
  heldToEqual = false,
): Float64Array {
  const parts = weighMembers(answers, heldToEqual);
  const largest = Math.max(...parts);
  const kept = Array.from(parts.keys()).filter(
    (at) => parts[at]! >= leastPart || parts[at] === largest,
  );
  const again = weighMembers(
    { ...answers, logOdds: kept.map((at) => answers.logOdds[at]!) },
    heldToEqual,
  );
  const chosen = new Float64Array(parts.length);
  kept.forEach((at, order) => (chosen[at] = again[order]!));
  return chosen;
}

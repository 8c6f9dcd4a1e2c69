import { weighMembers, type MemberAnswers } from './blend-weights.js';

/**
 * Parts of those that count for something; the others are left out. That a mixture is no better than
 * the best member on these very rows is no reason to leave it: in the next window another is best.
 */
export function chosenParts(answers: MemberAnswers, leastPart: number): Float64Array {
  const parts = weighMembers(answers);
  const largest = Math.max(...parts);
  const kept = Array.from(parts.keys()).filter(
    (at) => parts[at]! >= leastPart || parts[at] === largest,
  );
  const again = weighMembers({ ...answers, logOdds: kept.map((at) => answers.logOdds[at]!) });
  const chosen = new Float64Array(parts.length);
  kept.forEach((at, order) => (chosen[at] = again[order]!));
  return chosen;
}

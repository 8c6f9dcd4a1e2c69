import { lossOfParts, onlyMember, weighMembers, type MemberAnswers } from './blend-weights.js';

/** Parts that beat the best member alone; else that member. Those that count for little are left out. */
export function chosenParts(answers: MemberAnswers, leastPart: number): Float64Array {
  const parts = weighMembers(answers);
  const kept = answers.logOdds.map((_, at) => at).filter((at) => parts[at]! >= leastPart);
  const alone = answers.logOdds.map((_, at) => onlyMember(answers, at));
  const best = alone.toSorted((a, b) => lossOfParts(answers, a) - lossOfParts(answers, b))[0]!;
  if (!kept.length) return best;
  const again = weighMembers({ ...answers, logOdds: kept.map((at) => answers.logOdds[at]!) });
  const chosen = new Float64Array(parts.length);
  kept.forEach((at, order) => (chosen[at] = again[order]!));
  return lossOfParts(answers, chosen) < lossOfParts(answers, best) ? chosen : best;
}

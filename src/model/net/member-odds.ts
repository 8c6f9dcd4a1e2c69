/** Beyond this e^x leaves the range of numbers. */
const bounded = (logOdds: number): number => Math.min(Math.max(logOdds, -600), 600);

/** Log-odds of the mean of a row's members' probabilities; finite however sure they are. @param logits - Shape [rows, members]. */
export function meanLogOdds(logits: Float32Array, row: number, members: number): number {
  let won = 0;
  let lost = 0;
  for (let at = row * members; at < (row + 1) * members; at++) {
    const odds = Math.exp(bounded(logits[at]!));
    won += odds / (1 + odds);
    lost += 1 / (1 + odds);
  }
  return Math.log(won / lost);
}

/** How much those move with each member's. @param into - Shape [rows, members]. */
export function meanSensitivity(
  logits: Float32Array,
  row: number,
  members: number,
  into: Float32Array,
): void {
  let won = 0;
  let lost = 0;
  for (let at = row * members; at < (row + 1) * members; at++) {
    const odds = Math.exp(bounded(logits[at]!));
    won += odds / (1 + odds);
    lost += 1 / (1 + odds);
  }
  const both = 1 / won + 1 / lost;
  for (let at = row * members; at < (row + 1) * members; at++) {
    const odds = Math.exp(bounded(logits[at]!));
    into[at] = (odds / (1 + odds) / (1 + odds)) * both;
  }
}

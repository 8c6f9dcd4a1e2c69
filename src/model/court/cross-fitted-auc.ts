/** Rows of one feature with the answer to be told from it. All arrays have one value a row. */
export interface Tried {
  groups: Int32Array;
  groupCount: number;
  /** 0 or 1. */
  labels: ArrayLike<number>;
  weights: Float64Array;
  /** 0 .. FOLDS - 1; rows of one lead share theirs. */
  folds: Uint8Array;
}

export const FOLDS = 5;
/** Average rows that a group is mixed with before its own are believed. */
const PRIOR_ROWS = 10;

interface Cell {
  score: number;
  won: number;
  lost: number;
}

/**
 * How well one feature alone ranks the answers, 0.5 being a coin: each value is scored by what became
 * of it in the *other* folds, so that a value seen once tells nothing. NaN with one kind of answer.
 *
 * @see Micci-Barreca 2001 (the scores); Fawcett 2006 (ties share their rank)
 */
export function crossFittedAuc(tried: Tried): number {
  const cells = cellsOf(tried).toSorted((a, b) => a.score - b.score);
  let wonSum = 0;
  let lostBelow = 0;
  let area = 0;
  for (let at = 0; at < cells.length;) {
    let [won, lost] = [0, 0];
    const { score } = cells[at]!;
    for (; at < cells.length && cells[at]!.score === score; at++) {
      won += cells[at]!.won;
      lost += cells[at]!.lost;
    }
    area += won * (lostBelow + lost / 2);
    wonSum += won;
    lostBelow += lost;
  }
  return area / (wonSum * lostBelow);
}

/** Rows of one group and fold share a score, so they are ranked together. */
function cellsOf({ groups, groupCount, labels, weights, folds }: Tried): Cell[] {
  const cell = {
    won: new Float64Array(FOLDS * groupCount),
    all: new Float64Array(FOLDS * groupCount),
  };
  const group = { won: new Float64Array(groupCount), all: new Float64Array(groupCount) };
  let [won, all] = [0, 0];
  for (let row = 0; row < groups.length; row++) {
    const own = groups[row]!;
    const at = folds[row]! * groupCount + own;
    const weight = weights[row]!;
    cell.all[at]! += weight;
    group.all[own]! += weight;
    all += weight;
    if (labels[row] !== 1) continue;
    cell.won[at]! += weight;
    group.won[own]! += weight;
    won += weight;
  }
  const prior = won / all;
  return Array.from(cell.all.keys())
    .filter((at) => cell.all[at]! > 0)
    .map((at) => {
      const own = at % groupCount;
      const others = group.all[own]! - cell.all[at]!;
      const othersWon = group.won[own]! - cell.won[at]!;
      const score = (othersWon + PRIOR_ROWS * prior) / (others + PRIOR_ROWS);
      // Sums in another order differ in the last digits; those must not break a tie.
      const rounded = Math.round(score * 1e9);
      return { score: rounded, won: cell.won[at]!, lost: cell.all[at]! - cell.won[at]! };
    });
}

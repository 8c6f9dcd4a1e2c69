import type { LabelledRows } from './boosting.js';
import type { Candidate } from './candidates.js';
import type { ForestTraining } from './forest-training.js';

/** Rows to grow on, and rows to judge on. */
export interface Trial {
  training: ForestTraining;
  held: LabelledRows;
}

/** How a candidate did, with the number of trees that did best. */
export interface Tried {
  candidate: Candidate;
  treeCount: number;
  /** Mean log-loss of the held rows of all trials. */
  loss: number;
}

/** Grows every candidate in every trial. @returns the best first. */
export function rankCandidates(
  candidates: Candidate[],
  trials: Trial[],
  { maxTrees, patience, seed }: { maxTrees: number; patience: number; seed: number },
  onTried: (count: number) => void,
): Tried[] {
  const tried = candidates.map((candidate, at) => {
    const curves = trials.map(({ training, held }) => {
      const member = { candidate, treeCount: maxTrees, seed };
      return training.grow(member, { rows: held, patience }).held!.losses;
    });
    const weights = trials.map(({ held }) => held.rowCount);
    onTried(at + 1);
    return { candidate, ...lowest(curves, weights) };
  });
  return tried.toSorted((a, b) => a.loss - b.loss);
}

/** The number of trees at which the curves are lowest together; one that ended early keeps its last loss. */
function lowest(curves: number[][], weights: number[]): { treeCount: number; loss: number } {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const longest = Math.max(...curves.map((curve) => curve.length));
  let best = { treeCount: 0, loss: Number.POSITIVE_INFINITY };
  for (let treeCount = 0; treeCount < longest; treeCount++) {
    const loss = curves.reduce((sum, curve, at) => {
      return sum + (weights[at]! / total) * curve[Math.min(treeCount, curve.length - 1)]!;
    }, 0);
    if (loss < best.loss) best = { treeCount, loss };
  }
  return best;
}

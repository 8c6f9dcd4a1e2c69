import { sigmoid } from '#model/fitting';

/** A rooftop's leads with what a model said of them that had not learned from them. One value an example. */
export interface Judged {
  logOdds: Float64Array;
  labels: Float64Array;
  weights: Float64Array;
}

/** Standard deviation, in log-odds, by which rooftops are held to differ from what the group's model says of them. */
const USUAL_MOVE = 0.3;
const STEPS = 25;

/**
 * By how much a rooftop's log-odds are to be moved: the level that its leads ask for, drawn to 0 as long as
 * they are few.
 */
export function levelMoved({ logOdds, labels, weights }: Judged): number {
  const precision = 1 / USUAL_MOVE ** 2;
  let moved = 0;
  for (let step = 0; step < STEPS; step++) {
    let slope = -precision * moved;
    let curvature = precision;
    for (let row = 0; row < logOdds.length; row++) {
      const chance = sigmoid(logOdds[row]! + moved);
      slope += weights[row]! * (labels[row]! - chance);
      curvature += weights[row]! * chance * (1 - chance);
    }
    moved += slope / curvature;
  }
  return moved;
}

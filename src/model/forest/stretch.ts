import type { LabelledRows } from './boosting.js';
import { logLossOf, sigmoid } from '../net/log-odds.js';

/** Rows with what was said of them by those who had not seen them: log-odds above the start. */
export type Judged = Pick<LabelledRows, 'labels' | 'weights'> & { above: Float64Array };

/** The answer is start + stretch * (log-odds above the start). */
export interface Stretch {
  start: number;
  stretch: number;
}

/** How firmly the stretch is held to 1, and the start to where it was; in rows. */
const HOLD = 4;
const HOLD_START = 1;
const LEAST = 0.1;
const MOST = 4;
const STEPS = 25;

/**
 * How a mean of log-odds is best stretched and moved: Newton steps on the log-loss of rows it was not
 * learned from. Where few leads buy, a mean of log-odds lies below the log-odds of the mean.
 */
export function bestStretch({ labels, weights, above }: Judged, start: number): Stretch {
  let stretch = 1;
  let moved = 0;
  for (let step = 0; step < STEPS; step++) {
    const slope = { stretch: HOLD * (stretch - 1), start: HOLD_START * moved };
    const curvature = { stretch: HOLD, start: HOLD_START, both: 0 };
    for (let row = 0; row < above.length; row++) {
      const own = above[row]!;
      const p = sigmoid(start + moved + stretch * own);
      const off = weights[row]! * (p - labels[row]!);
      const bend = weights[row]! * p * (1 - p);
      slope.stretch += off * own;
      slope.start += off;
      curvature.stretch += bend * own * own;
      curvature.start += bend;
      curvature.both += bend * own;
    }
    const { stretch: a, start: b, both: c } = curvature;
    const determinant = a * b - c * c;
    const next = stretch - (b * slope.stretch - c * slope.start) / determinant;
    moved -= (a * slope.start - c * slope.stretch) / determinant;
    stretch = Math.min(Math.max(next, LEAST), MOST);
  }
  return { start: start + moved, stretch };
}

/** Mean log-loss of all rows. */
export function lossUnder(judged: Judged[], { start, stretch }: Stretch): number {
  let loss = 0;
  let rows = 0;
  for (const { labels, weights, above } of judged) {
    above.forEach((one, row) => {
      loss += weights[row]! * logLossOf(start + stretch * one, labels[row]!);
    });
    rows += above.length;
  }
  return loss / rows;
}

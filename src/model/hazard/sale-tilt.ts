import { logit, sigmoid } from '../net/log-odds.js';
/** Intervals up to a day, in order: what a sale and what everything else does in each of them. */
export interface TiltedIntervals {
  /** Log-odds of the hazard of a sale, before any tilt. */
  sale: number[];
  /** Share of the interval that counts, in (0, 1]. */
  part: number[];
  /** Chance that nothing but a sale ends a lead in it. */
  spared: number[];
}

const MOST_STEPS = 40;
const CLOSE = 1e-10;
/** No step is longer: far from the answer the slope says little. */
const LONGEST_STEP = 4;
/** Nobody is told a chance beyond these log-odds. */
const FARTHEST = 14;

/**
 * What must be added to the log-odds of a sale in every interval so that a sale by the end has the
 * chance asked for. There is one answer always: that chance rises with the tilt, from 0 to 1, since in
 * each interval sales are asked first.
 *
 * @param logOdds - Of a sale by the end of the last interval.
 */
export function tiltTowards(intervals: TiltedIntervals, logOdds: number): number {
  const wanted = Math.min(FARTHEST, Math.max(-FARTHEST, logOdds));
  let tilt = 0;
  let [low, high] = [-Infinity, Infinity];
  for (let step = 0; step < MOST_STEPS; step++) {
    const { won, rise } = saleBy(intervals, tilt);
    const missed = wanted - logit(won);
    if (Math.abs(missed) < CLOSE) break;
    if (missed > 0) low = tilt;
    else high = tilt;
    const newton = (missed * won * (1 - won)) / rise;
    const next = tilt + Math.min(LONGEST_STEP, Math.max(-LONGEST_STEP, newton));
    tilt = next > low && next < high ? next : (low + high) / 2;
  }
  return tilt;
}

/** The chance of a sale by the end, and how fast it rises with the tilt. */
function saleBy({ sale, part, spared }: TiltedIntervals, tilt: number) {
  let won = 0;
  let rise = 0;
  let open = 1;
  let openRise = 0;
  for (let j = 0; j < sale.length; j++) {
    const hazard = sigmoid(sale[j]! + tilt);
    const kept = (1 - hazard) ** part[j]!;
    const keptRise = -part[j]! * hazard * kept;
    won += open * (1 - kept);
    rise += openRise * (1 - kept) - open * keptRise;
    openRise = (openRise * kept + open * keptRise) * spared[j]!;
    open *= kept * spared[j]!;
  }
  return { won, rise };
}

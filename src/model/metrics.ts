import { equalBins } from './equal-bins.js';
import { InvalidExamplesError } from './fitting-errors.js';

/** How well probabilities ranked and foretold what came. A figure that has no meaning (AUC of one class) is NaN. */
export interface Metrics {
  rows: number;
  positives: number;
  /** Ties count half. */
  auc: number;
  /** Average precision, ties taken together. */
  averagePrecision: number;
  logLoss: number;
  brier: number;
  /** Expected calibration error over 15 bins of equal size. */
  ece15: number;
  /** How many times more positives the top tenth holds than an average tenth. */
  lift10: number;
  /** Share of all positives found in the top fifth. */
  recall20: number;
  meanProbability: number;
  baseRate: number;
}

interface Ranked {
  p: number;
  y: number;
}

/**
 * @param labels - 0 or 1. Shape [rows].
 * @param probabilities - Shape [rows].
 * @param ids - order equal probabilities inside the calibration bins; row numbers when not given.
 */
export function metrics(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  ids?: readonly string[],
): Metrics {
  const rows = labels.length;
  if (!rows || probabilities.length !== rows || (ids && ids.length !== rows)) {
    throw new InvalidExamplesError(
      'Metrics need as many probabilities (and ids) as labels, at least one.',
    );
  }
  const ascending = rank(labels, probabilities, ids);
  const positives = ascending.reduce((sum, { y }) => sum + y, 0);
  return {
    rows,
    positives,
    auc: areaUnderCurve(ascending, positives),
    averagePrecision: averagePrecision(ascending, positives),
    ...meanLosses(ascending),
    ece15: calibrationError(ascending, 15),
    lift10: positivesInTop(ascending, 0.1) / (0.1 * positives),
    recall20: positivesInTop(ascending, 0.2) / positives,
    meanProbability: ascending.reduce((sum, { p }) => sum + p, 0) / rows,
    baseRate: positives / rows,
  };
}

function rank(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  ids?: readonly string[],
): Ranked[] {
  const rows = Array.from({ length: labels.length }, (_, row) => ({
    p: probabilities[row]!,
    y: labels[row]!,
    tie: byteHash(ids?.[row] ?? String(row)),
  }));
  return rows.toSorted((a, b) => a.p - b.p || a.tie - b.tie);
}

/** FNV-1a over the UTF-8 bytes: an order of ties that favours nobody. */
function byteHash(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

/** Runs of equal probability, from the lowest: [first, past the last). */
function* ties(ascending: Ranked[]): Generator<[number, number]> {
  for (let first = 0; first < ascending.length;) {
    let past = first;
    while (past < ascending.length && ascending[past]!.p === ascending[first]!.p) past++;
    yield [first, past];
    first = past;
  }
}

function areaUnderCurve(ascending: Ranked[], positives: number): number {
  let rankSum = 0;
  for (const [first, past] of ties(ascending)) {
    const middleRank = (first + 1 + past) / 2;
    for (let at = first; at < past; at++) rankSum += ascending[at]!.y * middleRank;
  }
  const negatives = ascending.length - positives;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

function averagePrecision(ascending: Ranked[], positives: number): number {
  let found = 0;
  let seen = 0;
  let sum = 0;
  for (const [first, past] of [...ties(ascending)].toReversed()) {
    let here = 0;
    for (let at = first; at < past; at++) here += ascending[at]!.y;
    found += here;
    seen += past - first;
    sum += ((here / positives) * found) / seen;
  }
  return sum;
}

function meanLosses(rows: Ranked[]): { logLoss: number; brier: number } {
  let logLoss = 0;
  let brier = 0;
  for (const { p, y } of rows) {
    const clipped = Math.min(Math.max(p, 1e-6), 1 - 1e-6);
    logLoss -= y ? Math.log(clipped) : Math.log(1 - clipped);
    brier += (p - y) ** 2;
  }
  return { logLoss: logLoss / rows.length, brier: brier / rows.length };
}

function calibrationError(ascending: Ranked[], bins: number): number {
  let error = 0;
  for (const bin of equalBins(ascending, bins)) {
    error += Math.abs(bin.reduce((sum, { p, y }) => sum + p - y, 0));
  }
  return error / ascending.length;
}

/** Positives among the top share; a tie across the boundary counts in proportion. */
function positivesInTop(ascending: Ranked[], share: number): number {
  const wanted = share * ascending.length;
  const boundary = ascending[ascending.length - Math.min(Math.ceil(wanted), ascending.length)]!.p;
  let above = 0;
  let aboveRows = 0;
  let tied = 0;
  let tiedRows = 0;
  for (const { p, y } of ascending) {
    if (p > boundary) {
      above += y;
      aboveRows++;
    } else if (p === boundary) {
      tied += y;
      tiedRows++;
    }
  }
  return above + (tied / tiedRows) * (wanted - aboveRows);
}

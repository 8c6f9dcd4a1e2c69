import { equalBins } from '../equal-bins.js';
import { InvalidExamplesError } from '../fitting-errors.js';
import { wilsonInterval, type ProbabilityInterval } from './intervals.js';

/** Leads with similar scores: what was promised them and what came. */
export interface ReliabilityBin {
  rows: number;
  meanScore: number;
  observedRate: number;
  /** Of the observed rate, 90 %. */
  interval: ProbabilityInterval;
}

export interface CalibrationCheck {
  bins: ReliabilityBin[];
  /** Mean distance of promise and outcome over the bins. */
  expectedCalibrationError: number;
  meanScore: number;
  observedRate: number;
  /** Promised over observed: 1 is right, 2 promises twice too much. NaN where nothing was won. */
  promisedOverObserved: number;
}

/** Compares scores with labels in bins of equal size, the lowest scores first. */
export function checkCalibration(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
  binCount = 15,
): CalibrationCheck {
  const rows = labels.length;
  if (!rows || scores.length !== rows) {
    throw new InvalidExamplesError(
      'A calibration check needs as many scores as labels, at least one.',
    );
  }
  const ascending = Array.from({ length: rows }, (_, row) => ({
    score: scores[row]!,
    label: labels[row]!,
  })).toSorted((a, b) => a.score - b.score);
  const bins = equalBins(ascending, Math.min(binCount, rows)).map(reliabilityOf);
  const mean = (of: (bin: ReliabilityBin) => number): number =>
    bins.reduce((sum, bin) => sum + bin.rows * of(bin), 0) / rows;
  const meanScore = mean((bin) => bin.meanScore);
  const observedRate = mean((bin) => bin.observedRate);
  return {
    bins,
    expectedCalibrationError: mean((bin) => Math.abs(bin.meanScore - bin.observedRate)),
    meanScore,
    observedRate,
    promisedOverObserved: observedRate ? meanScore / observedRate : Number.NaN,
  };
}

function reliabilityOf(bin: { score: number; label: number }[]): ReliabilityBin {
  const rows = bin.length;
  const positives = bin.reduce((sum, { label }) => sum + label, 0);
  return {
    rows,
    meanScore: bin.reduce((sum, { score }) => sum + score, 0) / rows,
    observedRate: positives / rows,
    interval: wilsonInterval(positives, rows),
  };
}

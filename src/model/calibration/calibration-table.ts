import { equalBins } from '../equal-bins.js';
import { InvalidEstimatorStateError, InvalidExamplesError } from '../fitting-errors.js';
import { LEAST_SCORE, scoreForPeople, wilsonInterval } from './intervals.js';

/** Where a lead's true likelihood probably lies. */
export interface ScoreInterval {
  lower: number;
  upper: number;
  /** How many leads with similar scores, of known outcome, it was read from. */
  basedOn: number;
}

interface TableBin {
  rows: number;
  positives: number;
  meanScore: number;
  highestScore: number;
}

export interface CalibrationTableState {
  bins: TableBin[];
}

const ROWS_PER_BIN = 50;
const MOST_BINS = 40;
/** Neighbouring bins are taken in until they hold this many rows. */
const SIMILAR_ROWS = 150;

/**
 * What became of leads by their score, on rows the learner had not seen. It answers with a range
 * for a single score: the Wilson interval of similar leads around the score, widened to where their
 * truth lay when scores like it promised too much or too little.
 */
export class CalibrationTable {
  /** By the score's own bin: read for every score, and always the same. */
  private readonly similar = new Map<number, Omit<TableBin, 'highestScore'>>();

  constructor(private readonly state: CalibrationTableState) {
    if (!Array.isArray(state?.bins) || !state.bins.every(isSound)) {
      throw new InvalidEstimatorStateError('The saved calibration table is damaged.');
    }
  }

  /** A table of nothing: every range is as wide as it can be. */
  static empty(): CalibrationTable {
    return new CalibrationTable({ bins: [] });
  }

  /** @param scores - of validation rows, 0..1. Shapes [rows]. */
  static fit(labels: ArrayLike<number>, scores: ArrayLike<number>): CalibrationTable {
    if (labels.length !== scores.length) {
      throw new InvalidExamplesError('A calibration table needs as many scores as labels.');
    }
    const ascending = Array.from({ length: labels.length }, (_, row) => ({
      score: scores[row]!,
      label: labels[row]!,
    })).toSorted((a, b) => a.score - b.score);
    if (!ascending.length) return CalibrationTable.empty();
    const wanted = Math.floor(ascending.length / ROWS_PER_BIN);
    const binCount = Math.min(Math.max(wanted, 1), MOST_BINS);
    return new CalibrationTable({ bins: equalBins(ascending, binCount).map(binOf) });
  }

  /** The 90 % range of one score; it always holds the score itself, and never 0 or 1. */
  intervalFor(score: number): ScoreInterval {
    const similar = this.similarTo(score);
    if (!similar.rows) return { lower: LEAST_SCORE, upper: 1 - LEAST_SCORE, basedOn: 0 };
    const { lower, upper } = wilsonInterval(similar.positives, similar.rows);
    const from = (origin: number, end: number): number =>
      scoreForPeople(sigmoid(logit(score) + logit(end) - logit(origin)));
    const middle = (lower + upper) / 2;
    return {
      lower: Math.min(from(middle, lower), from(similar.meanScore, lower)),
      upper: Math.max(from(middle, upper), from(similar.meanScore, upper)),
      basedOn: similar.rows,
    };
  }

  toState(): CalibrationTableState {
    return this.state;
  }

  /** The score's own bin and as many neighbours as it takes, nearest first. */
  private similarTo(score: number): Omit<TableBin, 'highestScore'> {
    const { bins } = this.state;
    const own = bins.findIndex(({ highestScore }) => score <= highestScore);
    const known = this.similar.get(own);
    if (known) return known;
    const pooled = this.pooledAround(own < 0 ? bins.length - 1 : own);
    this.similar.set(own, pooled);
    return pooled;
  }

  private pooledAround(own: number): Omit<TableBin, 'highestScore'> {
    const { bins } = this.state;
    let first = own;
    let last = own;
    const pooled = (): Omit<TableBin, 'highestScore'> =>
      pool(bins.slice(Math.max(first, 0), last + 1));
    while (pooled().rows < SIMILAR_ROWS && (first > 0 || last < bins.length - 1)) {
      first = Math.max(0, first - 1);
      last = Math.min(bins.length - 1, last + 1);
    }
    return pooled();
  }
}

function binOf(rows: { score: number; label: number }[]): TableBin {
  return {
    rows: rows.length,
    positives: rows.reduce((sum, { label }) => sum + label, 0),
    meanScore: rows.reduce((sum, { score }) => sum + score, 0) / rows.length,
    highestScore: rows.at(-1)!.score,
  };
}

function pool(bins: TableBin[]): Omit<TableBin, 'highestScore'> {
  const rows = bins.reduce((sum, bin) => sum + bin.rows, 0);
  return {
    rows,
    positives: bins.reduce((sum, bin) => sum + bin.positives, 0),
    meanScore: rows ? bins.reduce((sum, bin) => sum + bin.rows * bin.meanScore, 0) / rows : 0,
  };
}

const isSound = ({ rows, positives, meanScore, highestScore }: TableBin): boolean =>
  rows > 0 && positives >= 0 && positives <= rows && [meanScore, highestScore].every(isShare);

const isShare = (value: number): boolean => value >= 0 && value <= 1;

/** Finite even for 0 and 1. */
const logit = (share: number): number => {
  const inside = Math.min(Math.max(share, 1e-9), 1 - 1e-9);
  return Math.log(inside / (1 - inside));
};

const sigmoid = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

import { equalBins } from '../equal-bins.js';
import { InvalidEstimatorStateError, InvalidExamplesError } from '../fitting-errors.js';
import { LEAST_SCORE, scoreForPeople, wilsonInterval } from './intervals.js';
import { finiteLogit, sigmoid } from '../net/log-odds.js';

/** Where a lead's true likelihood probably lies. */
export interface ScoreInterval {
  lower: number;
  upper: number;
  /** How many leads with similar scores, of known outcome, it was read from. */
  basedOn: number;
}

interface TableBin {
  /**
   * As how many equally heavy leads the similar leads count: less than they are where a few outweigh
   * the others.
   */
  rows: number;
  /** Of these, how many were won. */
  positives: number;
  meanScore: number;
  /** Of the bin's own rows. */
  highestScore: number;
  /** How many leads, of known outcome, had a similar score. */
  leads: number;
}

export interface CalibrationTableState {
  /** By score, ascending; each tells of its neighbourhood, not only of itself. */
  bins: TableBin[];
}

/** What else is known of the rows of a table. */
export interface TableEvidence {
  /** Shape [rows]; absent: all count the same. */
  weights?: ArrayLike<number>;
  /** The lead of each row; absent: every row is a lead of its own. Shape [rows]. */
  leads?: ArrayLike<string | number>;
}

interface ScoredRow {
  score: number;
  label: number;
  weight: number;
  lead: string | number;
}

const ROWS_PER_BIN = 50;
const MOST_BINS = 40;
/** Neighbouring bins are taken in until they hold this many leads. */
const SIMILAR_LEADS = 150;

/**
 * What became of leads by their score, on rows the learner had not seen. It answers with a range
 * for a single score: the Wilson interval of similar leads around the score, widened to where their
 * truth lay when scores like it promised too much or too little. Leads are counted, not rows: six
 * looks at one lead are one piece of evidence.
 */
export class CalibrationTable {
  private readonly ranges: BinRange[];

  constructor(private readonly state: CalibrationTableState) {
    if (!Array.isArray(state?.bins) || !state.bins.every(isSound)) {
      throw new InvalidEstimatorStateError('The saved calibration table is damaged.');
    }
    this.ranges = state.bins.map(rangeOf);
  }

  /** A table of nothing: every range is as wide as it can be. */
  static empty(): CalibrationTable {
    return new CalibrationTable({ bins: [] });
  }

  /** @param scores - of validation rows, 0..1. Shapes [rows]. */
  static fit(
    labels: ArrayLike<number>,
    scores: ArrayLike<number>,
    { weights, leads }: TableEvidence = {},
  ): CalibrationTable {
    if (labels.length !== scores.length) {
      throw new InvalidExamplesError('A calibration table needs as many scores as labels.');
    }
    const ascending = Array.from({ length: labels.length }, (_, row): ScoredRow => ({
      score: scores[row]!,
      label: labels[row]!,
      weight: weights?.[row] ?? 1,
      lead: leads?.[row] ?? row,
    }))
      .filter(({ weight }) => weight > 0)
      .toSorted((a, b) => a.score - b.score);
    if (!ascending.length) return CalibrationTable.empty();
    const wanted = Math.floor(ascending.length / ROWS_PER_BIN);
    const bins = equalBins(ascending, Math.min(Math.max(wanted, 1), MOST_BINS));
    return new CalibrationTable({ bins: bins.map((_, own) => neighbourhood(bins, own)) });
  }

  /** The 90 % range of one score; it always holds the score itself, and never 0 or 1. */
  intervalFor(score: number): ScoreInterval {
    const { ranges } = this;
    let similar = ranges.at(-1);
    if (!similar) return { lower: LEAST_SCORE, upper: 1 - LEAST_SCORE, basedOn: 0 };
    for (const range of ranges)
      if (score <= range.highestScore) {
        similar = range;
        break;
      }
    const { lower, upper, farthestUp, farthestDown } = similar;
    const own = finiteLogit(score);
    return {
      lower: scoreForPeople(sigmoid(own + lower - farthestUp)),
      upper: scoreForPeople(sigmoid(own + upper - farthestDown)),
      basedOn: similar.leads,
    };
  }

  toState(): CalibrationTableState {
    return this.state;
  }
}

/** What a bin tells of any score in it, worked out once; log-odds but for the score and the leads. */
interface BinRange {
  highestScore: number;
  leads: number;
  /** Ends of the Wilson interval. */
  lower: number;
  upper: number;
  /** Where a score may be thought to stand within it: at its middle, or where scores like it stood. */
  farthestUp: number;
  farthestDown: number;
}

function rangeOf({ positives, rows, meanScore, highestScore, leads }: TableBin): BinRange {
  const { lower, upper } = wilsonInterval(positives, rows);
  const origins = [finiteLogit((lower + upper) / 2), finiteLogit(meanScore)];
  return {
    highestScore,
    leads,
    lower: finiteLogit(lower),
    upper: finiteLogit(upper),
    farthestUp: Math.max(...origins),
    farthestDown: Math.min(...origins),
  };
}

/** A bin and as many neighbours as it takes, nearest first. */
function neighbourhood(bins: ScoredRow[][], own: number): TableBin {
  const near = [...bins[own]!];
  const leads = new Set(near.map(({ lead }) => lead));
  for (let apart = 1; apart < bins.length && leads.size < SIMILAR_LEADS; apart++) {
    for (const row of [...(bins[own - apart] ?? []), ...(bins[own + apart] ?? [])]) {
      near.push(row);
      leads.add(row.lead);
    }
  }
  return { ...summaryOf(near), leads: leads.size, highestScore: bins[own]!.at(-1)!.score };
}

/** @see Kish 1965, "Survey Sampling", on how many equal weights unequal ones are worth. */
function summaryOf(near: ScoredRow[]): Pick<TableBin, 'rows' | 'positives' | 'meanScore'> {
  const byLead = new Map<string | number, number>();
  let weights = 0;
  let won = 0;
  let scores = 0;
  for (const { lead, weight, label, score } of near) {
    byLead.set(lead, (byLead.get(lead) ?? 0) + weight);
    weights += weight;
    won += weight * label;
    scores += weight * score;
  }
  const squares = Array.from(byLead.values()).reduce((sum, weight) => sum + weight ** 2, 0);
  const rows = weights ** 2 / squares;
  return { rows, positives: Math.min(rows, (rows * won) / weights), meanScore: scores / weights };
}

const isSound = ({ rows, positives, meanScore, highestScore, leads }: TableBin): boolean =>
  rows > 0 &&
  positives >= 0 &&
  positives <= rows &&
  leads > 0 &&
  [meanScore, highestScore].every((share) => share >= 0 && share <= 1);

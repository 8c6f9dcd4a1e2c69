import type { Examples } from '../estimator.js';
import { meanOneWeights } from '../examples.js';
import { FOLDS } from './cross-fitted-auc.js';

/** The rows the court looks at. All arrays but `leads` have one value a row. */
export interface HeardRows {
  /** Their numbers in the table they come from, ascending. */
  rows: Int32Array;
  /** 0 or 1. */
  labels: Float64Array;
  weights: Float64Array;
  folds: Uint8Array;
  /** Positions in `rows` of the first row of each lead, in order of arrival where that is told. */
  leads: Int32Array;
}

/** More would move no verdict: the standard error of an AUC is below 0.01 with a few hundred of each answer. */
const MOST_ROWS = 20_000;

/** Evenly spaced leads with all their rows, as many as are needed to judge. */
export function heardRows(
  examples: Examples,
  arrivals?: Float64Array,
  mostRows = MOST_ROWS,
): HeardRows {
  const leadOf = denseLeads(examples);
  const every = Math.max(1, Math.ceil(examples.table.rowCount / mostRows));
  const rows = Int32Array.from(leadOf.keys()).filter((row) => leadOf[row]! % every === 0);
  const weights = meanOneWeights(examples);
  const seen = new Set<number>();
  const leads: number[] = [];
  rows.forEach((row, at) => {
    if (seen.has(leadOf[row]!)) return;
    seen.add(leadOf[row]!);
    leads.push(at);
  });
  if (arrivals) leads.sort((a, b) => arrivals[rows[a]!]! - arrivals[rows[b]!]!);
  return {
    rows,
    labels: Float64Array.from(rows, (row) => examples.labels[row]!),
    weights: Float64Array.from(rows, (row) => weights[row]!),
    folds: Uint8Array.from(rows, (row) => foldOf(leadOf[row]!)),
    leads: Int32Array.from(leads),
  };
}

function denseLeads({ table, groups }: Examples): Int32Array {
  const known = new Map<string, number>();
  return Int32Array.from({ length: table.rowCount }, (_, row) => {
    if (!groups) return row;
    const lead = known.get(groups[row]!) ?? known.size;
    known.set(groups[row]!, lead);
    return lead;
  });
}

/** Scattered, so that neighbours in time do not share a fold. */
export const foldOf = (lead: number): number => (Math.imul(lead, 2_654_435_761) >>> 8) % FOLDS;

import type { CardSegment } from '#model';

import { arrivalRows, cardGroup } from './card-groups.js';
import type { Dataset } from './dataset.js';
import type { LabelledExamples } from './example-rows.js';
import { RankedScores } from './weighted-metrics.js';

/** Fewer leads show nothing but chance. */
const LEAST_LEADS = 20;
/** Of one kind, the largest. */
const MOST_SEGMENTS = 12;

type By = CardSegment['by'];

/** Feature that tells the segment, where it is one. */
const FEATURE_OF: Record<Exclude<By, 'rooftop'>, string> = {
  source: 'source',
  intent: 'messageKind',
};

/** Leads of the holdout as they arrived, by what they have in common. @param scores - one an example. */
export function cardSegments(
  dataset: Dataset,
  holdout: LabelledExamples,
  scores: Float64Array,
): CardSegment[] {
  const arrivals = arrivalRows(holdout);
  const dealershipOf = new Map(dataset.leads.map((lead) => [lead.leadId, lead.dealershipId]));
  const rooftop = (row: number): string | null =>
    dataset.rooftops.get(dealershipOf.get(holdout.groups[row]!) ?? '') ?? null;
  const told = (by: Exclude<By, 'rooftop'>) => (row: number) =>
    holdout.table.categorical.get(FEATURE_OF[by])?.[row] ?? null;
  return [
    ...segmentsBy('rooftop', arrivals, rooftop),
    ...segmentsBy('source', arrivals, told('source')),
    ...segmentsBy('intent', arrivals, told('intent')),
  ].map(({ by, name, rows }) => ({
    by,
    name,
    ...cardGroup(rows, holdout, scores),
    auc: aucOf(rows, holdout, scores),
  }));
}

function segmentsBy(
  by: By,
  rows: number[],
  nameOf: (row: number) => string | null,
): { by: By; name: string; rows: number[] }[] {
  const held = new Map<string, number[]>();
  for (const row of rows) {
    const name = nameOf(row);
    if (name !== null) held.set(name, [...(held.get(name) ?? []), row]);
  }
  return [...held]
    .filter(([, own]) => own.length >= LEAST_LEADS)
    .toSorted(([, a], [, b]) => b.length - a.length)
    .slice(0, MOST_SEGMENTS)
    .map(([name, own]) => ({ by, name, rows: own }));
}

function aucOf(rows: number[], holdout: LabelledExamples, scores: Float64Array): number | null {
  const pick = (from: Float64Array): Float64Array => Float64Array.from(rows, (row) => from[row]!);
  const { auc } = new RankedScores({
    labels: pick(holdout.labels),
    weights: pick(holdout.weights),
    probabilities: pick(scores),
    leadOf: Int32Array.from(rows.keys()),
  }).metrics();
  return Number.isFinite(auc) ? auc : null;
}

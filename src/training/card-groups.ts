import { wilsonInterval, type CardGroup } from '#model';

import type { LabelledExamples } from './example-rows.js';

/** Rows of the leads as they arrived: cutoffs of one lead share an answer and are no independent evidence. */
export const arrivalRows = ({ leadOf }: LabelledExamples): number[] =>
  [...leadOf.keys()].filter((row) => row === 0 || leadOf[row] !== leadOf[row - 1]);

/** What these rows were promised and what became of them. @param scores - one an example of the holdout. */
export function cardGroup(
  rows: readonly number[],
  { labels, weights }: LabelledExamples,
  scores: Float64Array,
): CardGroup {
  const sum = (of: (row: number) => number): number =>
    rows.reduce((total, row) => total + of(row), 0);
  const weight = sum((row) => weights[row]!);
  const seen = sum((row) => weights[row]! * labels[row]!) / weight;
  // Kish 1965: so many leads of equal weight would tell as much.
  const effective = weight ** 2 / sum((row) => weights[row]! ** 2);
  return {
    leads: rows.length,
    won: rows.filter((row) => labels[row] === 1).length,
    promised: sum((row) => weights[row]! * scores[row]!) / weight,
    seen,
    ...wilsonInterval(seen * effective, effective),
  };
}

const MOST_GROUPS = 10;
/** Smaller groups say nothing. */
const LEAST_IN_GROUP = 10;

/** Leads of the holdout in groups of equal size, lowest scores first. */
export function reliabilityGroups(holdout: LabelledExamples, scores: Float64Array): CardGroup[] {
  const ascending = arrivalRows(holdout).toSorted((a, b) => scores[a]! - scores[b]!);
  const count = Math.min(MOST_GROUPS, Math.floor(ascending.length / LEAST_IN_GROUP));
  const edge = (group: number): number => Math.round((group * ascending.length) / count);
  return Array.from({ length: count }, (_, group) =>
    cardGroup(ascending.slice(edge(group), edge(group + 1)), holdout, scores),
  );
}

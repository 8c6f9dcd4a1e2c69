import type { FeatureColumn, FeatureTable } from '#features';
import { upperBound } from '../encoding/knots.js';
import { populationStability, type StabilityIndex } from './stability.js';

/** Bins of one feature, or of the score, with how many reference leads each holds; the last is missing. */
export type ReferenceBins =
  | {
      /** `from[k]` begins bin k + 1; what is below the first is bin 0. */
      kind: 'numeric';
      from: number[];
      counts: number[];
    }
  | {
      /** One bin a level, then one for all other levels. */
      kind: 'categorical';
      levels: string[];
      counts: number[];
    };

/** What the leads looked like that a version learned from, as they arrived. */
export interface DriftReference {
  leads: number;
  features: { feature: string; label: string; bins: ReferenceBins }[];
  score: ReferenceBins;
}

/** How far one feature, or the score, has moved. */
export interface Drift extends StabilityIndex {
  feature: string;
  label: string;
}

const MOST_RANGES = 10;
const MOST_LEVELS = 20;
/** A level of its own needs this share; the others are taken together. */
const LEAST_SHARE = 0.01;

/** @param scores - of the same rows, 0..1. */
export function driftReference(table: FeatureTable, scores: Float64Array): DriftReference {
  return {
    leads: table.rowCount,
    features: table.columns.map((column) => ({
      feature: column.name,
      label: column.label,
      bins: binsOf(table, column),
    })),
    score: numericBins(scores),
  };
}

/** Every feature of the reference and then the score; a feature the table lacks is all missing. */
export function driftSince(
  reference: DriftReference,
  table: FeatureTable,
  scores: Float64Array,
): { features: Drift[]; score: Drift } {
  const features = reference.features.map(({ feature, label, bins }) => {
    const values =
      bins.kind === 'numeric' ? table.numeric.get(feature) : table.categorical.get(feature);
    const live = values ?? Array.from({ length: table.rowCount }, () => null);
    return { feature, label, ...populationStability(bins.counts, countsIn(bins, live)) };
  });
  const { score } = reference;
  const moved = populationStability(score.counts, countsIn(score, scores));
  return { features, score: { feature: 'score', label: 'Score', ...moved } };
}

function binsOf(table: FeatureTable, { name, kind }: FeatureColumn): ReferenceBins {
  if (kind === 'numeric') return numericBins(table.numeric.get(name) ?? new Float64Array());
  return categoricalBins(table.categorical.get(name) ?? []);
}

function numericBins(values: Float64Array): ReferenceBins {
  const sorted = values.filter(Number.isFinite).toSorted();
  const edges = Array.from(
    { length: MOST_RANGES - 1 },
    (_, at) => sorted[Math.floor(((at + 1) * sorted.length) / MOST_RANGES)]!,
  );
  // A value that most leads share stands as a bin of its own, with what lies above it in the next.
  const from = [...new Set(edges)].filter((edge) => edge !== undefined && edge > sorted[0]!);
  const bins = { kind: 'numeric', from, counts: [] } satisfies ReferenceBins;
  return { ...bins, counts: countsIn(bins, values) };
}

function categoricalBins(values: readonly (string | null)[]): ReferenceBins {
  const counts = new Map<string, number>();
  for (const value of values) {
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const levels = [...counts]
    .filter(([, count]) => count >= LEAST_SHARE * values.length)
    .toSorted(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))
    .slice(0, MOST_LEVELS)
    .map(([level]) => level);
  const bins = { kind: 'categorical', levels, counts: [] } satisfies ReferenceBins;
  return { ...bins, counts: countsIn(bins, values) };
}

function countsIn(bins: ReferenceBins, values: Iterable<number | string | null>): number[] {
  const binOf = bins.kind === 'numeric' ? rangeOf(bins.from) : levelOf(bins.levels);
  const known = bins.kind === 'numeric' ? bins.from.length + 1 : bins.levels.length + 1;
  const counts = Array.from({ length: known + 1 }, () => 0);
  for (const value of values) counts[binOf(value) ?? known]!++;
  return counts;
}

const rangeOf =
  (from: number[]) =>
  (value: number | string | null): number | undefined =>
    typeof value === 'number' && Number.isFinite(value) ? upperBound(from, value) : undefined;

function levelOf(levels: string[]): (value: number | string | null) => number | undefined {
  const at = new Map(levels.map((level, bin) => [level, bin]));
  return (value) => (typeof value === 'string' ? (at.get(value) ?? levels.length) : undefined);
}

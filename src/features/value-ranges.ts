import type { FeatureColumn } from './feature-table.js';

/** From `from` on, below `to`; the outermost are infinite. */
export interface ValueRange {
  from: number;
  to: number;
}

/** Where people draw lines, by unit. */
const EDGES_BY_UNIT: Readonly<Record<string, readonly number[]>> = {
  min: [10, 30, 60, 240, 1440, 4320],
  h: [1, 4, 24, 72, 168, 504],
  d: [1, 7, 30, 60, 90],
  times: [1, 2, 3, 5],
  cuts: [1, 2],
  leads: [1, 2, 3, 6, 11, 21],
  vehicles: [1, 2, 4, 8],
  years: [1, 3, 6, 10, 15],
  km: [20_000, 50_000, 100_000, 150_000, 200_000],
  characters: [20, 50, 100, 200],
  'question marks': [1, 2],
  'hour of day': [6, 9, 12, 15, 18, 21],
  '%': [-20, -10, -5, -1, 1, 5, 10, 20],
};
const QUANTILES = [0.2, 0.4, 0.6, 0.8];

/**
 * The inner edges by which a number's values are put into ranges, ascending: by its unit, else by
 * round numbers near the fifths of the values.
 */
export function rangeEdges({ unit }: FeatureColumn, values: Float64Array): number[] {
  const known = unit === undefined ? undefined : EDGES_BY_UNIT[unit];
  if (known) return [...known];
  const sorted = values.filter((value) => Number.isFinite(value)).toSorted();
  if (!sorted.length) return [];
  const edges = QUANTILES.map((part) => round(sorted[Math.floor(part * (sorted.length - 1))]!));
  return [...new Set(edges)].filter((edge) => edge > sorted[0]!);
}

/** 0 for values below the first edge, and so on. */
export function rangeIndex(edges: readonly number[], value: number): number {
  let index = 0;
  while (index < edges.length && value >= edges[index]!) index++;
  return index;
}

export const rangeAt = (edges: readonly number[], index: number): ValueRange => ({
  from: edges[index - 1] ?? -Infinity,
  to: edges[index] ?? Infinity,
});

/** To two digits: an edge is said to people. */
const round = (value: number): number => Number(value.toPrecision(2));

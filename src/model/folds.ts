import { rowFingerprints, textHash } from './encoding/row-fingerprints.js';
import type { Examples } from './estimator.js';

/**
 * Which of `foldCount` folds each row belongs to, whatever other rows there are. Rows of one lead, and
 * equal rows, share a fold.
 */
export function foldsByHash(
  { table, groups }: Pick<Examples, 'table' | 'groups'>,
  foldCount: number,
): Int32Array {
  const hashes = groups ? groups.map(textHash) : Array.from(rowFingerprints(table));
  return Int32Array.from(hashes, (hash) => hash % foldCount);
}

/**
 * Deals rows into folds that each hold about the same share of positives. Rows of one lead, and rows
 * that are equal, share a fold; in which order they come decides nothing.
 *
 * @param deal - another number deals the same rows another way.
 * @returns 0 .. foldCount - 1. Shape [rows].
 */
export function dealFolds(examples: Examples, foldCount: number, deal = 0): Int32Array {
  const { table, labels, groups } = examples;
  const units = groups ?? Array.from(rowFingerprints(table), String);
  return dealUnits(units, labels, foldCount, deal);
}

/** The same for rows whose units are named: rows of one unit share a fold. */
export function dealUnits(
  units: readonly string[],
  labels: ArrayLike<number>,
  foldCount: number,
  deal = 0,
): Int32Array {
  const isPositive = new Map<string, boolean>();
  units.forEach((unit, row) =>
    isPositive.set(unit, (isPositive.get(unit) ?? false) || labels[row] === 1),
  );
  const dealt = Array.from(isPositive, ([unit, positive]) => ({
    unit,
    rank: (positive ? 2 ** 32 : 0) + textHash(`${deal}:${unit}`),
  })).toSorted((a, b) => a.rank - b.rank);
  const foldOf = new Map(dealt.map(({ unit }, at) => [unit, at % foldCount]));
  return Int32Array.from(units, (unit) => foldOf.get(unit)!);
}

/** The rows that are, and the rows that are not, of a fold. Both in ascending order. */
export function partition(
  folds: Int32Array,
  fold: number,
): { inside: Int32Array; outside: Int32Array } {
  const rows = Int32Array.from(folds.keys());
  return {
    inside: rows.filter((row) => folds[row] === fold),
    outside: rows.filter((row) => folds[row] !== fold),
  };
}

import type { FeatureColumn, FeatureRow, FeatureVector } from './feature-table.js';

/** A vector's values in the order of the columns; null where it has none of its own. */
export const rowOf = (vector: FeatureVector, columns: readonly FeatureColumn[]): FeatureRow =>
  // A name that only objects in general have is not a feature.
  columns.map(({ name }) => (Object.hasOwn(vector, name) ? (vector[name] ?? null) : null));

const blanks = new WeakMap<readonly FeatureColumn[], FeatureVector>();

/** The vector that a row of these columns stands for. Do not change the columns after the first call. */
export function vectorOf(row: FeatureRow, columns: readonly FeatureColumn[]): FeatureVector {
  let blank = blanks.get(columns);
  if (!blank) blanks.set(columns, (blank = blankVector(columns)));
  // Copied and filled: an object grown key by key would be several times slower to fill and to read.
  const vector = { ...blank };
  for (let at = 0; at < columns.length; at++) vector[columns[at]!.name] = row[at]!;
  return vector;
}

function blankVector(columns: readonly FeatureColumn[]): FeatureVector {
  // JSON.parse lays the object out flat, which adding keys one by one does not.
  const named = Object.fromEntries(columns.map(({ name }) => [name, null]));
  return JSON.parse(JSON.stringify(named)) as FeatureVector;
}

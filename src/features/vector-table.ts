import type { FeatureColumn, FeatureTable, FeatureVector } from './feature-table.js';
import { MalformedVectorError } from './features.errors.js';

/**
 * Lays vectors out column by column. A value that a vector lacks counts as missing; values without
 * a column are left out.
 *
 * @throws {@link MalformedVectorError} where a value is of the wrong type for its column.
 */
export function tableFromVectors(
  columns: readonly FeatureColumn[],
  vectors: readonly FeatureVector[],
): FeatureTable {
  const table: FeatureTable = {
    columns: [...columns],
    rowCount: vectors.length,
    numeric: new Map(),
    categorical: new Map(),
  };
  for (const { name, kind } of columns) {
    if (kind === 'numeric') {
      table.numeric.set(
        name,
        Float64Array.from(vectors, (vector) => numberIn(vector, name)),
      );
    } else {
      table.categorical.set(
        name,
        vectors.map((vector) => wordIn(vector, name)),
      );
    }
  }
  return table;
}

/** One row of a table as a vector again. @throws RangeError where there is no such row. */
export function vectorAt(table: FeatureTable, row: number): FeatureVector {
  if (!Number.isInteger(row) || row < 0 || row >= table.rowCount) {
    throw new RangeError(`row ${row} is not one of the table's ${table.rowCount} rows`);
  }
  return Object.fromEntries(
    table.columns.map(({ name, kind }) => [
      name,
      kind === 'numeric'
        ? numberAt(table, name, row)
        : (table.categorical.get(name)?.[row] ?? null),
    ]),
  );
}

function numberAt(table: FeatureTable, name: string, row: number): number | null {
  const value = table.numeric.get(name)?.[row];
  return value !== undefined && Number.isFinite(value) ? value : null;
}

function numberIn(vector: FeatureVector, name: string): number {
  const value = vector[name] ?? NaN;
  if (typeof value !== 'number') throw new MalformedVectorError(name, 'a number', typeof value);
  return Number.isFinite(value) ? value : NaN;
}

function wordIn(vector: FeatureVector, name: string): string | null {
  const value = vector[name] ?? null;
  if (value !== null && typeof value !== 'string') {
    throw new MalformedVectorError(name, 'a text', typeof value);
  }
  return value;
}

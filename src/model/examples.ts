import type { FeatureTable } from '#features';
import type { Examples } from './estimator.js';
import { InvalidExamplesError } from './fitting-errors.js';

/** Refuses examples nobody can learn from, and says which rule they break. */
export function checkExamples(examples: Examples, what = 'examples'): void {
  const { table, labels, weights, groups } = examples;
  const { rowCount } = table;
  if (rowCount < 1) refuse(`The ${what} hold no rows.`);
  for (const [name, column] of [
    ['labels', labels],
    ['weights', weights],
    ['groups', groups],
  ] as const) {
    if (column && column.length !== rowCount) {
      refuse(`The ${what} have ${rowCount} rows but ${column.length} ${name}.`);
    }
  }
  if (!labels.every((label) => label === 0 || label === 1)) {
    refuse(`Every label of the ${what} must be 0 or 1.`);
  }
  if (weights && !(weights.every(isWeight) && weights.some((weight) => weight > 0))) {
    refuse(`The weights of the ${what} must be finite, not negative, and not all 0.`);
  }
  checkColumns(table, what);
}

/** Weights with mean 1: the strength of a penalty then means the same with and without them. */
export function meanOneWeights({ table, weights }: Examples): Float64Array {
  if (!weights) return new Float64Array(table.rowCount).fill(1);
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / table.rowCount;
  return weights.map((weight) => weight / mean);
}

/** The smoothed log-odds of a label: finite even where all labels agree. */
export function priorLogOdds(labels: Float64Array, weights: Float64Array): number {
  let positives = 0.5;
  let rows = 1;
  labels.forEach((label, row) => {
    positives += weights[row]! * label;
    rows += weights[row]!;
  });
  return Math.log(positives / (rows - positives));
}

/** Rows after rows, with the columns of the first. A column the second lacks is missing there. */
export function concatExamples(first: Examples, second: Examples): Examples {
  const rowCount = first.table.rowCount + second.table.rowCount;
  const table: FeatureTable = {
    columns: first.table.columns,
    rowCount,
    numeric: new Map(),
    categorical: new Map(),
  };
  for (const { name, kind } of table.columns) {
    if (kind === 'numeric') {
      const values = new Float64Array(rowCount).fill(Number.NaN);
      values.set(first.table.numeric.get(name) ?? [], 0);
      values.set(second.table.numeric.get(name) ?? [], first.table.rowCount);
      table.numeric.set(name, values);
    } else {
      table.categorical.set(name, [...textsOf(first.table, name), ...textsOf(second.table, name)]);
    }
  }
  return { table, labels: join(first.labels, second.labels), ...joinOptional(first, second) };
}

/** The named rows, in the named order. */
export function takeRows(
  { table, labels, weights, groups }: Examples,
  order: Int32Array,
): Examples {
  const numbers = (from: Float64Array): Float64Array =>
    Float64Array.from(order, (row) => from[row]!);
  const texts = <T>(from: T[]): T[] => Array.from(order, (row) => from[row]!);
  return {
    table: {
      columns: table.columns,
      rowCount: order.length,
      numeric: new Map(Array.from(table.numeric, ([name, from]) => [name, numbers(from)])),
      categorical: new Map(Array.from(table.categorical, ([name, from]) => [name, texts(from)])),
    },
    labels: numbers(labels),
    ...(weights && { weights: numbers(weights) }),
    ...(groups && { groups: texts(groups) }),
  };
}

const isWeight = (weight: number): boolean => Number.isFinite(weight) && weight >= 0;

function checkColumns(table: FeatureTable, what: string): void {
  if (!table.columns.length) refuse(`The ${what} have no features.`);
  for (const { name, kind } of table.columns) {
    const column = kind === 'numeric' ? table.numeric.get(name) : table.categorical.get(name);
    if (column && column.length !== table.rowCount) {
      refuse(
        `Feature "${name}" of the ${what} has ${column.length} values for ${table.rowCount} rows.`,
      );
    }
  }
}

function refuse(message: string): never {
  throw new InvalidExamplesError(message);
}

const textsOf = (table: FeatureTable, name: string): (string | null)[] =>
  table.categorical.get(name) ?? Array.from({ length: table.rowCount }, () => null);

function join(first: Float64Array, second: Float64Array): Float64Array {
  const joined = new Float64Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}

const ones = ({ table }: Examples): Float64Array => new Float64Array(table.rowCount).fill(1);

function joinOptional(first: Examples, second: Examples): Pick<Examples, 'weights' | 'groups'> {
  const weighted = first.weights ?? second.weights;
  return {
    ...(weighted && {
      weights: join(first.weights ?? ones(first), second.weights ?? ones(second)),
    }),
    ...(first.groups && second.groups && { groups: [...first.groups, ...second.groups] }),
  };
}

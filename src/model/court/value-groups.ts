import type { FeatureTable } from '#features';
import { fitKnots, upperBound } from '../encoding/knots.js';

/** A feature's values sorted into groups that can be counted: levels, or ranges of a number; missing is a group. */
export interface ValueGroups {
  /** Group of each row, 0 .. names.length - 1. */
  of: Int32Array;
  names: string[];
  /** Which group is the missing one; -1 where nothing is missing. */
  missing: number;
}

/** Texts of fewer rows are taken together: alone they tell nothing, but that there is a text may. */
const LEAST_ROWS = 10;
/** Ranges a number is cut into, as equal in size as its values allow. */
const MOST_RANGES = 20;

export function valueGroups(table: FeatureTable, name: string, rows: Int32Array): ValueGroups {
  const numbers = table.numeric.get(name);
  if (numbers) return rangesOf(numbers, rows);
  return levelsOf(table.categorical.get(name), rows);
}

function levelsOf(values: (string | null)[] | undefined, rows: Int32Array): ValueGroups {
  const held = new Map<string | null, number>();
  for (const row of rows) count(held, values?.[row] ?? null);
  const known = new Map<string | null | typeof RARE, number>();
  const of = Int32Array.from(rows, (row) => {
    const own = values?.[row] ?? null;
    const value = own === null || held.get(own)! >= LEAST_ROWS ? own : RARE;
    let group = known.get(value);
    if (group === undefined) known.set(value, (group = known.size));
    return group;
  });
  const names = Array.from(known.keys(), nameOf);
  return { of, names, missing: known.get(null) ?? -1 };
}

const RARE = Symbol('a value few leads have');

function nameOf(value: string | null | typeof RARE): string {
  if (value === null) return 'missing';
  return typeof value === 'string' ? `"${value}"` : RARE.description!;
}

const count = (held: Map<string | null, number>, value: string | null): void =>
  void held.set(value, (held.get(value) ?? 0) + 1);

function rangesOf(values: Float64Array, rows: Int32Array): ValueGroups {
  const present = Float64Array.from(rows, (row) => values[row]!).filter(Number.isFinite);
  const knots = fitKnots(present.toSorted(), MOST_RANGES);
  const missing = knots.length;
  const of = Int32Array.from(rows, (row) => {
    const value = values[row]!;
    return Number.isFinite(value) ? Math.max(0, upperBound(knots, value) - 1) : missing;
  });
  const names = knots.map((from, at) =>
    at + 1 < knots.length ? `${from} to below ${knots[at + 1]}` : `${from} or more`,
  );
  return { of, names: [...names, 'missing'], missing: of.includes(missing) ? missing : -1 };
}

/** Whether each row says anything at all. */
export const filledOf = ({ of, missing }: ValueGroups): Uint8Array =>
  Uint8Array.from(of, (group) => (group === missing ? 0 : 1));

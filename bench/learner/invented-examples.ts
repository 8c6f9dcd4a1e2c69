import type { FeatureColumn, FeatureTable, FeatureVector } from '#features';
import type { Examples } from '#model/fitting';
import { seededRandom } from '../../src/model/net/random.js';

const NUMBERS = 20;
const LEVELS = [2, 3, 4, 6, 8, 12, 20, 40, 80, 200];

/** As many columns as a dealership's leads have facts; simulated, a tenth of the values missing. */
const COLUMNS: FeatureColumn[] = [
  ...Array.from({ length: NUMBERS }, (_, at) => column(`number${at}`, 'numeric')),
  ...LEVELS.map((levels) => column(`oneOf${levels}`, 'categorical')),
];

/** Invented leads: a few columns decide, by curves and together, the others are noise. */
export function inventedExamples(rowCount: number, seed = 1): Examples {
  const random = seededRandom(seed);
  const table: FeatureTable = {
    columns: COLUMNS,
    rowCount,
    numeric: new Map(),
    categorical: new Map(),
  };
  for (const { name, kind } of COLUMNS) {
    if (kind === 'numeric') {
      table.numeric.set(
        name,
        Float64Array.from({ length: rowCount }, () => (random() < 0.1 ? NaN : 100 * random())),
      );
    } else {
      const levels = Number(name.slice('oneOf'.length));
      table.categorical.set(
        name,
        Array.from({ length: rowCount }, () =>
          random() < 0.1 ? null : `level ${Math.floor(levels * random())}`,
        ),
      );
    }
  }
  const labels = Float64Array.from({ length: rowCount }, (_, row) =>
    random() < chanceOf(table, row) ? 1 : 0,
  );
  return { table, labels };
}

export function vectorsOf({
  columns,
  numeric,
  categorical,
  rowCount,
}: FeatureTable): FeatureVector[] {
  return Array.from({ length: rowCount }, (_, row) =>
    Object.fromEntries(
      columns.map(({ name }) => {
        const value = numeric.get(name)?.[row] ?? categorical.get(name)?.[row] ?? null;
        return [name, Number.isNaN(value) ? null : value];
      }),
    ),
  );
}

function chanceOf({ numeric, categorical }: FeatureTable, row: number): number {
  const number = (at: number): number => (numeric.get(`number${at}`)![row]! || 50) / 100;
  const level = Number(categorical.get('oneOf40')![row]?.slice('level '.length) ?? 20);
  const logOdds = 3 * Math.abs(number(0) - 0.5) + 2 * number(1) * number(2) + level / 40 - 2.5;
  return 1 / (1 + Math.exp(-logOdds));
}

function column(name: string, kind: FeatureColumn['kind']): FeatureColumn {
  return { name, kind, label: name, because: 'simulated' };
}

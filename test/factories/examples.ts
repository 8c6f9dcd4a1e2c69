import type { FeatureColumn, FeatureTable, FeatureVector } from '#features';
import type { Examples } from '#model/fitting';

const COLUMNS: FeatureColumn[] = [
  { name: 'ageHours', kind: 'numeric', label: 'Hours since the lead arrived', because: 'invented' },
  { name: 'price', kind: 'numeric', label: 'Price', because: 'invented' },
  { name: 'source', kind: 'categorical', label: 'Source', because: 'invented' },
  { name: 'town', kind: 'categorical', label: 'Town', because: 'invented' },
];

const SOURCES = ['marketplace', 'website', 'walk-in', null];

/** Invented leads whose outcome follows a curve of the age and the source; other columns are noise. */
export function examples(rowCount: number, seed = 1, columns = COLUMNS): Examples {
  const random = randomNumbers(seed);
  const vectors = Array.from({ length: rowCount }, () => inventedVector(random));
  const labels = Float64Array.from(vectors, (vector) => (random() < truth(vector) ? 1 : 0));
  return { table: tableOf(vectors, columns), labels };
}

/** The chance by which `examples` deals the outcome. */
export function truth({ ageHours, source }: FeatureVector): number {
  const age = ageHours === null ? 0.5 : Math.abs(Number(ageHours) - 40) / 20;
  const bySource = source === 'walk-in' ? 1.5 : source === 'website' ? 0.5 : 0;
  return 1 / (1 + Math.exp(-(bySource - age)));
}

export function tableOf(vectors: FeatureVector[], columns = COLUMNS): FeatureTable {
  const table: FeatureTable = {
    columns,
    rowCount: vectors.length,
    numeric: new Map(),
    categorical: new Map(),
  };
  for (const { name, kind } of columns) {
    const values = vectors.map((vector) => vector[name] ?? null);
    if (kind === 'numeric') {
      table.numeric.set(
        name,
        Float64Array.from(values, (value) => Number(value ?? Number.NaN)),
      );
    } else {
      table.categorical.set(name, values as (string | null)[]);
    }
  }
  return table;
}

export function vectorsOf({
  columns,
  numeric,
  categorical,
  rowCount,
}: FeatureTable): FeatureVector[] {
  return Array.from({ length: rowCount }, (_, row) =>
    Object.fromEntries(
      columns.map(({ name, kind }) => [
        name,
        kind === 'numeric' ? nullForNaN(numeric.get(name)![row]!) : categorical.get(name)![row]!,
      ]),
    ),
  );
}

const nullForNaN = (value: number): number | null => (Number.isNaN(value) ? null : value);

function inventedVector(random: () => number): FeatureVector {
  return {
    ageHours: random() < 0.1 ? null : random() * 96,
    price: Math.round(random() * 400) * 100,
    source: SOURCES[Math.floor(random() * SOURCES.length)]!,
    town: `town ${Math.floor(random() * 90)}`,
  };
}

function randomNumbers(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4294967296;
  };
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { FeatureColumn, FeatureTable } from '#features';
import type { Examples } from '#model/fitting';

/** One data set as spec.json describes it. */
export interface BenchmarkSpec {
  file: string;
  categorical: string[];
  numeric: string[];
  features_arrival: string[];
  features_all: string[];
  missing_tokens?: string[];
}

export type FeatureChoice = 'arrival' | 'all';
export type Split = 'train' | 'valid' | 'test';
/** `arrivals`: place of each row in the file, which holds them as they came where the set knows that. */
export type SplitExamples = Examples & { ids: string[]; arrivals: Float64Array };
export type BenchmarkSet = Record<Split, SplitExamples> & {
  /** What was done about values that are not what the spec calls them. */
  notes: string[];
};

/** Reads a set and deals its rows to their splits, with the columns the spec lists for `features`. */
export async function readBenchmarkSet(
  folder: string,
  name: string,
  spec: BenchmarkSpec | undefined,
  features: FeatureChoice,
): Promise<BenchmarkSet> {
  if (!spec) throw new Error(`The spec does not describe a set "${name}".`);
  const [header, ...rows] = await readCsv(join(folder, spec.file));
  const position = new Map(header!.map((column, at) => [column, at]));
  const at = (column: string): number => {
    const found = position.get(column);
    if (found === undefined) throw new Error(`${spec.file} has no column "${column}".`);
    return found;
  };
  const columns = columnsOf(spec, features);
  const numbers = new NumberReader();
  const dealt = (split: Split): SplitExamples => {
    const places = [...rows.keys()].filter((place) => rows[place]![at('split')] === split);
    const own = places.map((place) => rows[place]!);
    if (!own.length) throw new Error(`${spec.file} has no rows of the split "${split}".`);
    return {
      ids: own.map((row) => row[at('row_id')]!),
      arrivals: Float64Array.from(places),
      labels: Float64Array.from(own, (row) => Number(row[at('y')])),
      table: tableOf(columns, own, { at, numbers, missing: new Set(spec.missing_tokens ?? ['']) }),
    };
  };
  const parts = { train: dealt('train'), valid: dealt('valid'), test: dealt('test') };
  return { ...parts, notes: numbers.notes() };
}

async function readCsv(path: string): Promise<string[][]> {
  const raw = await readFile(path);
  return parse(path.endsWith('.gz') ? gunzipSync(raw) : raw, { bom: true });
}

function columnsOf(spec: BenchmarkSpec, features: FeatureChoice): FeatureColumn[] {
  const numeric = new Set(spec.numeric);
  return (spec[`features_${features}`] ?? []).map((name) => ({
    name,
    kind: numeric.has(name) ? 'numeric' : 'categorical',
    label: name,
    because: 'listed by the public data set',
  }));
}

interface Reading {
  at: (column: string) => number;
  numbers: NumberReader;
  missing: Set<string>;
}

function tableOf(
  columns: FeatureColumn[],
  rows: string[][],
  { at, numbers, missing }: Reading,
): FeatureTable {
  const table: FeatureTable = {
    columns,
    rowCount: rows.length,
    numeric: new Map(),
    categorical: new Map(),
  };
  for (const { name, kind } of columns) {
    const position = at(name);
    const texts = rows.map((row) => (missing.has(row[position]!) ? null : row[position]!));
    if (kind === 'categorical') table.categorical.set(name, texts);
    else table.numeric.set(name, numbers.read(name, texts));
  }
  return table;
}

/** Reads numeric columns; a few stray texts are missing values, and are told of. */
class NumberReader {
  private readonly strays = new Map<string, { count: number; first: string }>();

  /** @throws Error when the column holds more texts than numbers: the spec is wrong about it. */
  read(column: string, texts: (string | null)[]): Float64Array {
    const values = Float64Array.from(texts, (text) => (text === null ? Number.NaN : Number(text)));
    const stray = texts.filter((text, row) => text !== null && Number.isNaN(values[row]!));
    if (!stray.length) return values;
    if (stray.length > values.filter((value) => !Number.isNaN(value)).length) {
      throw new Error(`Column "${column}" is numeric but holds "${stray[0]}".`);
    }
    const before = this.strays.get(column)?.count ?? 0;
    this.strays.set(column, { count: before + stray.length, first: stray[0]! });
    return values;
  }

  notes(): string[] {
    return Array.from(
      this.strays,
      ([column, { count, first }]) =>
        `Column "${column}" is numeric; ${count} texts such as "${first}" were read as missing.`,
    );
  }
}

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
  missing_tokens: string[];
}

export type FeatureChoice = 'arrival' | 'all';
export type Split = 'train' | 'valid' | 'test';
export type SplitExamples = Examples & { ids: string[] };
export type BenchmarkSet = Record<Split, SplitExamples>;

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
  const dealt = (split: Split): SplitExamples => {
    const own = rows.filter((row) => row[at('split')] === split);
    if (!own.length) throw new Error(`${spec.file} has no rows of the split "${split}".`);
    return {
      ids: own.map((row) => row[at('row_id')]!),
      labels: Float64Array.from(own, (row) => Number(row[at('y')])),
      table: tableOf(columns, own, at, new Set(spec.missing_tokens)),
    };
  };
  return { train: dealt('train'), valid: dealt('valid'), test: dealt('test') };
}

async function readCsv(path: string): Promise<string[][]> {
  const raw = await readFile(path);
  return parse(path.endsWith('.gz') ? gunzipSync(raw) : raw, { bom: true });
}

function columnsOf(spec: BenchmarkSpec, features: FeatureChoice): FeatureColumn[] {
  const numeric = new Set(spec.numeric);
  return spec[`features_${features}`].map((name) => ({
    name,
    kind: numeric.has(name) ? 'numeric' : 'categorical',
    label: name,
    because: 'listed by the public data set',
  }));
}

function tableOf(
  columns: FeatureColumn[],
  rows: string[][],
  at: (column: string) => number,
  missing: Set<string>,
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
    else
      table.numeric.set(
        name,
        Float64Array.from(texts, (text) => numberOf(text, name)),
      );
  }
  return table;
}

function numberOf(text: string | null, column: string): number {
  if (text === null) return Number.NaN;
  const value = Number(text);
  if (Number.isNaN(value)) throw new Error(`Column "${column}" is numeric but holds "${text}".`);
  return value;
}

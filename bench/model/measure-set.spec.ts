import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readBenchmarkSet, type BenchmarkSpec } from './benchmark-set.js';
import { measureCurve } from './measure-curve.js';
import { measureSet } from './measure-set.js';
import { reportOf } from './report.js';

const spec: BenchmarkSpec = {
  file: 'invented.csv.gz',
  categorical: ['colour'],
  numeric: ['km'],
  features_arrival: ['colour'],
  features_all: ['colour', 'km'],
  missing_tokens: ['', '?'],
};

const BESIDE_NOTHING = {
  set: 'invented',
  peakMegabytes: 1,
  backend: { name: 'cpu' as const, why: 'tests' },
  notes: [],
  court: ['The label court tried 2 features.'],
  peers: [],
  noise: undefined,
};

const QUIETLY = { hyperparameters: {}, onProgress: (): void => undefined };

const split = (row: number): string => (row < 120 ? 'train' : row < 160 ? 'valid' : 'test');

/** Red sells; a quoted comma and the missing tokens are part of it. */
function invented(): string {
  const lines = Array.from({ length: 200 }, (_, row) => {
    const colour = row % 3 ? '"blue, dark"' : 'red';
    const km = row % 5 ? String(row * 10) : '?';
    const sold = row % 3 === 0 ? Number(row % 4 !== 0) : Number(row % 7 === 0);
    return `r${row},${split(row)},${sold},,${colour},${km}`;
  });
  return `row_id,split,y,ts,colour,km\n${lines.join('\n')}\n`;
}

describe('the model bench', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'model-bench-'));
    await writeFile(join(folder, spec.file), gzipSync(invented()));
  });

  afterAll(() => rm(folder, { recursive: true }));

  it('reads a set by its spec: splits, quotes and missing tokens', async () => {
    const { train, valid, test } = await readBenchmarkSet(folder, 'invented', spec, 'all');

    expect([train, valid, test].map(({ ids }) => ids.length)).toEqual([120, 40, 40]);
    expect(train.table.categorical.get('colour')!.slice(0, 2)).toEqual(['red', 'blue, dark']);
    expect(Array.from(train.table.numeric.get('km')!.slice(0, 2))).toEqual([Number.NaN, 10]);
  });

  it('names the set, column or text it cannot use', async () => {
    const wrong = { ...spec, features_arrival: ['wheels'] };
    const worded = { ...spec, numeric: ['colour'] };

    await expect(readBenchmarkSet(folder, 'other', undefined, 'all')).rejects.toThrow(/"other"/);
    await expect(readBenchmarkSet(folder, 'invented', wrong, 'arrival')).rejects.toThrow(
      /"wheels"/,
    );
    await expect(readBenchmarkSet(folder, 'invented', worded, 'all')).rejects.toThrow(/"red"/);
  });

  it('writes one prediction a test row for both stages and reports them', async () => {
    const set = await readBenchmarkSet(folder, 'invented', spec, 'all');

    const measurements = await measureSet('invented', set, {
      family: 'logistic',
      hyperparameters: { strengths: [1], epochs: 5 },
      seeds: 2,
      out: join(folder, 'out'),
      onProgress: () => undefined,
    });

    for (const stage of ['fit', 'refit']) {
      const text = await readFile(join(folder, 'out', `invented.${stage}.csv`), 'utf8');
      const lines = text.trim().split('\n');
      expect(lines[0]).toBe('id,y,p');
      expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(set.test.ids);
    }
    expect(measurements.map(({ stage }) => stage)).toEqual(['fit', 'refit']);
    expect(measurements[0]!.metrics).toHaveLength(2);
    const report = reportOf([{ ...BESIDE_NOTHING, measurements }], {
      family: 'logistic',
      features: 'all',
      court: 'report',
      seeds: 2,
      seconds: 1,
    });
    expect(report).toContain('denylist guards dealership data');
    expect(report).toContain('The label court tried 2 features.');
    expect(report).toContain('this refit');
    expect(report).toContain('sd of 2 seeds');
    expect(report).not.toContain('Goals');
  });

  it('takes a few stray texts of a numeric column as missing, and says so', async () => {
    const strays = { ...spec, missing_tokens: [] };

    const { train, notes } = await readBenchmarkSet(folder, 'invented', strays, 'all');

    expect(train.table.numeric.get('km')![0]).toBeNaN();
    expect(notes).toEqual([expect.stringMatching(/"km".*40 texts such as "\?"/)]);
  });

  it('learns from a few drawn rows, the same in every run', async () => {
    const set = await readBenchmarkSet(folder, 'invented', spec, 'all');
    const options = {
      family: 'base-rate',
      ...QUIETLY,
      sizes: [10, 50, 5000],
      draws: 3,
      judge: 'test' as const,
    };

    const points = await measureCurve(set, options);

    const losses = points.map(({ metrics }) => metrics.map(({ logLoss }) => logLoss));
    expect(points.map(({ rows }) => rows)).toEqual([10, 50]);
    expect(new Set(losses[0]).size).toBeGreaterThan(1);
    const again = await measureCurve(set, options);
    expect(again.map(({ metrics }) => metrics.map(({ logLoss }) => logLoss))).toEqual(losses);
  });

  it('judges settings on training rows that a draw left over, never on the test part', async () => {
    const set = await readBenchmarkSet(folder, 'invented', spec, 'all');
    const test = { ...set.test, labels: set.test.labels.map(() => NaN) };
    const options = {
      family: 'logistic',
      ...QUIETLY,
      sizes: [20, 60, 61],
      draws: 2,
      judge: 'left-over' as const,
    };

    const points = await measureCurve({ ...set, test }, options);

    expect(points.map(({ rows }) => rows)).toEqual([20, 60]);
    for (const one of points.flatMap(({ metrics }) => metrics)) {
      expect(one.rows).toBe(60);
      expect(one.logLoss).toBeGreaterThan(0);
    }
  });
});

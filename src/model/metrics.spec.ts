import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describeWithShared, sharedPath } from '../../test/support/shared.js';
import { metrics } from './metrics.js';

describe(metrics, () => {
  it('ranks perfectly, backwards, and by chance', () => {
    const labels = [0, 0, 1, 1];

    expect(metrics(labels, [0.1, 0.2, 0.8, 0.9])).toMatchObject({ auc: 1, averagePrecision: 1 });
    expect(metrics(labels, [0.9, 0.8, 0.2, 0.1]).auc).toBe(0);
    expect(metrics(labels, [0.5, 0.5, 0.5, 0.5])).toMatchObject({
      auc: 0.5,
      averagePrecision: 0.5,
    });
  });

  it('knows the losses of a half', () => {
    const judged = metrics([0, 1], [0.5, 0.5]);

    expect(judged.logLoss).toBeCloseTo(Math.log(2), 12);
    expect(judged).toMatchObject({ brier: 0.25, rows: 2, positives: 1, baseRate: 0.5 });
  });

  it('punishes certainty that was wrong, but not without end', () => {
    expect(metrics([1, 0], [0, 1]).logLoss).toBeCloseTo(-Math.log(1e-6), 9);
  });

  it('shares a tie across the boundary in proportion', () => {
    // the top tenth is one row of two that tie for it: half a positive, an average row has 0.2
    const labels = [1, 0, 0, 0, 0, 0, 0, 0, 0, 1];
    const probabilities = [0.9, 0.9, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1];

    expect(metrics(labels, probabilities).lift10).toBeCloseTo(0.5 / 0.2, 12);
    expect(metrics(labels, probabilities).recall20).toBeCloseTo(0.5, 12);
  });

  it('says NaN, not 0, where a figure has no meaning', () => {
    const judged = metrics([0, 0, 0], [0.1, 0.2, 0.3]);

    expect(judged.auc).toBeNaN();
    expect(judged.recall20).toBeNaN();
    expect(Number.isFinite(judged.logLoss)).toBe(true);
  });

  it('refuses columns of different length', () => {
    expect(() => metrics([0, 1], [0.5])).toThrow(/as many/);
    expect(() => metrics([], [])).toThrow(/at least one/);
  });
});

interface Row {
  id: string;
  y: number;
  p: number;
}

const rowsOf = async (file: string): Promise<Row[]> => {
  const text = gunzipSync(await readFile(sharedPath('data/preds', file))).toString('utf8');
  return text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .map(([id, y, p]) => ({ id: id!, y: Number(y), p: Number(p) }));
};
const round = ({ id, y, p }: Row): Row => ({ id, y, p: Math.round(p * 20) / 20 });
const reference = async (rows: Row[]): Promise<Record<string, number>> => {
  const path = pathToFileURL(sharedPath('data/reference-metrics.mjs')).href;
  const module = (await import(path)) as { metrics: (rows: Row[]) => Record<string, number> };
  return module.metrics(rows);
};

describeWithShared('data/preds', 'metrics beside the reference', () => {
  it.each([
    ['xedu__arrival__lrbin_tuned__s0.csv.gz', false],
    ['carins__arrival__lgbm_tuned__s0.csv.gz', false],
    ['carins__arrival__lgbm_tuned__s0.csv.gz', true],
  ])('agrees on %s to 1e-6, rounded into ties: %s', async (file, tied) => {
    const rows = (await rowsOf(file)).map((row) => (tied ? round(row) : row));

    const judged = metrics(
      rows.map(({ y }) => y),
      rows.map(({ p }) => p),
      rows.map(({ id }) => id),
    );

    const expected = await reference(rows);
    const own = {
      auc: judged.auc,
      ap: judged.averagePrecision,
      logloss: judged.logLoss,
      brier: judged.brier,
      ece15: judged.ece15,
      lift10: judged.lift10,
      recall20: judged.recall20,
    };
    for (const [name, value] of Object.entries(own)) {
      expect([name, Math.abs(value - expected[name]!) < 1e-9]).toEqual([name, true]);
    }
  });
});

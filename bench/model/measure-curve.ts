import { createEstimator, metrics, sigmoid, takeRows, type Metrics } from '#model/fitting';
import type { BenchmarkSet } from './benchmark-set.js';
import { numpyPermutation } from './numpy-permutation.js';

/** What a family reaches on the whole test part from a few training rows. */
export interface CurvePoint {
  rows: number;
  /** One a draw. */
  metrics: Metrics[];
  seconds: number[];
}

export interface CurveOptions {
  family: string;
  hyperparameters: Record<string, unknown>;
  /** Ascending. Sizes the training part does not have are left out. */
  sizes: number[];
  draws: number;
  onProgress: (done: number, phrase: string) => void;
}

/**
 * Learns from the first rows of a seeded shuffle of the training part, once a draw and size, and from
 * nothing else: whatever has to be chosen must be chosen on those rows too. They are the rows of the
 * peers: numbers of positives over the draws, which peers.json tells by its model `prior`, agree.
 */
export async function measureCurve(
  { train, test }: BenchmarkSet,
  { family, hyperparameters, sizes, draws, onProgress }: CurveOptions,
): Promise<CurvePoint[]> {
  const points = sizes
    .filter((rows) => rows <= train.table.rowCount)
    .map((rows): CurvePoint => ({ rows, metrics: [], seconds: [] }));
  for (let draw = 0; draw < draws; draw++) {
    const order = numpyPermutation(train.table.rowCount, draw);
    for (const [at, point] of points.entries()) {
      const started = performance.now();
      const estimator = createEstimator(family, hyperparameters);
      await estimator.fit(takeRows(train, order.slice(0, point.rows)), { seed: draw });
      const probabilities = estimator.predictLogOdds(test.table).map(sigmoid);
      point.seconds.push((performance.now() - started) / 1000);
      point.metrics.push(metrics(test.labels, probabilities, test.ids));
      onProgress((draw + (at + 1) / points.length) / draws, `draw ${draw}, ${point.rows} rows`);
    }
  }
  return points;
}

import {
  createEstimator,
  metrics,
  sigmoid,
  takeRows,
  type Metrics,
  type Examples,
} from '#model/fitting';
import type { BenchmarkSet } from './benchmark-set.js';

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
 * nothing else: whatever has to be chosen must be chosen on those rows too.
 */
export async function measureCurve(
  { train, test }: BenchmarkSet,
  { family, hyperparameters, sizes, draws, onProgress }: CurveOptions,
): Promise<CurvePoint[]> {
  const points = sizes
    .filter((rows) => rows <= train.table.rowCount)
    .map((rows): CurvePoint => ({ rows, metrics: [], seconds: [] }));
  for (let draw = 0; draw < draws; draw++) {
    const order = shuffledRows(train, draw);
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

/** Fisher-Yates over a linear congruential generator (Numerical Recipes): the same draws everywhere. */
function shuffledRows({ table }: Examples, draw: number): Int32Array {
  const order = Int32Array.from({ length: table.rowCount }, (_, row) => row);
  let state = (draw + 1) * 2_654_435_761;
  for (let last = order.length - 1; last > 0; last--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 4_294_967_296) * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

import { createEstimator, metrics, sigmoid, takeRows, type Metrics } from '#model/fitting';
import type { BenchmarkSet, SplitExamples } from './benchmark-set.js';
import { numpyPermutation } from './numpy-permutation.js';

/** On the whole test part, as peers are; or on training rows that a draw left over, to choose settings by. */
export type CurveJudge = 'test' | 'left-over';

/** So many of the rows that a draw leaves over say enough. */
const MOST_LEFT_OVER = 6000;

/** What a family reaches from a few training rows. */
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
  judge: CurveJudge;
  onProgress: (done: number, phrase: string) => void;
}

/**
 * Left-over rows are those after the most that a draw learns from, so that all sizes are judged on the same.
 * A size that is more than half of the training part leaves too few of them and is left out, too.
 *
 * Learns from the first rows of a seeded shuffle of the training part, once a draw and size, and from
 * nothing else: whatever has to be chosen must be chosen on those rows too. They are the rows of the
 * peers: numbers of positives over the draws, which peers.json tells by its model `prior`, agree.
 */
export async function measureCurve(
  { train, test }: BenchmarkSet,
  { family, hyperparameters, sizes, draws, judge, onProgress }: CurveOptions,
): Promise<CurvePoint[]> {
  const most = judge === 'test' ? train.table.rowCount : train.table.rowCount / 2;
  const points = sizes
    .filter((rows) => rows <= most)
    .map((rows): CurvePoint => ({ rows, metrics: [], seconds: [] }));
  for (let draw = 0; draw < draws; draw++) {
    const order = numpyPermutation(train.table.rowCount, draw);
    const drawn = points.at(-1)?.rows ?? 0;
    const judged = judge === 'test' ? test : leftOver(train, order, drawn);
    for (const [at, point] of points.entries()) {
      const started = performance.now();
      const estimator = createEstimator(family, hyperparameters);
      await estimator.fit(takeRows(train, order.slice(0, point.rows)), { seed: draw });
      const probabilities = estimator.predictLogOdds(judged.table).map(sigmoid);
      point.seconds.push((performance.now() - started) / 1000);
      point.metrics.push(metrics(judged.labels, probabilities, judged.ids));
      onProgress((draw + (at + 1) / points.length) / draws, `draw ${draw}, ${point.rows} rows`);
    }
  }
  return points;
}

function leftOver(train: SplitExamples, order: Int32Array, drawn: number): SplitExamples {
  const rows = order.slice(drawn, drawn + MOST_LEFT_OVER);
  return {
    ...takeRows(train, rows),
    ids: Array.from(rows, (row) => train.ids[row]!),
    arrivals: Float64Array.from(rows, (row) => train.arrivals[row]!),
  };
}

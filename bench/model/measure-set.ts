import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import {
  concatExamples,
  createEstimator,
  metrics,
  sigmoid,
  type Estimator,
  type Metrics,
} from '#model/fitting';
import type { BenchmarkSet, SplitExamples } from './benchmark-set.js';

export interface Measurement {
  set: string;
  /** Learned from train, settings chosen on valid; or once more from both. */
  stage: 'fit' | 'refit';
  metrics: Metrics;
  seconds: number;
  /** One row per seed beyond the first. */
  logLossBySeed: number[];
}

export interface MeasureOptions {
  family: string;
  hyperparameters: Record<string, unknown>;
  seeds: number;
  out: string;
  onProgress: (done: number, phrase: string) => void;
}

/** Fits and refits one family on one set, writes what it foretells of the test rows, and judges it. */
export async function measureSet(
  name: string,
  set: BenchmarkSet,
  options: MeasureOptions,
): Promise<Measurement[]> {
  await mkdir(options.out, { recursive: true });
  const runs: Measurement[][] = [];
  for (let seed = 0; seed < options.seeds; seed++) {
    runs.push(await measureSeed(name, set, seed, options));
  }
  return runs[0]!.map((first, stage) => ({
    ...first,
    logLossBySeed: runs.map((run) => run[stage]!.metrics.logLoss),
  }));
}

async function measureSeed(
  name: string,
  set: BenchmarkSet,
  seed: number,
  { family, hyperparameters, out, onProgress }: MeasureOptions,
): Promise<Measurement[]> {
  const estimator = createEstimator(family, hyperparameters);
  const suffix = seed ? `.s${seed}` : '';
  const judge = async (
    stage: 'fit' | 'refit',
    learn: () => Promise<void>,
  ): Promise<Measurement> => {
    const started = performance.now();
    await learn();
    const probabilities = probabilitiesOf(estimator, set.test);
    const seconds = (performance.now() - started) / 1000;
    await writePredictions(join(out, `${name}.${stage}${suffix}.csv`), set.test, probabilities);
    const judged = metrics(set.test.labels, probabilities, set.test.ids);
    return { set: name, stage, metrics: judged, seconds, logLossBySeed: [] };
  };
  const fitted = await judge('fit', () =>
    estimator.fit(set.train, { seed, validation: set.valid, onProgress }),
  );
  const refitted = await judge('refit', () =>
    estimator.refit(concatExamples(set.train, set.valid), { seed }),
  );
  return [fitted, refitted];
}

const probabilitiesOf = (estimator: Estimator, { table }: SplitExamples): Float64Array =>
  estimator.predictLogOdds(table).map(sigmoid);

async function writePredictions(
  path: string,
  { ids, labels }: SplitExamples,
  probabilities: Float64Array,
): Promise<void> {
  const file = createWriteStream(path);
  file.write('id,y,p\n');
  ids.forEach((id, row) => file.write(`${id},${labels[row]},${probabilities[row]}\n`));
  file.end();
  await finished(file);
}

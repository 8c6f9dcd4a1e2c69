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
  /** One a seed, from seed 0. */
  metrics: Metrics[];
  /** Wall clock, the choice of settings included. One a seed. */
  seconds: number[];
}

export interface MeasureOptions {
  family: string;
  hyperparameters: Record<string, unknown>;
  seeds: number;
  out: string;
  onProgress: (done: number, phrase: string) => void;
}

/**
 * Fits and refits one family on one set, writes what it foretells of the test rows, and judges it.
 * Seed 0 writes SET.fit.csv and SET.refit.csv, seed k SET.fit.sk.csv.
 */
export async function measureSet(
  name: string,
  set: BenchmarkSet,
  options: MeasureOptions,
): Promise<Measurement[]> {
  await mkdir(options.out, { recursive: true });
  const fit: Measurement = { set: name, stage: 'fit', metrics: [], seconds: [] };
  const refit: Measurement = { set: name, stage: 'refit', metrics: [], seconds: [] };
  for (let seed = 0; seed < options.seeds; seed++) {
    const estimator = createEstimator(options.family, options.hyperparameters);
    const onProgress = (done: number, phrase: string): void =>
      options.onProgress((seed + done) / options.seeds, `seed ${seed}: ${phrase}`);
    const judge = judging(set.test, estimator, seed, options);
    await judge(fit, () => estimator.fit(set.train, { seed, validation: set.valid, onProgress }));
    await judge(refit, () =>
      estimator.refit(concatExamples(set.train, set.valid), { seed, onProgress }),
    );
  }
  return [fit, refit];
}

function judging(
  test: SplitExamples,
  estimator: Estimator,
  seed: number,
  { out }: MeasureOptions,
): (measurement: Measurement, learn: () => Promise<void>) => Promise<void> {
  return async ({ set, stage, metrics: judged, seconds }, learn) => {
    const started = performance.now();
    await learn();
    const probabilities = estimator.predictLogOdds(test.table).map(sigmoid);
    seconds.push((performance.now() - started) / 1000);
    const suffix = seed ? `.s${seed}` : '';
    await writePredictions(join(out, `${set}.${stage}${suffix}.csv`), test, probabilities);
    judged.push(metrics(test.labels, probabilities, test.ids));
  };
}

async function writePredictions(
  path: string,
  { ids, labels }: SplitExamples,
  probabilities: Float64Array,
): Promise<void> {
  const file = createWriteStream(path);
  file.write('id,y,p\n');
  ids.forEach((id, row) => file.write(`${quoted(id)},${labels[row]},${probabilities[row]}\n`));
  file.end();
  await finished(file);
}

const quoted = (id: string): string => (/[",\n\r]/.test(id) ? `"${id.replaceAll('"', '""')}"` : id);

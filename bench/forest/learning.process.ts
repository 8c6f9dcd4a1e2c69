import type { FeatureTable, FeatureVector } from '#features';
import { createEstimator, type Estimator } from '#model/fitting';
import { quantile } from '../measuring.js';
import { simulatedExamples } from './simulated-leads.js';

export interface LearningQuestion {
  family: string;
  rows: number;
}

export interface LearningAnswer {
  /** Of the fit, the choice of settings included. */
  seconds: number;
  cpuSeconds: number;
  /** Of the process, its examples included. */
  peakMegabytes: number;
  /** Microseconds for one lead with its reasons. */
  leadMicroseconds: { median: number; p99: number };
  batchRowsPerSecond: number;
  stateKilobytes: number;
}

const VALIDATION_SHARE = 0.2;
const TOLD_LEADS = 2000;
const TOLD_EVERY_MS = 5000;
const BATCH_ROWS = 1000;
const BATCHES = 20;

/** A process of its own for each question, so that the peak of its memory is its own too. */
process.once('message', (question: LearningQuestion) => {
  void learn(question).then((answer) => process.send!(answer));
});

async function learn({ family, rows }: LearningQuestion): Promise<LearningAnswer> {
  const train = simulatedExamples(rows, 1);
  const validation = simulatedExamples(Math.ceil(rows * VALIDATION_SHARE), 2);
  const estimator = createEstimator(family);
  const started = performance.now();
  const before = process.cpuUsage();
  await estimator.fit(train, { seed: 1, validation, onProgress: teller() });
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - started) / 1000;
  const { table } = simulatedExamples(BATCH_ROWS, 3);
  return {
    seconds,
    cpuSeconds: (user + system) / 1e6,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    leadMicroseconds: leadTimes(estimator, table),
    batchRowsPerSecond: batchRate(estimator, table),
    stateKilobytes: JSON.stringify(estimator.toState()).length / 1024,
  };
}

/** Says how far it is, at most every few seconds. */
function teller(): (done: number, phrase: string) => void {
  let told = performance.now();
  return (done, phrase) => {
    if (performance.now() - told < TOLD_EVERY_MS) return;
    told = performance.now();
    process.stderr.write(`  ${Math.round(100 * done)} % ${phrase}\n`);
  };
}

function leadTimes(estimator: Estimator, table: FeatureTable): { median: number; p99: number } {
  const vectors = Array.from({ length: TOLD_LEADS }, (_, at) => vectorAt(table, at % BATCH_ROWS));
  // the first round is for the compiler
  const [, times] = [1, 2].map(() =>
    vectors.map((vector) => {
      const started = performance.now();
      estimator.explain(vector);
      return (performance.now() - started) * 1000;
    }),
  );
  return { median: quantile(times!, 0.5), p99: quantile(times!, 0.99) };
}

function batchRate(estimator: Estimator, table: FeatureTable): number {
  const rates = Array.from({ length: BATCHES }, () => {
    const started = performance.now();
    estimator.predictLogOdds(table);
    return (BATCH_ROWS * 1000) / (performance.now() - started);
  });
  return quantile(rates, 0.5);
}

function vectorAt({ columns, numeric, categorical }: FeatureTable, row: number): FeatureVector {
  return Object.fromEntries(
    columns.map(({ name }) => {
      const value = numeric.get(name)?.[row] ?? categorical.get(name)?.[row] ?? null;
      return [name, Number.isNaN(value) ? null : value];
    }),
  );
}

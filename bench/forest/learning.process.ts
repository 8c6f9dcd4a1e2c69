import type { FeatureTable, FeatureVector } from '#features';
import { concatExamples, createEstimator, metrics, sigmoid, type Estimator } from '#model/fitting';
import { quantile } from '../measuring.js';
import { simulatedExamples, simulatedWithChances } from './simulated-leads.js';

export interface LearningQuestion {
  family: string;
  rows: number;
  /** Whether it learns once more from all, as the winner of a night does. */
  again?: boolean;
}

interface Cost {
  seconds: number;
  cpuSeconds: number;
}

/** What the fit took, the choice of settings included. */
export interface LearningAnswer extends Cost {
  again?: Cost;
  /** Of the process, its examples included. */
  peakMegabytes: number;
  /** On rows of their own that nobody learned from or chose on; the floor is what the true chances have. */
  logLoss: number;
  floor: number;
  /** Microseconds for one lead with its reasons. */
  leadMicroseconds: { median: number; p99: number };
  batchRowsPerSecond: number;
  stateKilobytes: number;
}

const VALIDATION_SHARE = 0.2;
const JUDGED_ROWS = 50_000;
const TOLD_LEADS = 2000;
const TOLD_EVERY_MS = 5000;
const BATCH_ROWS = 1000;
const BATCHES = 20;

/** A process of its own for each question, so that the peak of its memory is its own too. */
process.once('message', (question: LearningQuestion) => {
  void learn(question).then((answer) => process.send!(answer));
});

async function learn({ family, rows, again }: LearningQuestion): Promise<LearningAnswer> {
  const train = simulatedExamples(rows, 1);
  const validation = simulatedExamples(Math.ceil(rows * VALIDATION_SHARE), 2);
  const estimator = createEstimator(family);
  const onProgress = teller();
  const fit = await costOf(() => estimator.fit(train, { seed: 1, validation, onProgress }));
  const refit = again
    ? await costOf(() =>
        estimator.refit(concatExamples(train, validation), { seed: 1, onProgress }),
      )
    : undefined;
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  const { table } = simulatedExamples(BATCH_ROWS, 3);
  const { examples: judged, chances } = simulatedWithChances(JUDGED_ROWS, 4);
  const said = estimator.predictLogOdds(judged.table).map(sigmoid);
  return {
    ...fit,
    ...(refit && { again: refit }),
    peakMegabytes,
    logLoss: metrics(judged.labels, said).logLoss,
    floor: metrics(judged.labels, chances).logLoss,
    leadMicroseconds: leadTimes(estimator, table),
    batchRowsPerSecond: batchRate(estimator, table),
    stateKilobytes: JSON.stringify(estimator.toState()).length / 1024,
  };
}

async function costOf(work: () => Promise<void>): Promise<Cost> {
  const started = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - started) / 1000, cpuSeconds: (user + system) / 1e6 };
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

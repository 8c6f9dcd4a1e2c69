import { createEstimator, type Estimator } from '#model/fitting';
import { EnsembleNetEstimator } from '../../src/model/estimators/ensemble-net.js';
import { inventedExamples, vectorsOf } from './invented-examples.js';

const TRAINING_ROWS = 6000;
/** One epoch each: what a net costs to ask does not depend on what it knows. */
const QUICK = { epochs: 3, patience: 3 };
const SEED = 1;

export interface ScoringTimes {
  /** Microseconds of each call: a vector to its log-odds, or to its reasons. */
  netScores: number[];
  netReasons: number[];
  additiveReasons: number[];
  /** Absolute completeness errors, log-odds, before they are shared out. */
  completeness: number[];
  /** Milliseconds for the whole batch. */
  batch: { family: string; milliseconds: number[] }[];
}

/** Single leads and batches, as the product scores them: from facts to log-odds, encoding included. */
export async function timeScoring(batchRows: number, rounds: number): Promise<ScoringTimes> {
  const train = inventedExamples(TRAINING_ROWS, 1);
  const validation = inventedExamples(1000, 2);
  const fit = async (estimator: Estimator): Promise<void> =>
    estimator.fit(train, { seed: SEED, validation });
  const net = new EnsembleNetEstimator(QUICK);
  const additive = createEstimator('logistic', { strengths: [8], epochs: 5 });
  const forest = createEstimator('forest');
  for (const one of [net, additive, forest]) await fit(one);
  const vectors = vectorsOf(inventedExamples(2000, 3).table);
  const { table } = inventedExamples(batchRows, 4);
  return {
    netScores: microsOf(20_000, (at) => net.logOddsOf(vectors[at % 2000]!)),
    netReasons: microsOf(4000, (at) => net.explain(vectors[at % 2000]!)),
    additiveReasons: microsOf(50_000, (at) => additive.explain(vectors[at % 2000]!)),
    completeness: vectors.slice(0, 500).map((one) => Math.abs(net.completenessError(one))),
    batch: [net, forest, additive].map((one) => ({
      family: one.family,
      milliseconds: microsOf(10 * rounds, () => one.predictLogOdds(table)).map((us) => us / 1000),
    })),
  };
}

/** Of each call, the first fifth (while compiling) left out. */
function microsOf(calls: number, work: (at: number) => unknown): number[] {
  const micros: number[] = [];
  for (let at = 0; at < calls; at++) {
    const began = performance.now();
    work(at);
    micros.push(1000 * (performance.now() - began));
  }
  return micros.slice(calls / 5);
}

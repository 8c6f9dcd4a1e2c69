import { metrics } from '#model/fitting';
import type { BenchOptions } from '../options.js';
import { figure, type Report, type Table, type Verdict } from '../report.js';
import { say } from '../stage.js';
import { LABELLINGS } from './labelling.js';
import { HISTORY_DAYS, HORIZON_DAYS, NOW, simulateLeads, TEST_DAYS } from './simulated-delays.js';

const DRIFTS = [0.8, 0, -0.8];
const NAIVE = 'naive: open is lost';
const MATURED = 'matured leads alone';
const OURS = 'ours';

interface Judged {
  /** By seed. */
  logLoss: number[];
  promisedOverSeen: number[];
}

/** Labels come late: what that does to scores of the next leads, and what the product does about it. */
export async function measureDelayedLabels({ leads, seeds }: BenchOptions): Promise<Report> {
  const byDrift = new Map<number, Map<string, Judged>>();
  for (const drift of DRIFTS) {
    const judged = new Map<string, Judged>();
    for (let seed = 1; seed <= seeds; seed++) await judgeSeed(leads, drift, seed, judged);
    byDrift.set(drift, judged);
  }
  return {
    name: 'delayed-labels',
    compared: [
      `simulated: ${leads} leads over ${HISTORY_DAYS} days, ${seeds} seeds; sales after Weibull delays cut off at ${HORIZON_DAYS} days, all others lost then`,
      'drift: what the log-odds of a sale moved by over the newest 80 days, and go on moving',
      `judged on what the leads of the next ${TEST_DAYS} days truly became`,
      'the same logistic estimator for all; all but ours weigh leads by recency, half-life 60 days',
    ],
    verdicts: DRIFTS.map((drift) => verdictOf(drift, byDrift.get(drift)!)),
    tables: DRIFTS.map((drift) => tableOf(drift, byDrift.get(drift)!)),
    raw: [...byDrift].map(([drift, judged]) => ({ drift, judged: Object.fromEntries(judged) })),
  };
}

async function judgeSeed(
  count: number,
  drift: number,
  seed: number,
  judged: Map<string, Judged>,
): Promise<void> {
  const all = simulateLeads(count, drift, seed);
  const known = all.filter(({ arrivedAt }) => arrivedAt <= NOW);
  const coming = all.filter(({ arrivedAt }) => arrivedAt > NOW);
  const labels = coming.map(({ won }) => Number(won));
  for (const [name, labelling] of Object.entries(LABELLINGS)) {
    const { logLoss, meanProbability, baseRate } = metrics(labels, await labelling(known, coming));
    const so = judged.get(name) ?? { logLoss: [], promisedOverSeen: [] };
    so.logLoss.push(logLoss);
    so.promisedOverSeen.push(meanProbability / baseRate);
    judged.set(name, so);
    say(`drift ${drift}, seed ${seed}, ${name}: ${logLoss.toFixed(4)}`);
  }
}

function verdictOf(drift: number, judged: Map<string, Judged>): Verdict {
  const [against, goal] = drift ? [NAIVE, 0.96] : [MATURED, 1.003];
  const ratio = mean(judged.get(OURS)!.logLoss) / mean(judged.get(against)!.logLoss);
  return {
    what: `log-loss against ${against}, ${driftWords(drift)}`,
    goal: `<= ${goal}x`,
    measured: `${figure(ratio, 4)}x`,
    met: ratio <= goal,
  };
}

function tableOf(drift: number, judged: Map<string, Judged>): Table {
  const naive = mean(judged.get(NAIVE)!.logLoss);
  return {
    title: driftWords(drift),
    headings: ['labels', 'log-loss', 'against naive', 'promised / seen'],
    rows: [...judged].map(([name, { logLoss, promisedOverSeen }]) => [
      name,
      figure(mean(logLoss), 4),
      figure(mean(logLoss) / naive, 4),
      figure(mean(promisedOverSeen), 2),
    ]),
  };
}

const driftWords = (drift: number): string =>
  drift ? `drift ${drift > 0 ? '+' : ''}${drift} in 80 days` : 'no drift';

const mean = (values: number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

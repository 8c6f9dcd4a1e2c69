import { createEstimator } from '#model/fitting';
import { labelLeads, type Dataset } from '#training';
import { labelsKnownAt } from '../../src/training/newer-answers.js';
import type { Report, Verdict } from '../report.js';
import { say } from '../stage.js';
import type { Interval } from '../../src/training/bootstrap.js';
import type { LeadLabel } from '../../src/training/censoring.js';
import type { Judged } from './level-moved.js';
import { tryRooftop, type Chosen, type Trial } from './backtest.js';
import { simulatedDataset } from './simulated-dataset.js';

const DAY_MS = 86_400_000;
const ROOFTOPS = 6;
const MONTHS = 18;
/** A rooftop's leads of the last so many days are what all models are tried on. */
const TRIAL_DAYS = 182;
/** The validated choice learns from what is older than this before the trial. */
const CHOICE_DAYS = 91;
/** An unseen rooftop may cost so much more log-loss than one whose own leads were learned from. */
const GOAL = 1.03;
/** Fixed, so that the same worlds are made whenever it runs. */
const NOW = new Date('2026-06-01T12:00:00Z');

type SeededTrial = Trial & { seed: number };

/** Group-by-dealer backtest: what it costs to know nothing of a rooftop but its group and its region. */
export async function measureColdStart({ seeds }: { seeds: number }): Promise<Report> {
  const trials: SeededTrial[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const { dataset, rooftops } = await simulatedDataset({
      seed,
      now: NOW,
      rooftops: ROOFTOPS,
      months: MONTHS,
    });
    const from = new Date(NOW.getTime() - TRIAL_DAYS * DAY_MS);
    const choice = await choose(dataset, from);
    for (const [id, key] of rooftops) {
      const trial = await tryRooftop(dataset, { id, key }, { from, now: NOW }, choice);
      trials.push({ ...trial, seed });
      say(
        `seed ${seed}, ${key}: unseen ${ratio(trial).toFixed(4)}x at ${process.uptime().toFixed(0)} s`,
      );
    }
  }
  return reportOf(trials, seeds);
}

interface Choice {
  chosen: Chosen;
  /** What the model that was chosen on them said of a rooftop's newest leads before the trial. */
  judged: (rooftop: string) => Judged;
}

/** Penalties and epochs, chosen on the newest leads before the trial; all models of a world share them. */
async function choose(dataset: Dataset, from: Date): Promise<Choice> {
  const since = new Date(from.getTime() - CHOICE_DAYS * DAY_MS);
  const newest = dataset.leads.filter(({ arrivedAt }) => arrivedAt >= since && arrivedAt < from);
  const estimator = createEstimator('logistic');
  const { labels } = labelLeads(newest, from, dataset.horizonDays);
  await estimator.fit(dataset.rows.labelled(dataset.columns, labelsKnownAt(dataset, since)), {
    seed: 1,
    validation: dataset.rows.labelled(dataset.columns, labels),
  });
  const chosen = { family: estimator.family, state: estimator.toState() };
  const { choice } = chosen.state as {
    choice: { strength: number; epochs: number; own?: Record<string, number> };
  };
  const whose = choice.own ? "features' own penalties" : 'one penalty for all';
  say(
    `chose ${whose} at ${choice.strength}, ${choice.epochs} epochs at ${process.uptime().toFixed(0)} s`,
  );
  const judged = (rooftop: string): Judged => {
    const own = newest.filter(({ dealershipId }) => dealershipId === rooftop);
    const known = new Map(own.flatMap(({ leadId }) => labelOf(labels, leadId)));
    const seen = dataset.rows.labelled(dataset.columns, known);
    return { ...seen, logOdds: estimator.predictLogOdds(seen.table) };
  };
  return { chosen, judged };
}

function labelOf(
  labels: ReturnType<typeof labelLeads>['labels'],
  leadId: string,
): [string, LeadLabel][] {
  const label = labels.get(leadId);
  return label ? [[leadId, label]] : [];
}

const ratio = ({ logLoss }: Trial): number => logLoss.none / logLoss.all;

/** Held against the group's model as a challenger is held against a champion. */
function earned(
  what: string,
  trials: SeededTrial[],
  name: 'alone' | 'moved',
  savedBy: (trial: Trial) => Interval,
): Verdict {
  const own = trials.reduce((sum, { logLoss }) => sum + logLoss[name], 0);
  const group = trials.reduce((sum, { logLoss }) => sum + logLoss.all, 0);
  const better = trials.filter((trial) => savedBy(trial).lower > 0).length;
  const worse = trials.filter((trial) => savedBy(trial).upper < 0).length;
  return {
    what: `${what}, beside the group's model: log-loss, means`,
    goal: '< 1x',
    measured: `${(own / group).toFixed(4)}x; surely better on ${better} of ${trials.length}, surely worse on ${worse}`,
    met: own < group,
  };
}

const told = ({ value, lower, upper }: Interval): string =>
  `${value.toFixed(4)} (90 % ${lower.toFixed(4)}..${upper.toFixed(4)})`;

function reportOf(trials: SeededTrial[], seeds: number): Report {
  const mean = (of: (trial: Trial) => number): number =>
    trials.reduce((sum, trial) => sum + of(trial), 0) / trials.length;
  const unseen = mean(({ logLoss }) => logLoss.none) / mean(({ logLoss }) => logLoss.all);
  const quarter = mean(({ logLoss }) => logLoss.quarter) / mean(({ logLoss }) => logLoss.all);
  const ratios = trials.map(ratio);
  const row = (name: string, of: Trial): string[] => [
    name,
    of.leads.toFixed(0),
    of.won.toFixed(0),
    of.ownLeads.toFixed(0),
    ...[of.logLoss.baseRate, of.logLoss.none, of.logLoss.quarter, of.logLoss.all].map((loss) =>
      loss.toFixed(4),
    ),
    `${ratio(of).toFixed(3)}x`,
  ];
  return {
    name: 'cold-start',
    compared: [
      `simulated group of ${ROOFTOPS} rooftops, ${MONTHS} months, worlds 1 to ${seeds}; each rooftop is left out of the group in turn`,
      `tried on its leads of the last ${TRIAL_DAYS} days, every cutoff; all learn only what was known before them`,
      'family logistic; penalties and epochs chosen once a world on the newest leads before the trial',
    ],
    verdicts: [
      {
        what: 'log-loss of an unseen rooftop over the same once its own leads are in, means',
        goal: `<= ${GOAL}x`,
        measured: `${unseen.toFixed(4)}x (single rooftops ${Math.min(...ratios).toFixed(3)}..${Math.max(...ratios).toFixed(3)})`,
        met: unseen <= GOAL,
      },
      {
        what: 'the same with a quarter of a year of its own leads, means',
        goal: 'between the two',
        measured: `${quarter.toFixed(4)}x`,
        met: quarter <= unseen,
      },
      earned('a model of its own', trials, 'alone', ({ savedAlone }) => savedAlone),
      earned('its level moved', trials, 'moved', ({ savedMoved }) => savedMoved),
    ],
    tables: [
      {
        title: 'Log-loss by what was known of the rooftop',
        headings: [
          'world, rooftop',
          'leads',
          'won',
          'own leads',
          'base rate',
          'none',
          'quarter',
          'all',
          'none/all',
        ],
        rows: trials.map((trial) => row(`${trial.seed} ${trial.rooftop}`, trial)),
      },
      {
        title:
          'A model of the rooftop alone, and its level moved, beside the model of the group that saw all its leads',
        headings: ['world, rooftop', 'own leads', 'all', 'alone', 'saves', 'moved', 'saves'],
        rows: trials.map((trial) => [
          `${trial.seed} ${trial.rooftop}`,
          trial.ownLeads.toFixed(0),
          trial.logLoss.all.toFixed(4),
          trial.logLoss.alone.toFixed(4),
          told(trial.savedAlone),
          trial.logLoss.moved.toFixed(4),
          told(trial.savedMoved),
        ]),
      },
    ],
    raw: trials,
  };
}

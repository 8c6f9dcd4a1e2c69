import type { LeadOutcome } from '#leads';
import { finiteLogit, restoreEstimator, sigmoid, type Examples } from '#model/fitting';
import { labelLeads, type Dataset } from '#training';
import { labelsKnownAt } from '../../src/training/newer-answers.js';
import { logLossSaved, type Interval } from '../../src/training/bootstrap.js';
import { logLossOf } from '../../src/training/weighted-metrics.js';
import { levelMoved, type Judged } from './level-moved.js';

const DAY_MS = 86_400_000;

/** What a model knew of a rooftop's own leads before it was tried on the later ones. */
export type Own = 'none' | 'quarter' | 'all';

/** How far back the quarter's leads arrived, in days before the trial. */
const QUARTER_DAYS = 91;

export interface Trial {
  rooftop: string;
  /** Leads it was tried on, and how many of them were won. */
  leads: number;
  won: number;
  /** Own leads of known outcome that `all` learned from. */
  ownLeads: number;
  /** Mean log-loss on the same later leads; `alone` learned from the rooftop's own leads and no others. */
  logLoss: Record<Own | 'baseRate' | 'alone' | 'moved', number>;
  /** Log-loss saved against the group's model that knew all: by a model of the rooftop's own … */
  savedAlone: Interval;
  /** … and by the group's with the rooftop's level moved to its newest leads before the trial. */
  savedMoved: Interval;
}

/** An estimator after a validated fit, once a world: all models repeat what it chose. */
export type Chosen = Parameters<typeof restoreEstimator>[0];

/**
 * Leaves one rooftop out of the group, wholly, in part and not at all, and has each model score that
 * rooftop's leads from `from` on. All learn what was known by then, with the same choice and seed.
 */
export async function tryRooftop(
  dataset: Dataset,
  rooftop: { id: string; key: string },
  times: { from: Date; now: Date },
  { chosen, judged }: { chosen: Chosen; judged: (rooftop: string) => Judged },
): Promise<Trial> {
  const { from, now } = times;
  const own = dataset.leads.filter(({ dealershipId }) => dealershipId === rooftop.id);
  const tried = labelled(
    dataset,
    labelLeads(
      own.filter(({ arrivedAt }) => arrivedAt >= from),
      now,
      dataset.horizonDays,
    ).labels,
  );
  const isOwn = new Set(own.map(({ leadId }) => leadId));
  const quarter = new Date(from.getTime() - QUARTER_DAYS * DAY_MS);
  const known = labelsKnownAt(dataset, from);
  const ofGroup = (keep: (lead: LeadOutcome) => boolean): Examples => {
    const kept = new Set(
      dataset.leads
        .filter((lead) => !isOwn.has(lead.leadId) || keep(lead))
        .map(({ leadId }) => leadId),
    );
    return labelled(dataset, new Map([...known].filter(([leadId]) => kept.has(leadId))));
  };
  const learned: Record<Own, Examples> = {
    none: ofGroup(() => false),
    quarter: ofGroup(({ arrivedAt }) => arrivedAt >= quarter),
    all: ofGroup(() => true),
  };
  const losses = {
    baseRate: meanLoss(tried, baseRate(learned.all, tried.labels.length)),
  } as Trial['logLoss'];
  const alone = labelled(dataset, new Map([...known].filter(([leadId]) => isOwn.has(leadId))));
  const scores = {} as Record<Own | 'alone' | 'moved', Float64Array>;
  for (const [name, examples] of Object.entries({ ...learned, alone })) {
    scores[name as Own | 'alone'] = await scoresOf(examples, tried, chosen);
  }
  const moved = levelMoved(judged(rooftop.id));
  scores.moved = scores.all.map((score) => sigmoid(finiteLogit(score) + moved));
  for (const name of Object.keys(scores) as (keyof typeof scores)[]) {
    losses[name] = meanLoss(tried, scores[name]);
  }
  const saved = (challenger: Float64Array): Interval =>
    logLossSaved(tried, scores.all, challenger, 1);
  const triedLeads = new Map(tried.groups.map((lead, row) => [lead, tried.labels[row]!]));
  return {
    rooftop: rooftop.key,
    leads: triedLeads.size,
    won: [...triedLeads.values()].filter((label) => label === 1).length,
    ownLeads: [...known.keys()].filter((leadId) => isOwn.has(leadId)).length,
    logLoss: losses,
    savedAlone: saved(scores.alone),
    savedMoved: saved(scores.moved),
  };
}

type Labelled = ReturnType<Dataset['rows']['labelled']>;

const labelled = (dataset: Dataset, labels: Parameters<Dataset['rows']['labelled']>[1]): Labelled =>
  dataset.rows.labelled(dataset.columns, labels);

async function scoresOf(
  examples: Examples,
  tried: Examples,
  chosen: Chosen,
): Promise<Float64Array> {
  const estimator = restoreEstimator(chosen);
  await estimator.refit(examples, { seed: 1 });
  return estimator.predictLogOdds(tried.table).map(sigmoid);
}

function baseRate({ labels, weights }: Examples, rows: number): Float64Array {
  const weightOf = (row: number): number => weights?.[row] ?? 1;
  const total = labels.reduce((sum, _, row) => sum + weightOf(row), 0);
  const won = labels.reduce((sum, label, row) => sum + weightOf(row) * label, 0);
  return new Float64Array(rows).fill(won / total);
}

function meanLoss({ labels, weights }: Examples, scores: Float64Array): number {
  let loss = 0;
  let total = 0;
  for (let row = 0; row < labels.length; row++) {
    const weight = weights?.[row] ?? 1;
    loss += weight * logLossOf(labels[row]!, scores[row]!);
    total += weight;
  }
  return loss / total;
}

import {
  CalibrationTable,
  IdentityCalibrator,
  ScoringModel,
  sigmoid,
  type ModelArtifact,
} from '#model/fitting';

import { metricIntervals, type MetricIntervals } from './bootstrap.js';
import { labelLeads } from './censoring.js';
import {
  LEAST_IN_PART,
  baseRateOf,
  decide,
  partShortage,
  type Contestant,
  type Verdict,
} from './contest.js';
import { codeVersion } from './code-version.js';
import type { Dataset } from './dataset.js';
import type { LabelledExamples } from './example-rows.js';
import type { FittingSession, OnProgress, Recipe } from './fitting.js';
import { resampleByWeight } from './resampling.js';
import { splitByArrival } from './split.js';

/** The version that serves now, and from when on it cannot have known outcomes. */
export interface Defender {
  number: number;
  model: ScoringModel;
  learnedAt: Date;
}

/** The three parts of a contest, labelled each by itself: a part's weights describe that part. */
export interface Parts {
  train: LabelledExamples;
  validation: LabelledExamples;
  holdout: LabelledExamples;
}

export interface ContestResult {
  verdict: Verdict;
  /** On the newest holdout, challenger and base rate, with 90 % intervals. */
  metrics: {
    challenger: MetricIntervals;
    baseRate: MetricIntervals;
    leads: number;
    examples: number;
  };
  /** One value an example of the holdout. */
  holdoutScores: Float64Array;
}

/** Splits by arrival and labels each part. */
export function partsOf(dataset: Dataset, now: Date): Parts {
  const { columns, rows, leads, horizonDays } = dataset;
  const split = splitByArrival(leads, now, horizonDays);
  const labelled = (part: Dataset['leads']): LabelledExamples =>
    rows.labelled(columns, labelLeads(part, now, horizonDays).labels);
  return {
    train: labelled(split.train),
    validation: labelled(split.validation),
    holdout: labelled(split.holdout),
  };
}

/** What a part lacks for a contest, in words; undefined when none does. */
export function partsShortage(parts: Parts): string | undefined {
  return partShortage(
    Object.entries(parts).map(([name, { labels, leadOf }]: [string, LabelledExamples]) => ({
      name,
      won: leadsWith(1, labels, leadOf),
      lost: leadsWith(0, labels, leadOf),
    })),
  );
}

/** Fits the challenger on the older parts and decides on the newest whether it takes over. */
export async function contest(
  dataset: Dataset,
  parts: Parts,
  session: FittingSession,
  defender: Defender | null,
  { seed, onProgress }: { seed: number; onProgress: OnProgress },
): Promise<ContestResult> {
  const { train, validation, holdout } = parts;
  await session.fit(train, validation, onProgress);
  const scores = (await session.logOdds(holdout.table)).map(sigmoid);
  const baseRate = new Float64Array(scores.length).fill(baseRateOf(train));
  const against: Contestant = defender
    ? {
        name: `champion ${defender.number}`,
        probabilities: championScores(dataset, parts, defender),
      }
    : { name: 'the base rate', probabilities: baseRate };
  const seen = defender && unseenBy(dataset, holdout, defender);
  const verdict = decide({
    holdout: seen ? pick(holdout, seen) : holdout,
    challenger: { name: 'challenger', probabilities: seen ? pickScores(scores, seen) : scores },
    defender: seen
      ? { ...against, probabilities: pickScores(against.probabilities, seen) }
      : against,
    first: !defender,
    seed,
  });
  return {
    verdict: defender && !seen ? withNote(verdict, defender) : verdict,
    metrics: {
      challenger: metricIntervals({ ...holdout, probabilities: scores }, seed),
      baseRate: metricIntervals({ ...holdout, probabilities: baseRate }, seed),
      leads: new Set(holdout.leadOf).size,
      examples: scores.length,
    },
    holdoutScores: scores,
  };
}

/** Learns once more from everything, and packs what scoring needs. */
export async function refit(
  dataset: Dataset,
  now: Date,
  session: FittingSession,
  recipe: Recipe,
  { holdout, holdoutScores }: { holdout: LabelledExamples; holdoutScores: Float64Array },
  onProgress: OnProgress,
): Promise<ModelArtifact> {
  const { columns, rows, leads, horizonDays, hash } = dataset;
  const all = rows.labelled(columns, labelLeads(leads, now, horizonDays).labels);
  await session.refit(all, onProgress);
  const drawn = resampleByWeight(holdout.weights);
  const table = CalibrationTable.fit(
    Float64Array.from(drawn, (row) => holdout.labels[row]!),
    Float64Array.from(drawn, (row) => holdoutScores[row]!),
  );
  return {
    format: 1,
    family: recipe.family,
    columns,
    state: await session.state(),
    calibration: { calibrator: new IdentityCalibrator().toState(), table: table.toState() },
    seed: recipe.seed,
    dataHash: hash,
    codeVersion: codeVersion(),
  };
}

/** The champion reads its own columns out of the same rows; those it alone has are missing. */
function championScores({ rows }: Dataset, { holdout }: Parts, { model }: Defender): Float64Array {
  const own = new Map(
    holdout.groups.map((leadId, row) => [
      leadId,
      { leadId, label: asLabel(holdout.labels[row]), weight: 1 },
    ]),
  );
  return model.scoreAll(rows.labelled(model.columns, own).table);
}

/**
 * Rows of leads whose answer the champion cannot have learned from. Undefined when they are too few
 * to decide on: then all rows count, which favours the champion, as a tie does.
 */
function unseenBy(
  dataset: Dataset,
  holdout: LabelledExamples,
  { learnedAt }: Defender,
): number[] | undefined {
  const horizonMs = dataset.horizonDays * 86_400_000;
  const answeredAt = new Map(
    dataset.leads.map((lead) => [
      lead.leadId,
      lead.outcome === 'OPEN'
        ? lead.arrivedAt.getTime() + horizonMs
        : (lead.recordedAt?.getTime() ?? 0),
    ]),
  );
  const rows = [...holdout.groups.keys()].filter(
    (row) => answeredAt.get(holdout.groups[row]!)! > learnedAt.getTime(),
  );
  const part = pick(holdout, rows);
  const enough = [0, 1].every(
    (label) => leadsWith(label, part.labels, part.leadOf) >= LEAST_IN_PART,
  );
  return enough ? rows : undefined;
}

const withNote = (verdict: Verdict, { number }: Defender): Verdict => ({
  ...verdict,
  words: `${verdict.words}; champion ${number} had learned from most of these leads, which favours it`,
});

type ScoredPart = Pick<LabelledExamples, 'labels' | 'weights' | 'leadOf'>;

const pick = ({ labels, weights, leadOf }: ScoredPart, rows: number[]): ScoredPart => ({
  labels: pickScores(labels, rows),
  weights: pickScores(weights, rows),
  leadOf: Int32Array.from(rows, (row) => leadOf[row]!),
});

const pickScores = (scores: Float64Array, rows: number[]): Float64Array =>
  Float64Array.from(rows, (row) => scores[row]!);

const asLabel = (label: number | undefined): 0 | 1 => (label === 1 ? 1 : 0);

const leadsWith = (label: number, labels: Float64Array, leadOf: Int32Array): number =>
  new Set([...leadOf].filter((_, row) => labels[row] === label)).size;

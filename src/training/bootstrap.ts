import { seededRandom } from './seeded-random.js';
import {
  RankedScores,
  logLossOf,
  type ScoredExamples,
  type WeightedMetrics,
} from './weighted-metrics.js';

/** A value with the middle 90 % of its bootstrap draws. */
export interface Interval {
  value: number;
  lower: number;
  upper: number;
}

export type MetricIntervals = Record<keyof WeightedMetrics, Interval>;

/**
 * Metrics with 90 % intervals. Leads are drawn with replacement, each with all its cutoffs:
 * cutoffs of one lead share an answer and are no independent evidence.
 *
 * @see Efron & Tibshirani 1993, section 13.3 (percentile interval)
 */
export function metricIntervals(
  scored: ScoredExamples,
  seed: number,
  draws = 200,
): MetricIntervals {
  const ranked = new RankedScores(scored);
  const point = ranked.metrics();
  const names = Object.keys(point) as (keyof WeightedMetrics)[];
  const drawn = new Map(names.map((name) => [name, [] as number[]]));
  for (const counts of leadDraws(leadCount(scored), seed, draws)) {
    const weights = scored.weights.map((weight, row) => weight * counts[scored.leadOf[row]!]!);
    const metrics = ranked.metrics(weights);
    for (const name of names) drawn.get(name)!.push(metrics[name]);
  }
  return Object.fromEntries(
    names.map((name) => [name, middle90(point[name], drawn.get(name)!)]),
  ) as MetricIntervals;
}

/**
 * How much log-loss `challenger` saves against `champion` on the same examples: above 0 it is better.
 * Paired: both are measured on the same drawn leads, so what makes a draw hard cancels out.
 */
export function logLossSaved(
  examples: Omit<ScoredExamples, 'probabilities'>,
  champion: Float64Array,
  challenger: Float64Array,
  seed: number,
  draws = 1000,
): Interval {
  const leads = leadCount(examples);
  const saved = new Float64Array(leads);
  const weight = new Float64Array(leads);
  for (let row = 0; row < examples.labels.length; row++) {
    const lead = examples.leadOf[row]!;
    const label = examples.labels[row]!;
    const difference = logLossOf(label, champion[row]!) - logLossOf(label, challenger[row]!);
    saved[lead]! += examples.weights[row]! * difference;
    weight[lead]! += examples.weights[row]!;
  }
  const mean = (counts: Float64Array): number => {
    let savedSum = 0;
    let weightSum = 0;
    for (let lead = 0; lead < leads; lead++) {
      savedSum += counts[lead]! * saved[lead]!;
      weightSum += counts[lead]! * weight[lead]!;
    }
    return savedSum / weightSum;
  };
  return middle90(
    mean(new Float64Array(leads).fill(1)),
    Array.from(leadDraws(leads, seed, draws), mean),
  );
}

/** How often each lead was drawn; one reused array a draw. */
function* leadDraws(leads: number, seed: number, draws: number): Generator<Float64Array> {
  const random = seededRandom(seed);
  const counts = new Float64Array(leads);
  for (let draw = 0; draw < draws; draw++) {
    counts.fill(0);
    for (let lead = 0; lead < leads; lead++) counts[(random() * leads) | 0]!++;
    yield counts;
  }
}

const leadCount = ({ leadOf }: Pick<ScoredExamples, 'leadOf'>): number =>
  leadOf.reduce((most, lead) => Math.max(most, lead + 1), 0);

function middle90(value: number, drawn: number[]): Interval {
  const sorted = drawn.filter((each) => Number.isFinite(each)).toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? value;
  return { value, lower: at(0.05), upper: at(0.95) };
}

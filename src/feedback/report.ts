import { RankedScores, type WeightedMetrics } from '#training';

import { wilson, type ShareSeen } from './wilson.js';

/** One lead's score beside what became of it. */
export interface Judged {
  score: number;
  band: string;
  label: 0 | 1;
  /** How many leads of its kind it stands for (see the censoring weights of training). */
  weight: number;
}

/** Leads scored alike: what was promised, and what was seen. */
export interface Group {
  leads: number;
  won: number;
  /** Mean score. */
  promised: number;
  seen: ShareSeen;
}

/** How well scores foretold outcomes. Metrics that mean nothing yet (no lead won) are null. */
export interface Report {
  leads: number;
  won: number;
  metrics: Record<keyof WeightedMetrics, number | null>;
  /** All of them; null where there are none. */
  overall: Group | null;
  /** Up to ten groups of equal size, lowest scores first. */
  calibration: Group[];
  byBand: Record<string, Group>;
}

const CALIBRATION_GROUPS = 10;
/** Smaller groups say nothing. */
const LEAST_IN_GROUP = 10;

export function report(judged: readonly Judged[]): Report {
  const bands = new Set(judged.map(({ band }) => band));
  const inBand = (band: string): Judged[] => judged.filter((each) => each.band === band);
  return {
    leads: judged.length,
    won: wonOf(judged),
    metrics: metricsOf(judged),
    overall: judged.length ? groupOf(judged) : null,
    calibration: equalGroups(judged).map(groupOf),
    byBand: Object.fromEntries([...bands].map((band) => [band, groupOf(inBand(band))])),
  };
}

function metricsOf(judged: readonly Judged[]): Report['metrics'] {
  const metrics = new RankedScores({
    labels: Float64Array.from(judged, ({ label }) => label),
    probabilities: Float64Array.from(judged, ({ score }) => score),
    weights: Float64Array.from(judged, ({ weight }) => weight),
    leadOf: Int32Array.from(judged.keys()),
  }).metrics();
  const finite = Object.entries(metrics).map(([name, value]: [string, number]) => [
    name,
    Number.isFinite(value) ? value : null,
  ]);
  return Object.fromEntries(finite) as Report['metrics'];
}

function equalGroups(judged: readonly Judged[]): Judged[][] {
  const ascending = judged.toSorted((a, b) => a.score - b.score);
  const count = Math.min(CALIBRATION_GROUPS, Math.floor(judged.length / LEAST_IN_GROUP));
  const edge = (group: number): number => Math.round((group * ascending.length) / count);
  return Array.from({ length: count }, (_, group) => ascending.slice(edge(group), edge(group + 1)));
}

/** @param held - One at least. */
export function groupOf(held: readonly Judged[]): Group {
  const sum = (of: (each: Judged) => number): number =>
    held.reduce((total, each) => total + of(each), 0);
  const weight = sum((each) => each.weight);
  // Kish 1965: so many leads of equal weight would tell as much.
  const effective = weight ** 2 / sum((each) => each.weight ** 2);
  return {
    leads: held.length,
    won: wonOf(held),
    promised: sum((each) => each.weight * each.score) / weight,
    seen: wilson(sum((each) => each.weight * each.label) / weight, effective),
  };
}

const wonOf = (held: readonly Judged[]): number => held.filter(({ label }) => label === 1).length;

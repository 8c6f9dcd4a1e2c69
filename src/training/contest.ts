import { logLossSaved, type Interval } from './bootstrap.js';
import { toldChange } from './told-savings.js';
import { RankedScores, type ScoredExamples, type WeightedMetrics } from './weighted-metrics.js';

/** How far a challenger's promises may lie from what was seen, whatever its log-loss. */
export interface CalibrationGate {
  /** Largest |log(mean score / mean label)| beyond chance: 0.35 is a factor of 1.42. */
  logRatio: number;
  /** Largest expected calibration error, as a share of the base rate … */
  eceOverBaseRate: number;
  /** … but never stricter than this: small holdouts scatter. */
  leastEce: number;
}

export const DEFAULT_GATE: CalibrationGate = {
  logRatio: 0.35,
  eceOverBaseRate: 0.5,
  leastEce: 0.02,
};

export interface Contestant {
  /** As a person would name it: "champion 3", "the base rate". */
  name: string;
  /** One value an example of the holdout. */
  probabilities: Float64Array;
}

/** What two said of leads that stand for all leads. Arrays have one value an example. */
export interface Promises {
  examples: Omit<ScoredExamples, 'probabilities'>;
  challenger: Float64Array;
  /** A fault that these have worse is no fault. */
  reference: Float64Array;
}

export interface Contest {
  holdout: Omit<ScoredExamples, 'probabilities'>;
  challenger: Contestant;
  /** The serving champion or its recipe, or the base rate where there is none. */
  defender: Contestant;
  /**
   * Where promises are compared with what came, if not on `holdout`: leads picked by when they were
   * answered do not win as often as leads do.
   */
  promises?: Promises;
  /** Without a champion a challenger only has to beat the base rate. */
  first: boolean;
  seed: number;
}

export interface Verdict {
  promoted: boolean;
  /** One sentence for people, numbers included. */
  words: string;
  /** Log-loss saved by the challenger; above 0 it is better. */
  saved: Interval;
}

/**
 * Decides whether the challenger takes over: only if it saves log-loss on the newest holdout beyond
 * chance (90 % interval above zero) and its promises hold. A tie keeps the defender.
 */
export function decide(contest: Contest, gate: CalibrationGate = DEFAULT_GATE): Verdict {
  const { holdout, challenger, defender, seed } = contest;
  const saved = logLossSaved(holdout, defender.probabilities, challenger.probabilities, seed);
  const own = measure(holdout, challenger.probabilities);
  const against = measure(holdout, defender.probabilities);
  const fault = calibrationFault(
    contest.promises ?? {
      examples: holdout,
      challenger: challenger.probabilities,
      reference: defender.probabilities,
    },
    gate,
  );
  const comparison =
    `${toldChange(saved, against.logLoss)} on the newest leads, ` +
    `log-loss ${own.logLoss.toFixed(4)} instead of ${against.logLoss.toFixed(4)}`;
  const better = contest.first ? saved.value > 0 : saved.lower > 0;
  if (fault)
    return { promoted: false, saved, words: `kept ${defender.name}: ${fault}; ${comparison}` };
  if (!better) return { promoted: false, saved, words: `kept ${defender.name}: ${comparison}` };
  return { promoted: true, saved, words: `promoted over ${defender.name}: ${comparison}` };
}

export const measure = (
  examples: Contest['holdout'],
  probabilities: Float64Array,
): WeightedMetrics => new RankedScores({ ...examples, probabilities }).metrics();

/**
 * What speaks against the challenger's promises, in words. A fault the reference has worse is no
 * reason to keep the defender: under drift both are off, and the better one should serve.
 */
export function calibrationFault(
  { examples, challenger, reference }: Promises,
  gate: CalibrationGate = DEFAULT_GATE,
): string | undefined {
  const own = measure(examples, challenger);
  const against = measure(examples, reference);
  // Written so that NaN (nothing won in the holdout) fails.
  const allowed = gate.logRatio + chanceOf(examples);
  if (!(off(own) <= allowed) && !(off(own) < off(against))) {
    return `challenger promises ${own.promisedOverSeen.toFixed(2)} sales for each one seen`;
  }
  const ceiling = Math.max(gate.leastEce, gate.eceOverBaseRate * baseRateOf(examples));
  if (!(own.ece <= ceiling) && !(own.ece < against.ece)) {
    return `challenger's calibration error ${own.ece.toFixed(4)} is above ${ceiling.toFixed(4)}`;
  }
  return undefined;
}

const off = ({ promisedOverSeen }: WeightedMetrics): number => Math.abs(Math.log(promisedOverSeen));

/**
 * How far |log(promised / seen)| strays by chance alone, nine times in ten: what was seen is a count
 * of won leads, and the relative error of a count n is 1 / sqrt(n). A holdout of 20 sales scatters
 * by a third either way, and that is nobody's fault.
 */
function chanceOf({ labels, leadOf }: Contest['holdout']): number {
  const won = new Set<number>();
  for (let row = 0; row < labels.length; row++) if (labels[row] === 1) won.add(leadOf[row]!);
  return won.size === 0 ? 0 : 1.645 / Math.sqrt(won.size);
}

/** Weighted share of won examples. */
export function baseRateOf({
  labels,
  weights,
}: Pick<Contest['holdout'], 'labels' | 'weights'>): number {
  let won = 0;
  let total = 0;
  for (let row = 0; row < labels.length; row++) {
    won += weights[row]! * labels[row]!;
    total += weights[row]!;
  }
  return won / total;
}

/** Fewest leads of a kind a contest can tell anything from. */
export const LEAST_OF_A_KIND = 40;

/** What is missing for a training run, in words; undefined when there is enough. */
export function shortage(counts: { won: number; lost: number }): string | undefined {
  const missing = (['won', 'lost'] as const)
    .filter((kind) => counts[kind] < LEAST_OF_A_KIND)
    .map((kind) => `${counts[kind]} ${kind} leads known, ${LEAST_OF_A_KIND} needed`);
  if (!missing.length) return undefined;
  return `not enough outcomes to learn from: ${missing.join('; ')}. Connect a CRM with its history or import past leads with outcomes.`;
}

/** Fewest leads of a kind in each part: below, chance alone decides. */
export const LEAST_IN_PART = 5;

/** The same for the parts of the split. */
export function partShortage(
  parts: readonly { name: string; won: number; lost: number }[],
): string | undefined {
  const missing = parts.flatMap(({ name, ...counts }) =>
    (['won', 'lost'] as const)
      .filter((kind) => counts[kind] < LEAST_IN_PART)
      .map((kind) => `${counts[kind]} ${kind} leads in the ${name} part, ${LEAST_IN_PART} needed`),
  );
  if (!missing.length) return undefined;
  return `not enough outcomes in each stretch of time: ${missing.join('; ')}. Older history, or some more weeks, would help.`;
}

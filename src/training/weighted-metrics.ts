/** How good probabilities were, every example counted by its weight. */
export interface WeightedMetrics {
  /** Chance that a won lead outranks another; NaN with only one kind of label. */
  auc: number;
  logLoss: number;
  brier: number;
  /** Expected calibration error over 15 bins of equal weight. */
  ece: number;
  /** Wins among the 10 % ranked first, over the wins a random 10 % would hold. */
  liftAt10: number;
  /** Share of all wins among the 20 % ranked first. */
  recallAt20: number;
  /** Mean probability over mean label: above 1 promises too much. */
  promisedOverSeen: number;
}

/** Examples with their probabilities. All arrays have one value an example. */
export interface ScoredExamples {
  labels: Float64Array;
  probabilities: Float64Array;
  weights: Float64Array;
  /** Which lead an example is of, 0-based and dense: a lead's cutoffs are drawn together. */
  leadOf: Int32Array;
}

const CERTAINTY_CAP = 1e-6;
const CALIBRATION_BINS = 15;

/** Loss of one example; probabilities are kept 1e-6 away from certainty. */
export function logLossOf(label: number, probability: number): number {
  const kept = Math.min(Math.max(probability, CERTAINTY_CAP), 1 - CERTAINTY_CAP);
  return label === 1 ? -Math.log(kept) : -Math.log(1 - kept);
}

/** Ranks once, so that the same examples can be measured again under other weights. */
export class RankedScores {
  private readonly ascending: Int32Array;

  constructor(private readonly scored: ScoredExamples) {
    const { probabilities } = scored;
    this.ascending = Int32Array.from(probabilities.keys()).toSorted(
      (a, b) => probabilities[a]! - probabilities[b]!,
    );
  }

  metrics(weights: Float64Array = this.scored.weights): WeightedMetrics {
    const { labels, probabilities } = this.scored;
    let total = 0;
    let won = 0;
    let promised = 0;
    let loss = 0;
    let squared = 0;
    for (let row = 0; row < labels.length; row++) {
      const weight = weights[row]!;
      const label = labels[row]!;
      const probability = probabilities[row]!;
      total += weight;
      won += weight * label;
      promised += weight * probability;
      loss += weight * logLossOf(label, probability);
      squared += weight * (probability - label) ** 2;
    }
    return {
      auc: this.auc(weights, won, total - won),
      logLoss: loss / total,
      brier: squared / total,
      ece: this.ece(weights, total),
      liftAt10: this.wonAmongFirst(0.1, weights, total) / (0.1 * won),
      recallAt20: this.wonAmongFirst(0.2, weights, total) / won,
      promisedOverSeen: promised / won,
    };
  }

  /** Equal probabilities share their rank. */
  private auc(weights: Float64Array, won: number, notWon: number): number {
    let below = 0;
    let area = 0;
    for (const tie of this.ties(weights, 'ascending')) {
      area += tie.won * (below + (tie.weight - tie.won) / 2);
      below += tie.weight - tie.won;
    }
    return area / (won * notWon);
  }

  private ece(weights: Float64Array, total: number): number {
    const { labels, probabilities } = this.scored;
    const gaps = new Float64Array(CALIBRATION_BINS);
    let before = 0;
    for (const row of this.ascending) {
      const weight = weights[row]!;
      const middle = (before + weight / 2) / total;
      const bin = Math.min(CALIBRATION_BINS - 1, Math.floor(middle * CALIBRATION_BINS));
      gaps[bin]! += weight * (probabilities[row]! - labels[row]!);
      before += weight;
    }
    return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / total;
  }

  private wonAmongFirst(share: number, weights: Float64Array, total: number): number {
    let room = share * total;
    let won = 0;
    for (const tie of this.ties(weights, 'descending')) {
      if (room <= 0) break;
      if (tie.weight === 0) continue;
      won += tie.won * Math.min(1, room / tie.weight);
      room -= tie.weight;
    }
    return won;
  }

  /** Groups of equal probability, with their weight and the weight won in them. */
  private *ties(
    weights: Float64Array,
    order: 'ascending' | 'descending',
  ): Generator<{ weight: number; won: number }> {
    const { labels, probabilities } = this.scored;
    const last = this.ascending.length - 1;
    let group = { weight: 0, won: 0 };
    let probability = Number.NaN;
    for (let at = 0; at <= last; at++) {
      const row = this.ascending[order === 'ascending' ? at : last - at]!;
      if (probabilities[row] !== probability) {
        if (group.weight > 0) yield group;
        group = { weight: 0, won: 0 };
        probability = probabilities[row]!;
      }
      group.weight += weights[row]!;
      group.won += weights[row]! * labels[row]!;
    }
    if (group.weight > 0) yield group;
  }
}

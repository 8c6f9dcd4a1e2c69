import type { EncodingOptions } from '../encoding/table-encoding.js';

/** What is chosen on the validation rows. */
export interface EnsembleCandidate {
  width: number;
  dropout: number;
  weightDecay: number;
  /** With more training rows than this it is not tried; absent: always. */
  mostRows?: number;
  /** Absent: tried wherever the one before did better than the one before that. */
  calledFor?: CalledFor;
}

/** A candidate is tried only where those before it, on rows held out, came to one of the two. */
export interface CalledFor {
  /** McFadden's R²: 1 - log-loss / log-loss of the base rate. Below 1. */
  leastMcFaddenR2: number;
  /** By how much the last of them lowered the log-loss of the one before it, as a share. Below 1. */
  leastGain: number;
}

/** Hyper-parameters of the ensemble net. */
export interface EnsembleNetSettings extends EncodingOptions {
  /** A multiple of 4. */
  members: number;
  /** From plain to rich: tried in turn as long as each does better than the one before. */
  candidates: EnsembleCandidate[];
  learningRate: number;
  warmUpSteps: number;
  mostNorm: number;
  /** At most. */
  epochs: number;
  /** Epochs without a better validation log-loss before giving up on a candidate. */
  patience: number;
  /** Absent: by the number of rows. */
  batchSize?: number;
  /** Of the running average of the weights, which is what answers: below 1. */
  averageDecay: number;
}

const DEFAULTS: EnsembleNetSettings = {
  maxBins: 16,
  minRows: 10,
  maxPlainLevels: 64,
  members: 8,
  candidates: [
    { width: 64, dropout: 0.35, weightDecay: 0.3 },
    { width: 64, dropout: 0.15, weightDecay: 0.01 },
    {
      width: 128,
      dropout: 0.35,
      weightDecay: 0.01,
      mostRows: 50_000,
      // Elsewhere it takes longer than all before it and gains next to nothing.
      calledFor: { leastMcFaddenR2: 0.4, leastGain: 0.01 },
    },
  ],
  learningRate: 2e-3,
  warmUpSteps: 50,
  mostNorm: 1,
  epochs: 150,
  patience: 8,
  averageDecay: 0.99,
};

/** Fills in what is not given. @throws RangeError naming the first hyper-parameter that makes no sense. */
export function readEnsembleSettings(given: Record<string, unknown>): EnsembleNetSettings {
  const unknown = Object.keys(given).find((name) => name !== 'batchSize' && !(name in DEFAULTS));
  if (unknown) throw new RangeError(`The ensemble net has no hyper-parameter "${unknown}".`);
  const settings: EnsembleNetSettings = { ...DEFAULTS, ...given };
  const { candidates, ...numbers } = settings;
  const wrong = Object.entries(numbers).find(([, value]) => !isPositive(value));
  if (wrong) throw new RangeError(`The hyper-parameter "${wrong[0]}" must be a positive number.`);
  if (settings.members % 4) throw new RangeError('"members" must be a multiple of 4.');
  if (settings.averageDecay >= 1) throw new RangeError('"averageDecay" must be below 1.');
  if (!Array.isArray(candidates) || !candidates.length || !candidates.every(isCandidate)) {
    throw new RangeError(
      '"candidates" must list { width: a multiple of 8, dropout: 0 .. 0.9, weightDecay: not negative }.',
    );
  }
  return settings;
}

/** No more visits to rows than this, all epochs together. */
const MOST_VISITS = 6_000_000;
/** Up to here patience is as the settings say; with more rows an epoch tells more. */
const ROWS_OF_FULL_PATIENCE = 100_000;

/** How often so many rows are gone through: the work ends growing where the rows do not. */
export function passesOver(
  rowCount: number,
  { epochs, patience }: Pick<EnsembleNetSettings, 'epochs' | 'patience'>,
): { epochs: number; patience: number } {
  const share = Math.min(1, ROWS_OF_FULL_PATIENCE / rowCount);
  return {
    epochs: Math.min(epochs, Math.ceil(MOST_VISITS / rowCount)),
    patience: Math.ceil(patience * share),
  };
}

const isPositive = (value: unknown): boolean =>
  typeof value === 'number' && Number.isFinite(value) && value > 0;

const isCandidate = (candidate: EnsembleCandidate): boolean => {
  const { width, dropout, weightDecay, mostRows = 1, calledFor } = candidate;
  const isNet = isPositive(width) && width % 8 === 0 && dropout >= 0 && dropout <= 0.9;
  const isCallable = !calledFor || (calledFor.leastMcFaddenR2 < 1 && calledFor.leastGain < 1);
  return isNet && weightDecay >= 0 && mostRows > 0 && isCallable;
};

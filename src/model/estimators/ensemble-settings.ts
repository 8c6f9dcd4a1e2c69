import type { EncodingOptions } from '../encoding/table-encoding.js';

/** What is chosen on the validation rows. */
export interface EnsembleCandidate {
  width: number;
  dropout: number;
  weightDecay: number;
}

/** Hyper-parameters of the ensemble net. */
export interface EnsembleNetSettings extends EncodingOptions {
  /** A multiple of 4. */
  members: number;
  /** Tried in turn. */
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
  ],
  learningRate: 2e-3,
  warmUpSteps: 50,
  mostNorm: 1,
  epochs: 60,
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

/** Up to here every row is seen as often as the settings say; of more rows, each less often. */
const ROWS_SEEN_OFTEN = 100_000;

/** How often so many rows are gone through: the work ends growing where the rows do not. */
export function passesOver(
  rowCount: number,
  { epochs, patience }: Pick<EnsembleNetSettings, 'epochs' | 'patience'>,
): { epochs: number; patience: number } {
  const share = Math.min(1, ROWS_SEEN_OFTEN / rowCount);
  return { epochs: Math.ceil(epochs * share), patience: Math.ceil(patience * share) };
}

const isPositive = (value: unknown): boolean =>
  typeof value === 'number' && Number.isFinite(value) && value > 0;

const isCandidate = ({ width, dropout, weightDecay }: EnsembleCandidate): boolean =>
  isPositive(width) && width % 8 === 0 && dropout >= 0 && dropout <= 0.9 && weightDecay >= 0;

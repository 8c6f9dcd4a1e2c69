import type { EncodingOptions } from '../encoding/table-encoding.js';

/** Hyper-parameters of the logistic family; the defaults were measured with `npm run bench:model`. */
export interface LogisticSettings extends EncodingOptions {
  /** Penalties tried on the validation rows, in rows. */
  strengths: number[];
  /** The penalty and the number of epochs used when there is nothing to choose on. */
  strength: number;
  epochs: number;
  /** Epochs without a better validation log-loss before giving up on a penalty. */
  patience: number;
  learningRate: number;
  /** Up to this many training rows the weights are solved for, and folds help to choose the penalty. */
  fewRows: number;
  /** Up to this many training rows penalties of features' own are tried too, which takes as long again. */
  ownPenaltyRows: number;
  /** Absent: by the number of rows. */
  batchSize?: number;
}

const DEFAULTS: LogisticSettings = {
  maxBins: 16,
  minRows: 10,
  maxPlainLevels: 64,
  strengths: [0.5, 2, 8, 32, 128],
  strength: 8,
  epochs: 40,
  patience: 8,
  learningRate: 0.02,
  fewRows: 2500,
  ownPenaltyRows: 100_000,
};

/** Fills in what is not given. @throws RangeError naming the first hyper-parameter that makes no sense. */
export function readLogisticSettings(given: Record<string, unknown>): LogisticSettings {
  const unknown = Object.keys(given).find((name) => name !== 'batchSize' && !(name in DEFAULTS));
  if (unknown) throw new RangeError(`The logistic family has no hyper-parameter "${unknown}".`);
  const settings: LogisticSettings = { ...DEFAULTS, ...given };
  const { strengths, ...numbers } = settings;
  const wrong = Object.entries(numbers).find(([, value]) => !isPositive(value));
  if (wrong) throw new RangeError(`The hyper-parameter "${wrong[0]}" must be a positive number.`);
  if (!Array.isArray(strengths) || !strengths.length || !strengths.every(isPositive)) {
    throw new RangeError('The hyper-parameter "strengths" must list positive numbers.');
  }
  return settings;
}

const isPositive = (value: unknown): boolean =>
  typeof value === 'number' && Number.isFinite(value) && value > 0;

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
  /** Absent: by the number of rows. */
  batchSize?: number;
}

const DEFAULTS: LogisticSettings = {
  maxBins: 16,
  minRows: 10,
  maxPlainLevels: 64,
  strengths: [0.3, 1, 3, 10, 30, 100, 300],
  strength: 10,
  epochs: 40,
  patience: 8,
  learningRate: 0.02,
};

/** Fills in what is not given. @throws RangeError naming the first hyper-parameter that makes no sense. */
export function readLogisticSettings(given: Record<string, unknown>): LogisticSettings {
  const settings = { ...DEFAULTS, ...given } as LogisticSettings;
  for (const name of Object.keys(given)) {
    if (name !== 'batchSize' && !(name in DEFAULTS)) {
      throw new RangeError(`The logistic family has no hyper-parameter "${name}".`);
    }
  }
  const { strengths, batchSize, ...numbers } = settings;
  for (const [name, value] of Object.entries({ ...numbers, batchSize: batchSize ?? 1 })) {
    if (!(Number.isFinite(value) && value > 0)) {
      throw new RangeError(`The hyper-parameter "${name}" must be a positive number.`);
    }
  }
  if (!Array.isArray(strengths) || !strengths.length || !strengths.every((one) => one >= 0)) {
    throw new RangeError('The hyper-parameter "strengths" must list numbers from 0 up.');
  }
  return settings;
}

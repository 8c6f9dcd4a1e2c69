/** Hyper-parameters of the blend; the defaults were measured with `npm run bench:model`. */
export interface BlendSettings {
  /** Families, each once. */
  families: string[];
  /** By family; absent: that family's defaults. */
  hyperparameters: Record<string, Record<string, unknown>>;
  /** Up to this many rows, training and validation together, the parts are learned on folds of all. */
  fewRows: number;
  /** With fewer rows than this no parts are learned: all families count the same. */
  leastRows: number;
  /** A family that would count for less is left out. */
  leastPart: number;
}

const DEFAULTS: BlendSettings = {
  families: ['logistic', 'forest', 'ensemble-net'],
  hyperparameters: {},
  fewRows: 5000,
  leastRows: 40,
  leastPart: 0.05,
};

/** Fills in what is not given. @throws RangeError naming the first hyper-parameter that makes no sense. */
export function readBlendSettings(given: Record<string, unknown>): BlendSettings {
  const unknown = Object.keys(given).find((name) => !(name in DEFAULTS));
  if (unknown) throw new RangeError(`The blend has no hyper-parameter "${unknown}".`);
  const settings: BlendSettings = { ...DEFAULTS, ...given };
  const { families, hyperparameters, ...numbers } = settings;
  const wrong = Object.entries(numbers).find(
    ([, value]) => !(Number.isFinite(value) && value >= 0),
  );
  if (wrong) throw new RangeError(`The hyper-parameter "${wrong[0]}" must be a number from 0.`);
  if (!Array.isArray(families) || !families.length || new Set(families).size < families.length) {
    throw new RangeError('The hyper-parameter "families" must list families, each once.');
  }
  if (typeof hyperparameters !== 'object' || hyperparameters === null) {
    throw new RangeError('The hyper-parameter "hyperparameters" must be an object by family.');
  }
  return settings;
}

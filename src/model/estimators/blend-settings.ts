/** Hyper-parameters of the blend; the defaults were measured with `npm run bench:model`. */
export interface BlendSettings {
  /** Families, each once. */
  families: string[];
  /** By family; absent: that family's defaults. */
  hyperparameters: Record<string, Record<string, unknown>>;
  /** From how many rows on, and up to how many, a family is asked; absent: always, as where families are named. */
  reach: Record<string, { from?: number; to?: number }>;
  /** Up to this many rows, training and validation together, the parts are learned on folds of all. */
  fewRows: number;
  /** With fewer rows than this no parts are learned: all families count the same. */
  equalRows: number;
  /** With fewer rows than this parts are held to equal ones, and the answer is not stretched. */
  leastRows: number;
  /** A family that would count for less is left out. */
  leastPart: number;
}

const DEFAULTS: BlendSettings = {
  families: ['logistic', 'bagged-trees', 'forest', 'ensemble-net'],
  hyperparameters: {},
  reach: { 'bagged-trees': { to: 10_000 }, forest: { from: 1501 }, 'ensemble-net': { from: 2501 } },
  fewRows: 5000,
  equalRows: 200,
  leastRows: 1501,
  leastPart: 0.05,
};

/** Fills in what is not given. @throws RangeError naming the first hyper-parameter that makes no sense. */
export function readBlendSettings(given: Record<string, unknown>): BlendSettings {
  const unknown = Object.keys(given).find((name) => !(name in DEFAULTS));
  if (unknown) throw new RangeError(`The blend has no hyper-parameter "${unknown}".`);
  const named = 'families' in given ? { reach: {} } : {};
  const settings: BlendSettings = { ...DEFAULTS, ...named, ...given };
  const { families, hyperparameters, reach, ...numbers } = settings;
  const wrong = Object.entries(numbers).find(
    ([, value]) => !(Number.isFinite(value) && value >= 0),
  );
  if (wrong) throw new RangeError(`The hyper-parameter "${wrong[0]}" must be a number from 0.`);
  if (!Array.isArray(families) || !families.length || new Set(families).size < families.length) {
    throw new RangeError('The hyper-parameter "families" must list families, each once.');
  }
  for (const [name, value] of Object.entries({ hyperparameters, reach })) {
    if (typeof value === 'object' && value !== null) continue;
    throw new RangeError(`The hyper-parameter "${name}" must be an object by family.`);
  }
  return settings;
}

/** Who is asked to learn from so many rows, training and validation together. */
export const familiesFor = (rowCount: number, { families, reach }: BlendSettings): string[] =>
  families.filter((family) => {
    const { from = 0, to = Number.POSITIVE_INFINITY } = reach[family] ?? {};
    return rowCount >= from && rowCount <= to;
  });

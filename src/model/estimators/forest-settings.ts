/** Hyper-parameters of the forest family; the defaults were measured with `npm run bench:model`. */
export interface ForestSettings {
  /** Most bins of a number; fewer where they would hold few rows. */
  maxBins: number;
  /** Levels of fewer leads share a bin. */
  minLevelRows: number;
  /** Features with more levels than this carry a target statistic. */
  maxPlainLevels: number;
  /** At most how many candidates are tried, and how many of the best make up the answer. */
  candidates: number;
  members: number;
  /** Most trees of a member. */
  maxTrees: number;
  /** Trees without a better validation log-loss before giving up, while trying and at last. */
  patience: number;
  /** The members' learning rate, as a share of the rate that candidates are tried with. */
  slowness: number;
}

const DEFAULTS: ForestSettings = {
  maxBins: 254,
  minLevelRows: 5,
  maxPlainLevels: 30,
  candidates: 14,
  members: 3,
  maxTrees: 1000,
  patience: 20,
  slowness: 0.5,
};

/** Fills in what is not given. @throws RangeError naming the first hyper-parameter that makes no sense. */
export function readForestSettings(given: Record<string, unknown>): ForestSettings {
  const unknown = Object.keys(given).find((name) => !(name in DEFAULTS));
  if (unknown) throw new RangeError(`The forest family has no hyper-parameter "${unknown}".`);
  const settings = { ...DEFAULTS, ...given };
  const wrong = Object.entries(settings).find(([, value]) => !isPositive(value));
  if (wrong) throw new RangeError(`The hyper-parameter "${wrong[0]}" must be a positive number.`);
  if (settings.maxBins > DEFAULTS.maxBins) {
    throw new RangeError(`The hyper-parameter "maxBins" must be at most ${DEFAULTS.maxBins}.`);
  }
  return settings;
}

const isPositive = (value: unknown): boolean =>
  typeof value === 'number' && Number.isFinite(value) && value > 0;

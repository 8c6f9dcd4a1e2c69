import { isDeepStrictEqual } from 'node:util';
import type { FeatureTable, FeatureVector } from '#features';
import type { Contributions, Estimator, Examples, FitOptions } from '../estimator.js';
import { checkExamples, concatExamples, meanOneWeights } from '../examples.js';
import { InvalidEstimatorStateError, NotFittedError } from '../fitting-errors.js';
import { familiesFor, readBlendSettings, type BlendSettings } from './blend-settings.js';
import { lossOfParts, onlyMember, weighMembers, type MemberAnswers } from './blend-weights.js';
import { crossFit } from './cross-fit.js';

export const BLEND = 'blend';

/** Where the blend gets its members from: the table of families, which also holds the blend. */
export interface MemberFamilies {
  create: (family: string, hyperparameters?: Record<string, unknown>) => Estimator;
  restore: (saved: { family: string; state: unknown }) => Estimator;
}

interface Member {
  estimator: Estimator;
  /** How much its log-odds count; the parts of all sum to 1. */
  part: number;
}

interface BlendState {
  settings: BlendSettings;
  members: { family: string; part: number; state: unknown }[];
}

/**
 * Several families at once: the mean of their log-odds, every one with its part. The parts are learned on rows the members did not learn from; a member that does not earn its place
 * is left out, and where none adds to the best one, the best one answers alone.
 */
export class BlendEstimator implements Estimator {
  readonly family = BLEND;
  private readonly settings: BlendSettings;
  private members: Member[] | undefined;

  constructor(
    hyperparameters: Record<string, unknown>,
    private readonly families: MemberFamilies,
  ) {
    this.settings = readBlendSettings(hyperparameters);
  }

  static fromState(state: unknown, families: MemberFamilies): BlendEstimator {
    const { settings, members } = (state ?? {}) as Partial<BlendState>;
    if (!settings || !Array.isArray(members) || !members.length || !members.every(isSound)) {
      throw new InvalidEstimatorStateError('The saved blend is incomplete.');
    }
    const blend = new BlendEstimator({ ...settings }, families);
    blend.members = members.map(({ part, ...saved }) => ({
      part,
      estimator: families.restore(saved),
    }));
    return blend;
  }

  async fit(examples: Examples, options: FitOptions): Promise<void> {
    checkExamples(examples);
    if (options.validation) checkExamples(options.validation, 'validation examples');
    const all = options.validation
      ? concatExamples(weighted(examples), weighted(options.validation))
      : examples;
    const families = familiesFor(all.table.rowCount, this.settings);
    const equal = all.table.rowCount < this.settings.leastRows;
    const few = !options.validation || all.table.rowCount <= this.settings.fewRows;
    const unseen = few && !equal ? await this.crossFitted(families, all, options) : undefined;
    const estimators = await this.learnEach(families, examples, options, unseen ? 0.8 : 0);
    const answers = unseen ?? answersOf(estimators, options.validation ?? examples);
    const parts = equal
      ? new Float64Array(families.length).fill(1 / families.length)
      : chosenParts(answers, this.settings);
    this.members = estimators
      .map((estimator, at) => ({ estimator, part: parts[at]! }))
      .filter(({ part }) => part > 0);
  }

  async refit(examples: Examples, options: FitOptions): Promise<void> {
    const members = this.fitted();
    checkExamples(examples);
    for (const [at, { estimator }] of members.entries()) {
      await estimator.refit(examples, within(options, at / members.length, 1 / members.length));
    }
  }

  predictLogOdds(table: FeatureTable): Float64Array {
    const mean = new Float64Array(table.rowCount);
    for (const { estimator, part } of this.fitted()) {
      estimator.predictLogOdds(table).forEach((logOdds, row) => (mean[row]! += part * logOdds));
    }
    return mean;
  }

  explain(vector: FeatureVector): Contributions {
    const mean: Contributions = { logOdds: 0, bias: 0, byFeature: {} };
    for (const { estimator, part } of this.fitted()) {
      const own = estimator.explain(vector);
      mean.logOdds += part * own.logOdds;
      mean.bias += part * own.bias;
      for (const [name, above] of Object.entries(own.byFeature)) {
        mean.byFeature[name] = (mean.byFeature[name] ?? 0) + part * above;
      }
    }
    return mean;
  }

  toState(): unknown {
    const members = this.fitted().map(({ estimator, part }) => ({
      family: estimator.family,
      part,
      state: estimator.toState(),
    }));
    return { settings: this.settings, members } satisfies BlendState;
  }

  /** Who counts for how much; for the model's card. */
  parts(): { family: string; part: number }[] {
    return this.fitted().map(({ estimator, part }) => ({ family: estimator.family, part }));
  }

  private create(family: string): Estimator {
    return this.families.create(family, this.settings.hyperparameters[family]);
  }

  private async crossFitted(
    families: string[],
    all: Examples,
    options: FitOptions,
  ): Promise<MemberAnswers> {
    const logOdds: Float64Array[] = [];
    for (const [at, family] of families.entries()) {
      const own = within(options, (0.8 * at) / families.length, 0.8 / families.length);
      logOdds.push(await crossFit(() => this.create(family), all, own));
    }
    return { logOdds, labels: all.labels, rowWeights: meanOneWeights(all) };
  }

  private async learnEach(
    families: string[],
    examples: Examples,
    options: FitOptions,
    from: number,
  ): Promise<Estimator[]> {
    const estimators: Estimator[] = [];
    for (const [at, family] of families.entries()) {
      const share = (1 - from) / families.length;
      const own = within(options, from + at * share, share, family);
      estimators.push(this.takenOver(family, options) ?? (await this.learn(family, examples, own)));
    }
    return estimators;
  }

  private async learn(family: string, examples: Examples, options: FitOptions): Promise<Estimator> {
    const estimator = this.create(family);
    await estimator.fit(examples, options);
    return estimator;
  }

  /** A member that has learned already, by itself. */
  private takenOver(family: string, { learned }: FitOptions): Estimator | undefined {
    const wanted = this.settings.hyperparameters[family] ?? {};
    const same = learned?.find(
      (other) => other.family === family && isDeepStrictEqual(other.hyperparameters, wanted),
    );
    return same && this.families.restore(same);
  }

  private fitted(): Member[] {
    if (!this.members) throw new NotFittedError(this.family);
    return this.members;
  }
}

/** Parts that beat the best member alone; else that member. Those that count for little are left out. */
function chosenParts(answers: MemberAnswers, { leastPart }: BlendSettings): Float64Array {
  const parts = weighMembers(answers);
  const kept = answers.logOdds.map((_, at) => at).filter((at) => parts[at]! >= leastPart);
  const alone = answers.logOdds.map((_, at) => onlyMember(answers, at));
  const best = alone.toSorted((a, b) => lossOfParts(answers, a) - lossOfParts(answers, b))[0]!;
  if (!kept.length) return best;
  const again = weighMembers({ ...answers, logOdds: kept.map((at) => answers.logOdds[at]!) });
  const chosen = new Float64Array(parts.length);
  kept.forEach((at, order) => (chosen[at] = again[order]!));
  return lossOfParts(answers, chosen) < lossOfParts(answers, best) ? chosen : best;
}

const answersOf = (estimators: Estimator[], unseen: Examples): MemberAnswers => ({
  logOdds: estimators.map((estimator) => estimator.predictLogOdds(unseen.table)),
  labels: unseen.labels,
  rowWeights: meanOneWeights(unseen),
});

/** Of two parts whose weights have scales of their own, a row then counts the same in both. */
const weighted = (examples: Examples): Examples => ({
  ...examples,
  weights: meanOneWeights(examples),
});

/** The same options, with progress counted as a stretch of the whole. */
function within(options: FitOptions, from: number, share: number, name?: string): FitOptions {
  const { onProgress } = options;
  if (!onProgress) return options;
  return {
    ...options,
    onProgress: (done, phrase) =>
      onProgress(from + done * share, name ? `${name}: ${phrase}` : phrase),
  };
}

const isSound = ({ family, part }: BlendState['members'][number]): boolean =>
  typeof family === 'string' && Number.isFinite(part);

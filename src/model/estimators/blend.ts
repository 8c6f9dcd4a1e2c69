import type { FeatureTable, FeatureVector } from '#features';
import type { Contributions, Estimator, Examples, FitOptions } from '../estimator.js';
import { checkExamples, concatExamples, meanOneWeights, priorLogOdds } from '../examples.js';
import { InvalidEstimatorStateError, NotFittedError } from '../fitting-errors.js';
import { readBlendSettings, type BlendSettings } from './blend-settings.js';
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
  /** How much its log-odds above the base rate count. */
  part: number;
}

interface Learned {
  baseLogOdds: number;
  members: Member[];
}

interface BlendState {
  settings: BlendSettings;
  baseLogOdds: number;
  members: { family: string; part: number; state: unknown }[];
}

/**
 * Several families at once: the sum of what each says above the base rate, every one with its part.
 * The parts are learned on rows the members did not learn from; a member that does not earn its place
 * is left out, and where none adds to the best one, the best one answers alone.
 */
export class BlendEstimator implements Estimator {
  readonly family = BLEND;
  private readonly settings: BlendSettings;
  private learned: Learned | undefined;

  constructor(
    hyperparameters: Record<string, unknown>,
    private readonly families: MemberFamilies,
  ) {
    this.settings = readBlendSettings(hyperparameters);
  }

  static fromState(state: unknown, families: MemberFamilies): BlendEstimator {
    const { settings, baseLogOdds, members } = (state ?? {}) as Partial<BlendState>;
    const sound =
      settings && Number.isFinite(baseLogOdds) && Array.isArray(members) && members.every(isSound);
    if (!sound) throw new InvalidEstimatorStateError('The saved blend is incomplete.');
    const blend = new BlendEstimator({ ...settings }, families);
    blend.learned = {
      baseLogOdds: baseLogOdds!,
      members: members.map(({ part, ...saved }) => ({ part, estimator: families.restore(saved) })),
    };
    return blend;
  }

  async fit(examples: Examples, options: FitOptions): Promise<void> {
    checkExamples(examples);
    if (options.validation) checkExamples(options.validation, 'validation examples');
    const all = options.validation
      ? concatExamples(weighted(examples), weighted(options.validation))
      : examples;
    const few = !options.validation || all.table.rowCount <= this.settings.fewRows;
    const unseen = few ? await this.crossFitted(all, options) : undefined;
    const estimators = await this.learnEach(examples, options, few ? 0.8 : 0);
    const baseLogOdds = baseOf(examples);
    const parts = chosenParts(
      unseen ?? answersOf(estimators, options.validation ?? examples, baseLogOdds),
      this.settings,
    );
    this.learned = {
      baseLogOdds,
      members: estimators
        .map((estimator, at) => ({ estimator, part: parts[at]! }))
        .filter(({ part }) => part > 0),
    };
  }

  async refit(examples: Examples, options: FitOptions): Promise<void> {
    const { members } = this.fitted();
    checkExamples(examples);
    for (const [at, { estimator }] of members.entries()) {
      await estimator.refit(examples, within(options, at / members.length, 1 / members.length));
    }
    this.learned = { baseLogOdds: baseOf(examples), members };
  }

  predictLogOdds(table: FeatureTable): Float64Array {
    const { members, baseLogOdds } = this.fitted();
    const sums = new Float64Array(table.rowCount).fill(baseLogOdds);
    for (const { estimator, part } of members) {
      estimator.predictLogOdds(table).forEach((logOdds, row) => {
        sums[row]! += part * (logOdds - baseLogOdds);
      });
    }
    return sums;
  }

  explain(vector: FeatureVector): Contributions {
    const { members, baseLogOdds } = this.fitted();
    const sum: Contributions = { logOdds: baseLogOdds, bias: baseLogOdds, byFeature: {} };
    for (const { estimator, part } of members) {
      const own = estimator.explain(vector);
      sum.logOdds += part * (own.logOdds - baseLogOdds);
      sum.bias += part * (own.bias - baseLogOdds);
      for (const [name, above] of Object.entries(own.byFeature)) {
        sum.byFeature[name] = (sum.byFeature[name] ?? 0) + part * above;
      }
    }
    return sum;
  }

  toState(): unknown {
    const { members, baseLogOdds } = this.fitted();
    return {
      settings: this.settings,
      baseLogOdds,
      members: members.map(({ estimator, part }) => ({
        family: estimator.family,
        part,
        state: estimator.toState(),
      })),
    } satisfies BlendState;
  }

  /** Who counts for how much; for the model's card. */
  parts(): { family: string; part: number }[] {
    return this.fitted().members.map(({ estimator, part }) => ({
      family: estimator.family,
      part,
    }));
  }

  private create(family: string): Estimator {
    return this.families.create(family, this.settings.hyperparameters[family]);
  }

  /** Undefined where rows are too few to learn parts from. */
  private async crossFitted(
    all: Examples,
    options: FitOptions,
  ): Promise<MemberAnswers | undefined> {
    const { families, leastRows } = this.settings;
    const base = baseOf(all);
    const above: Float64Array[] = [];
    for (const [at, family] of families.entries()) {
      if (all.table.rowCount < leastRows) {
        above.push(new Float64Array(all.table.rowCount));
        continue;
      }
      const own = within(options, (0.8 * at) / families.length, 0.8 / families.length);
      const logOdds = await crossFit(() => this.create(family), all, own);
      above.push(logOdds.map((one) => one - base));
    }
    return { above, labels: all.labels, rowWeights: meanOneWeights(all), baseLogOdds: base };
  }

  private async learnEach(
    examples: Examples,
    options: FitOptions,
    from: number,
  ): Promise<Estimator[]> {
    const { families } = this.settings;
    const estimators: Estimator[] = [];
    for (const [at, family] of families.entries()) {
      const estimator = this.create(family);
      const share = (1 - from) / families.length;
      await estimator.fit(examples, within(options, from + at * share, share, family));
      estimators.push(estimator);
    }
    return estimators;
  }

  private fitted(): Learned {
    if (!this.learned) throw new NotFittedError(this.family);
    return this.learned;
  }
}

/** Parts that beat the best member alone; else that member. Those that count for little are left out. */
function chosenParts(answers: MemberAnswers, { leastPart }: BlendSettings): Float64Array {
  const parts = weighMembers(answers);
  const kept = answers.above.map((_, at) => at).filter((at) => parts[at]! >= leastPart);
  const alone = answers.above.map((_, at) => onlyMember(answers, at));
  const best = alone.toSorted((a, b) => lossOfParts(answers, a) - lossOfParts(answers, b))[0]!;
  if (!kept.length) return best;
  const again = weighMembers({ ...answers, above: kept.map((at) => answers.above[at]!) });
  const chosen = new Float64Array(parts.length);
  kept.forEach((at, order) => (chosen[at] = again[order]!));
  return lossOfParts(answers, chosen) < lossOfParts(answers, best) ? chosen : best;
}

function answersOf(estimators: Estimator[], unseen: Examples, baseLogOdds: number): MemberAnswers {
  return {
    above: estimators.map((estimator) =>
      estimator.predictLogOdds(unseen.table).map((logOdds) => logOdds - baseLogOdds),
    ),
    labels: unseen.labels,
    rowWeights: meanOneWeights(unseen),
    baseLogOdds,
  };
}

const baseOf = (examples: Examples): number =>
  priorLogOdds(examples.labels, meanOneWeights(examples));

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

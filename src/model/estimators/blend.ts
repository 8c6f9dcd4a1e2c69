import type { FeatureTable, FeatureVector } from '#features';
import type { Contributions, Estimator, Examples, FitOptions } from '../estimator.js';
import { AS_IT_IS, chooseSharpness, type Sharpness } from '../calibration/sharpness.js';
import { rowFingerprints } from '../encoding/row-fingerprints.js';
import { checkExamples, concatExamples, meanOneWeights } from '../examples.js';
import { InvalidEstimatorStateError, NotFittedError } from '../fitting-errors.js';
import { familiesFor, readBlendSettings, type BlendSettings } from './blend-settings.js';
import { chosenParts } from './blend-parts.js';
import { meanOf, type MemberAnswers } from './blend-weights.js';
import { MemberLearning, answersOf, type MemberFamilies } from './blend-members.js';
import { within } from './progress-within.js';

export const BLEND = 'blend';

interface Member {
  estimator: Estimator;
  /** How much its log-odds count; the parts of all sum to 1. */
  part: number;
}

interface BlendState {
  settings: BlendSettings;
  /** Absent from blends made before there was any. */
  sharpness?: Sharpness;
  members: { family: string; part: number; state: unknown }[];
}

/**
 * Several families at once: the mean of their log-odds, every one with its part, made surer or less
 * sure where that pays. Both are learned on rows the members did not learn from; a member that does
 * not earn its place is left out.
 */
export class BlendEstimator implements Estimator {
  readonly family = BLEND;
  private readonly settings: BlendSettings;
  private members: Member[] | undefined;
  private sharpness = AS_IT_IS;

  constructor(
    hyperparameters: Record<string, unknown>,
    private readonly families: MemberFamilies,
  ) {
    this.settings = readBlendSettings(hyperparameters);
  }

  static fromState(state: unknown, families: MemberFamilies): BlendEstimator {
    const { settings, members, sharpness = AS_IT_IS } = (state ?? {}) as Partial<BlendState>;
    const isComplete = settings && Array.isArray(members) && members.length > 0;
    if (!isComplete || !members.every(isSound) || !isSharpness(sharpness)) {
      throw new InvalidEstimatorStateError('The saved blend is incomplete.');
    }
    const blend = new BlendEstimator({ ...settings }, families);
    blend.members = members.map(({ part, ...saved }) => ({
      part,
      estimator: families.restore(saved),
    }));
    blend.sharpness = sharpness;
    return blend;
  }

  async fit(examples: Examples, options: FitOptions): Promise<void> {
    checkExamples(examples);
    if (options.validation) checkExamples(options.validation, 'validation examples');
    const { validation } = options;
    const rowCount = examples.table.rowCount + (validation?.table.rowCount ?? 0);
    const families = familiesFor(rowCount, this.settings);
    const learning = new MemberLearning(this.families, families, this.settings.hyperparameters);
    const byFolds = !validation || rowCount <= this.settings.fewRows;
    const estimators = await learning.learn(examples, options, byFolds ? 0.5 : 1);
    this.members = estimators.map((estimator) => ({ estimator, part: 1 / estimators.length }));
    this.sharpness = AS_IT_IS;
    if (rowCount < this.settings.equalRows) return;
    const judged = byFolds ? together(examples, validation) : validation;
    const answers = byFolds
      ? await learning.crossFit(estimators, judged, options)
      : answersOf(estimators, judged);
    this.weigh(answers, judged, rowCount < this.settings.leastRows);
  }

  async refit(examples: Examples, options: FitOptions): Promise<void> {
    const members = this.fitted();
    checkExamples(examples);
    for (const [at, { estimator }] of members.entries()) {
      await estimator.refit(examples, within(options, at / members.length, 1 / members.length));
    }
  }

  predictLogOdds(table: FeatureTable): Float64Array {
    const { stretch, moved } = this.sharpness;
    const sum = new Float64Array(table.rowCount).fill(moved);
    for (const { estimator, part } of this.fitted()) {
      const share = stretch * part;
      estimator.predictLogOdds(table).forEach((logOdds, row) => (sum[row]! += share * logOdds));
    }
    return sum;
  }

  explain(vector: FeatureVector): Contributions {
    const { stretch, moved } = this.sharpness;
    const sum: Contributions = { logOdds: moved, bias: moved, byFeature: {} };
    for (const { estimator, part } of this.fitted()) {
      const own = estimator.explain(vector);
      const share = stretch * part;
      sum.logOdds += share * own.logOdds;
      sum.bias += share * own.bias;
      for (const [name, above] of Object.entries(own.byFeature)) {
        sum.byFeature[name] = (sum.byFeature[name] ?? 0) + share * above;
      }
    }
    return sum;
  }

  toState(): unknown {
    const members = this.fitted().map(({ estimator, part }) => ({
      family: estimator.family,
      part,
      state: estimator.toState(),
    }));
    return { settings: this.settings, sharpness: this.sharpness, members } satisfies BlendState;
  }

  /** Who counts for how much; for the model's card. */
  parts(): { family: string; part: number }[] {
    return this.fitted().map(({ estimator, part }) => ({ family: estimator.family, part }));
  }

  private weigh(answers: MemberAnswers, judged: Examples, heldToEqual: boolean): void {
    const parts = chosenParts(answers, this.settings.leastPart, heldToEqual);
    this.members = this.fitted()
      .map(({ estimator }, at) => ({ estimator, part: parts[at]! }))
      .filter(({ part }) => part > 0);
    if (heldToEqual) return;
    const outcomes = {
      logOdds: meanOf(answers, parts),
      labels: answers.labels,
      weights: answers.rowWeights,
    };
    this.sharpness = chooseSharpness(outcomes, leadsOf(judged));
  }

  private fitted(): Member[] {
    if (!this.members) throw new NotFittedError(this.family);
    return this.members;
  }
}

const together = (examples: Examples, validation: Examples | undefined): Examples =>
  validation ? concatExamples(weighted(examples), weighted(validation)) : examples;

/** Of two parts whose weights have scales of their own, a row then counts the same in both. */
const weighted = (examples: Examples): Examples => ({
  ...examples,
  weights: meanOneWeights(examples),
});

const isSound = ({ family, part }: BlendState['members'][number]): boolean =>
  typeof family === 'string' && Number.isFinite(part);

const isSharpness = ({ stretch, moved }: Sharpness): boolean =>
  Number.isFinite(moved) && Number.isFinite(stretch) && stretch > 0;

/** Without groups every row stands for itself; its name does not depend on the order of the rows. */
function leadsOf({ groups, table, labels }: Examples): string[] {
  if (groups) return groups;
  const seen = new Map<string, number>();
  return Array.from(rowFingerprints(table), (fingerprint, row) => {
    const name = `${fingerprint}/${labels[row]}`;
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return `${name}/${before}`;
  });
}

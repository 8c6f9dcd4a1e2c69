import type { FeatureColumn } from '#features';
import { openTensorBackend } from '../backend/tensor-backend.js';
import type { Examples, FitOptions, RowExplainer } from '../estimator.js';
import { checkExamples } from '../examples.js';
import { InvalidEstimatorStateError } from '../fitting-errors.js';
import { ChoosingEstimator } from './choosing-estimator.js';
import {
  trainAdditive,
  type AdditiveProblem,
  type AdditiveSettings,
  type AdditiveWeights,
} from '../net/additive-training.js';
import { AdditiveModel, type AdditiveModelState } from './additive-model.js';
import { batchSizeFor, prepareAdditive, type PreparedAdditive } from './additive-problem.js';
import { encodingForFew, shareStrengths, solveShared, type StrengthShare } from './few-rows.js';
import { HeldOutLoss } from './held-out-loss.js';
import { readLogisticSettings, type LogisticSettings } from './logistic-settings.js';
import { ownPenalties, withOwnPenalties, type OwnPenalties } from './own-penalties.js';
import { within } from './progress-within.js';

export const LOGISTIC = 'logistic';

/** How long to learn, and under which penalty. */
interface Steps {
  strength: number;
  epochs: number;
}

/** What a validated fit chose, and a refit repeats: steps, or which penalties to solve for. */
type Choice = (Steps | { shares: StrengthShare[] }) & {
  /** Absent where one penalty for all features is as good, and from models made before there was any other. */
  own?: OwnPenalties;
};

/** Under which part of the usual penalty features are compared: with few rows all of it leaves little to compare. */
const PILOT = { few: 0.2, many: 1 };

interface LogisticState {
  settings: LogisticSettings;
  choice: Choice;
  model: AdditiveModelState;
}

/**
 * Logistic regression on piecewise-linear numbers and one-hot categories: one curve per feature,
 * so its reasons are exact. The penalty, whether every feature has one of its own, and the number of
 * epochs are chosen on the validation rows; where rows are few the weights are solved for instead,
 * under several penalties of features' own.
 */
export class LogisticEstimator extends ChoosingEstimator<LogisticSettings, Choice, AdditiveModel> {
  readonly family = LOGISTIC;

  constructor(hyperparameters: Record<string, unknown> = {}) {
    super(readLogisticSettings(hyperparameters));
  }

  static fromState(state: unknown): LogisticEstimator {
    const { settings, choice, model } = (state ?? {}) as Partial<LogisticState>;
    if (!settings || !choice || !model) {
      throw new InvalidEstimatorStateError('The saved logistic estimator is incomplete.');
    }
    const estimator = new LogisticEstimator({ ...settings });
    estimator.learned = { choice, model: new AdditiveModel(model) };
    return estimator;
  }

  async fit(examples: Examples, options: FitOptions): Promise<void> {
    checkExamples(examples);
    if (options.validation) checkExamples(options.validation, 'validation examples');
    await openTensorBackend();
    const few = examples.table.rowCount <= this.settings.fewRows;
    const prepared = this.prepare(examples, few);
    await this.learn(prepared, await this.choice(prepared, few, options), options);
  }

  async refit(examples: Examples, options: FitOptions): Promise<void> {
    const { choice } = this.fitted();
    checkExamples(examples);
    await openTensorBackend();
    await this.learn(this.prepare(examples, 'shares' in choice), choice, options);
  }

  rowExplainer(columns: readonly FeatureColumn[]): RowExplainer | undefined {
    return this.fitted().model.rowExplainer(columns);
  }

  private prepare(examples: Examples, few: boolean): PreparedAdditive {
    const { settings } = this;
    if (!few) return prepareAdditive(examples, settings);
    const { rowCount } = examples.table;
    return prepareAdditive(examples, encodingForFew(rowCount, settings));
  }

  private async choice(
    prepared: PreparedAdditive,
    few: boolean,
    options: FitOptions,
  ): Promise<Choice> {
    const { strength, strengths, epochs } = this.settings;
    if (few) {
      const own = ownPenalties(prepared, PILOT.few);
      const separate = withOwnPenalties(prepared, own);
      return { own, shares: shareStrengths(separate, strengths, options.validation) };
    }
    if (!options.validation) return { strength, epochs };
    return this.choose(prepared, options.validation, options);
  }

  /** Tries one penalty for all features, and one of each feature's own. */
  private async choose(
    prepared: PreparedAdditive,
    validation: Examples,
    options: FitOptions,
  ): Promise<Choice> {
    const heldOut = new HeldOutLoss(prepared.encoding.encode(validation.table), validation);
    const both = prepared.table.rowCount <= this.settings.ownPenaltyRows;
    const share = both ? 0.45 : 0.9;
    const alike = await this.tried(prepared, heldOut, within(options, 0, share));
    const choice = { strength: alike.strength, epochs: alike.epochs };
    if (!both) return choice;
    const own = ownPenalties(prepared, PILOT.many);
    const separate = withOwnPenalties(prepared, own);
    const apart = await this.tried(separate, heldOut, within(options, share, share));
    if (apart.loss >= alike.loss) return choice;
    return { strength: apart.strength, epochs: apart.epochs, own };
  }

  /** Tries each strength with early stopping; the lowest validation log-loss wins. */
  private async tried(
    { problem }: PreparedAdditive,
    heldOut: HeldOutLoss,
    { seed, onProgress }: FitOptions,
  ): Promise<Steps & { loss: number }> {
    const { strengths, patience } = this.settings;
    let best = { strength: this.settings.strength, epochs: 1, loss: Number.POSITIVE_INFINITY };
    for (const [tried, strength] of strengths.entries()) {
      let lowest = { epoch: 0, loss: Number.POSITIVE_INFINITY };
      await trainAdditive(problem, this.training(problem, strength, seed), (epoch, weights) => {
        const loss = heldOut.of(weights);
        if (loss < lowest.loss) lowest = { epoch, loss };
        return epoch - lowest.epoch < patience;
      });
      if (lowest.loss < best.loss) best = { strength, epochs: lowest.epoch, loss: lowest.loss };
      onProgress?.((tried + 1) / strengths.length, `Tried penalty ${strength}`);
    }
    return best;
  }

  private async learn(
    prepared: PreparedAdditive,
    choice: Choice,
    options: FitOptions,
  ): Promise<void> {
    const { encoding, table, rowWeights } = prepared;
    const penalised = choice.own ? withOwnPenalties(prepared, choice.own) : prepared;
    const weights =
      'shares' in choice
        ? solveShared(penalised, choice.shares)
        : await this.train(penalised, choice, options.seed);
    this.learned = { choice, model: AdditiveModel.centred(encoding, weights, table, rowWeights) };
    options.onProgress?.(1, 'Learned the weights');
  }

  private train(
    { problem }: PreparedAdditive,
    { strength, epochs }: Steps,
    seed: number,
  ): Promise<AdditiveWeights> {
    const settings = this.training(problem, strength, seed);
    return trainAdditive(problem, settings, (epoch) => epoch < epochs);
  }

  private training(problem: AdditiveProblem, strength: number, seed: number): AdditiveSettings {
    const { learningRate, batchSize, epochs } = this.settings;
    return { strength, learningRate, batchSize: batchSize ?? batchSizeFor(problem), epochs, seed };
  }
}

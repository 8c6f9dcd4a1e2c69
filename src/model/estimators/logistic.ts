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

export const LOGISTIC = 'logistic';

/** What a validated fit chose, and a refit repeats: how long to learn, or which penalties to solve for. */
type Choice = { strength: number; epochs: number } | { shares: StrengthShare[] };

interface LogisticState {
  settings: LogisticSettings;
  choice: Choice;
  model: AdditiveModelState;
}

/**
 * Logistic regression on piecewise-linear numbers and one-hot categories: one curve per feature,
 * so its reasons are exact. The strength of the penalty and the number of epochs are chosen on the
 * validation rows; where rows are few the weights are solved for instead, under several penalties.
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
    const encoding = few ? encodingForFew(examples.table.rowCount, settings) : settings;
    return prepareAdditive(examples, encoding);
  }

  private async choice(
    prepared: PreparedAdditive,
    few: boolean,
    options: FitOptions,
  ): Promise<Choice> {
    const { strength, strengths, epochs } = this.settings;
    if (few) return { shares: shareStrengths(prepared, strengths, options.validation) };
    if (!options.validation) return { strength, epochs };
    return this.choose(prepared, options.validation, options);
  }

  /** Tries each strength with early stopping; the lowest validation log-loss wins. */
  private async choose(
    { problem, encoding }: PreparedAdditive,
    validation: Examples,
    { seed, onProgress }: FitOptions,
  ): Promise<{ strength: number; epochs: number }> {
    const heldOut = new HeldOutLoss(encoding.encode(validation.table), validation);
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
      onProgress?.((tried + 1) / (strengths.length + 1), `Tried penalty ${strength}`);
    }
    return { strength: best.strength, epochs: best.epochs };
  }

  private async learn(
    prepared: PreparedAdditive,
    choice: Choice,
    options: FitOptions,
  ): Promise<void> {
    const { encoding, table, rowWeights } = prepared;
    const weights =
      'shares' in choice
        ? solveShared(prepared, choice.shares)
        : await this.train(prepared, choice, options.seed);
    this.learned = { choice, model: AdditiveModel.centred(encoding, weights, table, rowWeights) };
    options.onProgress?.(1, 'Learned the weights');
  }

  private train(
    { problem }: PreparedAdditive,
    { strength, epochs }: { strength: number; epochs: number },
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

import type { FeatureTable, FeatureVector } from '#features';
import { openTensorBackend } from '../backend/tensor-backend.js';
import type { Contributions, Estimator, Examples, FitOptions } from '../estimator.js';
import { checkExamples } from '../examples.js';
import { InvalidEstimatorStateError, NotFittedError } from '../fitting-errors.js';
import {
  trainAdditive,
  type AdditiveProblem,
  type AdditiveSettings,
} from '../net/additive-training.js';
import { AdditiveModel, type AdditiveModelState } from './additive-model.js';
import { batchSizeFor, prepareAdditive, type PreparedAdditive } from './additive-problem.js';
import { HeldOutLoss } from './held-out-loss.js';
import { readLogisticSettings, type LogisticSettings } from './logistic-settings.js';

export const LOGISTIC = 'logistic';

/** What a validated fit chose, and a refit repeats. */
interface Choice {
  strength: number;
  epochs: number;
}

interface LogisticState {
  settings: LogisticSettings;
  choice: Choice;
  model: AdditiveModelState;
}

/**
 * Logistic regression on piecewise-linear numbers and one-hot categories: one curve per feature,
 * so its reasons are exact. The strength of the penalty and the number of epochs are chosen on the
 * validation rows.
 */
export class LogisticEstimator implements Estimator {
  readonly family = LOGISTIC;
  private readonly settings: LogisticSettings;
  private learned: { choice: Choice; model: AdditiveModel } | undefined;

  constructor(hyperparameters: Record<string, unknown> = {}) {
    this.settings = readLogisticSettings(hyperparameters);
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
    const prepared = prepareAdditive(examples, this.settings);
    const choice = options.validation
      ? await this.choose(prepared, options.validation, options)
      : { strength: this.settings.strength, epochs: this.settings.epochs };
    await this.learn(prepared, choice, options);
  }

  async refit(examples: Examples, options: FitOptions): Promise<void> {
    const { choice } = this.fitted();
    checkExamples(examples);
    await openTensorBackend();
    await this.learn(prepareAdditive(examples, this.settings), choice, options);
  }

  predictLogOdds(table: FeatureTable): Float64Array {
    return this.fitted().model.logOdds(table);
  }

  explain(vector: FeatureVector): Contributions {
    return this.fitted().model.explain(vector);
  }

  toState(): unknown {
    const { choice, model } = this.fitted();
    return { settings: this.settings, choice, model: model.toState() } satisfies LogisticState;
  }

  /** Tries each strength with early stopping; the lowest validation log-loss wins. */
  private async choose(
    { problem, encoding }: PreparedAdditive,
    validation: Examples,
    { seed, onProgress }: FitOptions,
  ): Promise<Choice> {
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
    const { problem, encoding, table, rowWeights } = prepared;
    const settings = this.training(problem, choice.strength, options.seed);
    const weights = await trainAdditive(problem, settings, (epoch) => epoch < choice.epochs);
    this.learned = { choice, model: AdditiveModel.centred(encoding, weights, table, rowWeights) };
    options.onProgress?.(1, 'Learned the weights');
  }

  private training(problem: AdditiveProblem, strength: number, seed: number): AdditiveSettings {
    const { learningRate, batchSize, epochs } = this.settings;
    return { strength, learningRate, batchSize: batchSize ?? batchSizeFor(problem), epochs, seed };
  }

  private fitted(): { choice: Choice; model: AdditiveModel } {
    if (!this.learned) throw new NotFittedError(this.family);
    return this.learned;
  }
}

import type { FeatureVector } from '#features';
import { openTensorBackend } from '../backend/tensor-backend.js';
import type { Examples, FitOptions } from '../estimator.js';
import { checkExamples } from '../examples.js';
import { InvalidEstimatorStateError } from '../fitting-errors.js';
import { ChoosingEstimator } from './choosing-estimator.js';
import type { EnsembleWeights } from '../net/ensemble-net.js';
import {
  trainEnsemble,
  type EnsembleProblem,
  type EnsembleSettings,
} from '../net/ensemble-training.js';
import { chooseEnsemble, type Choice } from './ensemble-choice.js';
import { EnsembleModel, type EnsembleModelState } from './ensemble-model.js';
import {
  passesOver,
  readEnsembleSettings,
  type EnsembleCandidate,
  type EnsembleNetSettings,
} from './ensemble-settings.js';
import {
  crossTrials,
  prepareEnsemble,
  trialOn,
  type PreparedEnsemble,
  type Trial,
} from './ensemble-problem.js';

export const ENSEMBLE_NET = 'ensemble-net';

interface EnsembleNetState {
  settings: EnsembleNetSettings;
  choice: Choice;
  model: EnsembleModelState;
}

/**
 * Several nets in one: members that share a body, each with scales and a head of its own, over
 * piecewise-linear numbers and one-hot categories; the answer is the mean of their probabilities.
 * How large, how strongly held back and how long it learns is chosen on the validation rows.
 */
export class EnsembleNetEstimator extends ChoosingEstimator<
  EnsembleNetSettings,
  Choice,
  EnsembleModel
> {
  readonly family = ENSEMBLE_NET;

  constructor(hyperparameters: Record<string, unknown> = {}) {
    super(readEnsembleSettings(hyperparameters));
  }

  static fromState(state: unknown): EnsembleNetEstimator {
    const { settings, choice, model } = (state ?? {}) as Partial<EnsembleNetState>;
    if (!settings || !choice || !model?.weights) {
      throw new InvalidEstimatorStateError('The saved ensemble net is incomplete.');
    }
    const estimator = new EnsembleNetEstimator({ ...settings });
    estimator.learned = { choice, model: EnsembleModel.fromState(model) };
    return estimator;
  }

  async fit(examples: Examples, options: FitOptions): Promise<void> {
    checkExamples(examples);
    if (options.validation) checkExamples(options.validation, 'validation examples');
    await openTensorBackend();
    const prepared = prepareEnsemble(examples, this.settings);
    const trials = options.validation
      ? [trialOn(prepared, options.validation)]
      : crossTrials(examples, this.settings);
    const { choice, weights } = await this.choose(trials, options);
    if (options.validation && weights) {
      this.learned = { choice, model: modelOf(prepared, weights) };
    } else await this.learn(prepared, choice, options);
  }

  async refit(examples: Examples, options: FitOptions): Promise<void> {
    const { choice } = this.fitted();
    checkExamples(examples);
    await openTensorBackend();
    await this.learn(prepareEnsemble(examples, this.settings), choice, options);
  }

  /** One lead's log-odds, without the reasons, which take most of the time. */
  logOddsOf(vector: FeatureVector): number {
    return this.fitted().model.logOddsOf(vector);
  }

  /** By how much the reasons of a lead missed its log-odds before the rest was shared out. */
  completenessError(vector: FeatureVector): number {
    return this.fitted().model.completenessError(vector);
  }

  private choose(
    trials: Trial[],
    { seed, onProgress }: FitOptions,
  ): ReturnType<typeof chooseEnsemble> {
    const most = Math.max(...trials.map(({ prepared }) => prepared.problem.rows.rowCount));
    const candidates = this.settings.candidates.filter(
      ({ mostRows = Infinity }, at) => !at || most <= mostRows,
    );
    const { epochs, patience } = passesOver(most, this.settings);
    return chooseEnsemble(trials, {
      candidates,
      patience,
      training: (candidate, { prepared }) => this.training(prepared.problem, candidate, seed),
      onEpoch: (number, trial, epoch) => {
        const tried = number + (trial + epoch / epochs) / trials.length;
        const phrase = `Net ${number + 1} of ${candidates.length}, epoch ${epoch}`;
        onProgress?.(tried / (candidates.length + 1), phrase);
      },
    });
  }

  private async learn(
    prepared: PreparedEnsemble,
    choice: Choice,
    options: FitOptions,
  ): Promise<void> {
    const settings = this.training(prepared.problem, choice.candidate, options.seed);
    const weights = await trainEnsemble(prepared.problem, settings, (epoch) => {
      options.onProgress?.(epoch / choice.epochs, `Epoch ${epoch} of ${choice.epochs}`);
      return epoch < choice.epochs;
    });
    this.learned = { choice, model: modelOf(prepared, weights) };
  }

  private training(
    { rows }: EnsembleProblem,
    candidate: EnsembleCandidate,
    seed: number,
  ): EnsembleSettings {
    const { members, learningRate, warmUpSteps, mostNorm, averageDecay } = this.settings;
    const { epochs } = passesOver(rows.rowCount, this.settings);
    return {
      ...candidate,
      members,
      learningRate,
      warmUpSteps,
      mostNorm,
      epochs,
      averageDecay,
      seed,
      batchSize: this.settings.batchSize ?? batchSizeFor(rows.rowCount),
    };
  }
}

const modelOf = (
  { encoding, problem }: PreparedEnsemble,
  weights: EnsembleWeights,
): EnsembleModel => EnsembleModel.centred(encoding, weights, problem.rows, problem.weights);

/** Small sets need many small steps, large ones can afford smoother steps. */
const batchSizeFor = (rowCount: number): number =>
  rowCount > 200_000 ? 1024 : rowCount > 30_000 ? 512 : 256;

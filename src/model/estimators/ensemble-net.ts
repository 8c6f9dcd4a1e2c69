import type { FeatureTable, FeatureVector } from '#features';
import { openTensorBackend } from '../backend/tensor-backend.js';
import type { Contributions, Estimator, Examples, FitOptions } from '../estimator.js';
import { checkExamples } from '../examples.js';
import { InvalidEstimatorStateError, NotFittedError } from '../fitting-errors.js';
import type { EnsembleWeights } from '../net/ensemble-net.js';
import {
  trainEnsemble,
  type EnsembleProblem,
  type EnsembleSettings,
} from '../net/ensemble-training.js';
import { prepareAdditive, type PreparedAdditive } from './additive-problem.js';
import { ensembleLayout } from './ensemble-layout.js';
import { EnsembleModel, type EnsembleModelState } from './ensemble-model.js';
import {
  readEnsembleSettings,
  type EnsembleCandidate,
  type EnsembleNetSettings,
} from './ensemble-settings.js';
import { HeldOutEnsembleLoss } from './held-out-ensemble-loss.js';

export const ENSEMBLE_NET = 'ensemble-net';

/** What a validated fit chose, and a refit repeats. */
interface Choice {
  candidate: EnsembleCandidate;
  epochs: number;
}

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
export class EnsembleNetEstimator implements Estimator {
  readonly family = ENSEMBLE_NET;
  private readonly settings: EnsembleNetSettings;
  private learned: { choice: Choice; model: EnsembleModel } | undefined;

  constructor(hyperparameters: Record<string, unknown> = {}) {
    this.settings = readEnsembleSettings(hyperparameters);
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
    const prepared = prepare(examples, this.settings);
    if (options.validation) {
      await this.choose(prepared, options.validation, options);
    } else {
      const candidate = this.settings.candidates[0]!;
      await this.learn(prepared, { candidate, epochs: this.settings.epochsUnseen }, options);
    }
  }

  async refit(examples: Examples, options: FitOptions): Promise<void> {
    const { choice } = this.fitted();
    checkExamples(examples);
    await openTensorBackend();
    await this.learn(prepare(examples, this.settings), choice, options);
  }

  predictLogOdds(table: FeatureTable): Float64Array {
    return this.fitted().model.logOdds(table);
  }

  explain(vector: FeatureVector): Contributions {
    return this.fitted().model.explain(vector);
  }

  /** By how much the reasons of a lead missed its log-odds before the rest was shared out. */
  completenessError(vector: FeatureVector): number {
    return this.fitted().model.completenessError(vector);
  }

  toState(): unknown {
    const { choice, model } = this.fitted();
    return { settings: this.settings, choice, model: model.toState() } satisfies EnsembleNetState;
  }

  /** Tries each candidate with early stopping; the net with the lowest validation log-loss stays. */
  private async choose(
    prepared: Prepared,
    validation: Examples,
    { seed, onProgress }: FitOptions,
  ): Promise<void> {
    const { candidates, patience, epochs } = this.settings;
    const { encoding, problem } = prepared;
    const rows = encoding.encode(validation.table);
    const heldOut = new HeldOutEnsembleLoss(rows, validation, problem.layout.owners);
    let best = { loss: Infinity, choice: { candidate: candidates[0]!, epochs: 1 } };
    let bestWeights: EnsembleWeights | undefined;
    for (const [tried, candidate] of candidates.entries()) {
      let lowest = { epoch: 0, loss: Infinity };
      const settings = this.training(problem, candidate, seed);
      await trainEnsemble(problem, settings, (epoch, read) => {
        const weights = read();
        const loss = heldOut.of(weights);
        if (loss < lowest.loss) lowest = { epoch, loss };
        if (loss < best.loss) {
          best = { loss, choice: { candidate, epochs: epoch } };
          bestWeights = weights;
        }
        const done = (tried + epoch / epochs) / candidates.length;
        onProgress?.(done, `Net ${tried + 1} of ${candidates.length}, epoch ${epoch}`);
        return epoch - lowest.epoch < patience;
      });
    }
    if (!bestWeights) throw new Error('No candidate had a finite validation log-loss.');
    this.learned = { choice: best.choice, model: modelOf(prepared, bestWeights) };
  }

  private async learn(prepared: Prepared, choice: Choice, options: FitOptions): Promise<void> {
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
    const { members, learningRate, warmUpSteps, mostNorm, epochs, batchSize } = this.settings;
    return {
      ...candidate,
      members,
      learningRate,
      warmUpSteps,
      mostNorm,
      epochs,
      seed,
      batchSize: batchSize ?? batchSizeFor(rows.rowCount),
    };
  }

  private fitted(): { choice: Choice; model: EnsembleModel } {
    if (!this.learned) throw new NotFittedError(this.family);
    return this.learned;
  }
}

type Prepared = Omit<PreparedAdditive, 'problem'> & { problem: EnsembleProblem };

function prepare(examples: Examples, settings: EnsembleNetSettings): Prepared {
  const { maxBins, minRows, maxPlainLevels } = settings;
  const { problem, ...prepared } = prepareAdditive(examples, { maxBins, minRows, maxPlainLevels });
  const { rows, labels, weights, priorLogOdds } = problem;
  const { encoding } = prepared;
  const layout = ensembleLayout(encoding);
  const sizes = { positions: encoding.width, features: encoding.features.length };
  return { ...prepared, problem: { rows, labels, weights, priorLogOdds, layout, ...sizes } };
}

const modelOf = ({ encoding, problem }: Prepared, weights: EnsembleWeights): EnsembleModel =>
  EnsembleModel.centred(encoding, weights, problem.rows, problem.weights);

/** Small sets need many small steps, large ones can afford smoother steps. */
const batchSizeFor = (rowCount: number): number =>
  rowCount > 200_000 ? 1024 : rowCount > 30_000 ? 512 : 256;

import type { FeatureTable, FeatureVector } from '#features';
import type { Contributions, Estimator, Examples, FitOptions } from '../estimator.js';
import { NotFittedError } from '../fitting-errors.js';

/** What a family makes of examples. */
interface LearnedModel {
  /** Shape [rows]. */
  logOdds(table: FeatureTable): Float64Array;
  explain(vector: FeatureVector): Contributions;
  toState(): unknown;
}

/**
 * An estimator that chooses how to learn and then learns one model: how such a one answers and is
 * saved, whatever its family. How it chooses and learns is the family's own.
 */
export abstract class ChoosingEstimator<
  Settings,
  Choice,
  Model extends LearnedModel,
> implements Estimator {
  abstract readonly family: string;
  /** `choice` is what a validated fit chose, and a refit repeats. */
  protected learned: { choice: Choice; model: Model } | undefined;

  protected constructor(protected readonly settings: Settings) {}

  abstract fit(examples: Examples, options: FitOptions): Promise<void>;
  abstract refit(examples: Examples, options: FitOptions): Promise<void>;

  predictLogOdds(table: FeatureTable): Float64Array {
    return this.fitted().model.logOdds(table);
  }

  explain(vector: FeatureVector): Contributions {
    return this.fitted().model.explain(vector);
  }

  toState(): unknown {
    const { choice, model } = this.fitted();
    return { settings: this.settings, choice, model: model.toState() };
  }

  protected fitted(): { choice: Choice; model: Model } {
    if (!this.learned) throw new NotFittedError(this.family);
    return this.learned;
  }
}

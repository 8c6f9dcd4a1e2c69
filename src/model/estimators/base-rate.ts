import type { FeatureTable, FeatureVector } from '#features';
import type { Contributions, Estimator, Examples } from '../estimator.js';
import { checkExamples, meanOneWeights, priorLogOdds } from '../examples.js';
import { InvalidEstimatorStateError, NotFittedError } from '../fitting-errors.js';

export const BASE_RATE = 'base-rate';

/** The share of leads that were won, said of every lead alike: what any other family must beat. */
export class BaseRateEstimator implements Estimator {
  readonly family = BASE_RATE;
  private learned: { logOdds: number; features: string[] } | undefined;

  static fromState(state: unknown): BaseRateEstimator {
    const { logOdds, features } = (state ?? {}) as { logOdds?: unknown; features?: unknown };
    if (!Number.isFinite(logOdds) || !Array.isArray(features)) {
      throw new InvalidEstimatorStateError('The saved base rate has no finite log-odds.');
    }
    const estimator = new BaseRateEstimator();
    estimator.learned = { logOdds: logOdds as number, features: features.map(String) };
    return estimator;
  }

  async fit(examples: Examples): Promise<void> {
    checkExamples(examples);
    this.learned = {
      logOdds: priorLogOdds(examples.labels, meanOneWeights(examples)),
      features: examples.table.columns.map(({ name }) => name),
    };
  }

  async refit(examples: Examples): Promise<void> {
    this.fitted();
    await this.fit(examples);
  }

  predictLogOdds(table: FeatureTable): Float64Array {
    return new Float64Array(table.rowCount).fill(this.fitted().logOdds);
  }

  explain(_vector: FeatureVector): Contributions {
    const { logOdds, features } = this.fitted();
    return {
      logOdds,
      bias: logOdds,
      byFeature: Object.fromEntries(features.map((name) => [name, 0])),
    };
  }

  toState(): unknown {
    return this.fitted();
  }

  private fitted(): { logOdds: number; features: string[] } {
    if (!this.learned) throw new NotFittedError(this.family);
    return this.learned;
  }
}

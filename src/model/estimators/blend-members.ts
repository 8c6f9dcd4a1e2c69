import { isDeepStrictEqual } from 'node:util';
import type { Estimator, Examples, FitOptions } from '../estimator.js';
import { meanOneWeights } from '../examples.js';
import type { MemberAnswers } from './blend-weights.js';
import { crossFit } from './cross-fit.js';
import { within } from './progress-within.js';

/** Where the blend gets its members from: the table of families, which also holds the blend. */
export interface MemberFamilies {
  create: (family: string, hyperparameters?: Record<string, unknown>) => Estimator;
  restore: (saved: { family: string; state: unknown }) => Estimator;
}

/** How the members of a blend learn, one after the other. */
export class MemberLearning {
  constructor(
    private readonly families: MemberFamilies,
    /** Those that are asked. */
    private readonly names: string[],
    private readonly hyperparameters: Record<string, Record<string, unknown>>,
  ) {}

  /** @param share - of the whole work, for whoever watches it. */
  async learn(examples: Examples, options: FitOptions, share: number): Promise<Estimator[]> {
    const estimators: Estimator[] = [];
    const each = share / this.names.length;
    for (const [at, name] of this.names.entries()) {
      const own = within(options, at * each, each, name);
      estimators.push(this.takenOver(name, options) ?? (await this.learned(name, examples, own)));
    }
    return estimators;
  }

  /** What each says of rows it did not learn from. It takes the second half of the work. */
  async crossFit(
    estimators: Estimator[],
    all: Examples,
    options: FitOptions,
  ): Promise<MemberAnswers> {
    const logOdds: Float64Array[] = [];
    const each = 0.5 / estimators.length;
    for (const [at, estimator] of estimators.entries()) {
      const saved = { family: estimator.family, state: estimator.toState() };
      const own = within(options, 0.5 + at * each, each);
      logOdds.push(await crossFit(() => this.families.restore(saved), all, own));
    }
    return { logOdds, labels: all.labels, rowWeights: meanOneWeights(all) };
  }

  private async learned(name: string, examples: Examples, options: FitOptions): Promise<Estimator> {
    const estimator = this.families.create(name, this.hyperparameters[name]);
    await estimator.fit(examples, options);
    return estimator;
  }

  /** A member that has learned already, by itself. */
  private takenOver(name: string, { learned }: FitOptions): Estimator | undefined {
    const wanted = this.hyperparameters[name] ?? {};
    const same = learned?.find(
      (other) => other.family === name && isDeepStrictEqual(other.hyperparameters, wanted),
    );
    return same && this.families.restore(same);
  }
}

export const answersOf = (estimators: Estimator[], unseen: Examples): MemberAnswers => ({
  logOdds: estimators.map((estimator) => estimator.predictLogOdds(unseen.table)),
  labels: unseen.labels,
  rowWeights: meanOneWeights(unseen),
});

import { add, mul, tidy, variable, type Variable } from '@tensorflow/tfjs-core';

/**
 * Weights averaged over the latest steps: single steps scatter around the best weights, and their
 * mean scatters far less.
 *
 * @see Polyak and Juditsky 1992
 */
export class RunningAverage {
  readonly means: Variable[];
  private steps = 0;

  /** @param decay - below 1; the mean reaches back about 1 / (1 - decay) steps. */
  constructor(
    private readonly variables: Variable[],
    private readonly decay: number,
  ) {
    this.means = variables.map((one) => tidy(() => variable(one.clone(), false)));
  }

  update(): void {
    this.steps += 1;
    // at first the mean of all there is, so that it does not remember how it started
    const decay = Math.min(this.decay, this.steps / (this.steps + 9));
    for (const [at, one] of this.variables.entries()) {
      const mean = this.means[at]!;
      tidy(() => mean.assign(add(mul(mean, decay), mul(one, 1 - decay))));
    }
  }

  dispose(): void {
    this.means.forEach((mean) => mean.dispose());
  }
}

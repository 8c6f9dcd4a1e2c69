import {
  add,
  div,
  mul,
  sqrt,
  square,
  sub,
  tidy,
  variable,
  zerosLike,
  type Tensor,
  type Variable,
} from '@tensorflow/tfjs-core';

interface Moments {
  mean: Variable;
  square: Variable;
}

/**
 * Adam whose learning rate may change from step to step, which the one of TensorFlow.js may not.
 *
 * @see Kingma and Ba 2015, algorithm 1
 */
export class Adam {
  private readonly moments: Moments[];
  private meanDecayed = 1;
  private squareDecayed = 1;

  constructor(
    private readonly variables: Variable[],
    private readonly meanDecay = 0.9,
    private readonly squareDecay = 0.999,
  ) {
    this.moments = variables.map((one) => ({
      mean: tidy(() => variable(zerosLike(one), false)),
      square: tidy(() => variable(zerosLike(one), false)),
    }));
  }

  /** Moves every variable against its gradient (in the same order); disposes the gradients. */
  step(gradients: Tensor[], learningRate: number): void {
    this.meanDecayed *= this.meanDecay;
    this.squareDecayed *= this.squareDecay;
    const rate = (learningRate * Math.sqrt(1 - this.squareDecayed)) / (1 - this.meanDecayed);
    for (const [at, one] of this.variables.entries()) {
      const gradient = gradients[at]!;
      const { mean, square: squares } = this.moments[at]!;
      tidy(() => {
        mean.assign(add(mul(mean, this.meanDecay), mul(gradient, 1 - this.meanDecay)));
        squares.assign(
          add(mul(squares, this.squareDecay), mul(square(gradient), 1 - this.squareDecay)),
        );
        one.assign(sub(one, div(mul(mean, rate), add(sqrt(squares), 1e-8))));
      });
      gradient.dispose();
    }
  }

  dispose(): void {
    for (const { mean, square: squares } of this.moments) {
      mean.dispose();
      squares.dispose();
    }
  }
}

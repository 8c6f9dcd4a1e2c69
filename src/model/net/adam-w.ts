import {
  engine,
  square,
  sum,
  tidy,
  variable,
  zerosLike,
  type Tensor,
  type Variable,
} from '@tensorflow/tfjs-core';
import { ADAM_W } from './kernel-names.js';

/** A variable and whether it is drawn to zero; biases are not. */
export interface Decayed {
  weights: Variable;
  decays: boolean;
}

export interface AdamWSettings {
  /** Share of a weight lost per unit of learning rate. */
  weightDecay: number;
  /** Gradients whose norm, over all variables, is larger are shortened to it. */
  mostNorm: number;
  meanDecay?: number;
  squareDecay?: number;
  epsilon?: number;
}

/** Adam with decoupled weight decay; the learning rate may change from step to step. */
export class AdamW {
  private readonly moments: { mean: Variable; square: Variable }[];
  private steps = 0;

  constructor(
    private readonly variables: Decayed[],
    private readonly settings: AdamWSettings,
  ) {
    this.moments = variables.map(({ weights }) => ({
      mean: zeros(weights),
      square: zeros(weights),
    }));
  }

  /** Moves every variable against its gradient (in the same order); disposes the gradients. */
  step(gradients: Tensor[], learningRate: number): void {
    const { weightDecay, meanDecay = 0.9, squareDecay = 0.999, epsilon = 1e-8 } = this.settings;
    this.steps += 1;
    const meanShare = 1 - meanDecay ** this.steps;
    // Both corrections for the first steps go into the rate and epsilon, which saves two divisions a weight.
    const squareShare = Math.sqrt(1 - squareDecay ** this.steps);
    const rate = (learningRate * squareShare) / meanShare;
    const clip = this.clipOf(gradients);
    for (const [at, { weights, decays }] of this.variables.entries()) {
      const { mean, square: squares } = this.moments[at]!;
      const gradient = gradients[at]!;
      const keep = decays ? 1 - learningRate * weightDecay : 1;
      tidy(() => {
        const [moved, newMean, newSquare] = engine().runKernel<Tensor[]>(
          ADAM_W,
          { weight: weights, mean, square: squares, gradient },
          { rate, keep, clip, meanDecay, squareDecay, epsilon: epsilon * squareShare },
        );
        weights.assign(moved!);
        mean.assign(newMean!);
        squares.assign(newSquare!);
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

  private clipOf(gradients: Tensor[]): number {
    const { mostNorm } = this.settings;
    if (mostNorm === Infinity) return 1;
    let total = 0;
    for (const gradient of gradients) {
      total += tidy(() => sum(square(gradient)).dataSync<'float32'>()[0]!);
    }
    return Math.min(1, mostNorm / Math.sqrt(total));
  }
}

const zeros = (like: Variable): Variable => tidy(() => variable(zerosLike(like), false));

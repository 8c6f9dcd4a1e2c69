import type { AdditiveProblem } from './additive-training.js';

/**
 * Adds the second derivatives of `strength` times the penalty.
 *
 * @param matrix - shape [(width + 1) x (width + 1)], intercept last; its lower triangle is added to.
 */
export function addPenalty(
  matrix: Float64Array,
  { ridge, smooth }: Pick<AdditiveProblem, 'ridge' | 'smooth'>,
  strength: number,
): void {
  const width = ridge.length;
  const size = width + 1;
  for (let at = 0; at < width; at++) {
    matrix[at * size + at]! += strength * ridge[at]!;
    const rise = strength * smooth[at]!;
    if (!rise) continue;
    matrix[at * size + at]! += rise;
    matrix[(at + 1) * size + at + 1]! += rise;
    matrix[(at + 1) * size + at]! -= rise;
  }
}

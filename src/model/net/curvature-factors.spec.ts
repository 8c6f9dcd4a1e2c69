import { examples } from '../../../test/factories/examples.js';
import { prepareAdditive } from '../estimators/additive-problem.js';
import type { AdditiveProblem } from './additive-training.js';
import { CurvatureFactors } from './curvature-factors.js';

const STRENGTH = 2;
const RATE = 0.25;

function problemOf(rowCount: number, towns = 0): AdditiveProblem {
  const drawn = examples(rowCount, 3);
  if (towns) {
    const named = Array.from({ length: rowCount }, (_, row) => `town ${row % towns}`);
    drawn.table.categorical.set('town', named);
  }
  return prepareAdditive(drawn, { maxBins: 4, minRows: 2, maxPlainLevels: 5000 }).problem;
}

/** The Hessian of the penalised loss where every row's chance is {@link RATE}, times `along`. */
function hessianTimes(problem: AdditiveProblem, along: Float64Array): Float64Array {
  const { rows, weights, ridge, smooth } = problem;
  const width = ridge.length;
  const sums = new Float64Array(width + 1);
  sums[width] = RATE * (1 - RATE) * along[width]!;
  for (let row = 0; row < rows.rowCount; row++) {
    const entries = Array.from({ length: rows.slots }, (_, slot) => row * rows.slots + slot);
    let product = along[width]!;
    for (const at of entries) product += rows.values[at]! * along[rows.indices[at]!]!;
    product *= weights[row]! * RATE * (1 - RATE);
    for (const at of entries) sums[rows.indices[at]!]! += product * rows.values[at]!;
    sums[width] += product;
  }
  for (let at = 0; at < width; at++) {
    const rise = smooth[at] ? smooth[at]! * (along[at + 1]! - along[at]!) : 0;
    sums[at]! += STRENGTH * (ridge[at]! * along[at]! - rise);
    sums[at + 1]! += STRENGTH * rise;
  }
  return sums;
}

/** How many times too far the answer to the Hessian times a direction goes, judged by the loss, for a few directions. */
function timesTooFar(problem: AdditiveProblem, factors: CurvatureFactors): number[] {
  const factor = factors.withPenalty(STRENGTH);
  const width = problem.ridge.length;
  return [1, 2, 3].map((turn) => {
    const along = Float64Array.from({ length: width + 1 }, (_, at) => Math.sin(turn * (at + 1)));
    const image = hessianTimes(problem, along);
    return dot(image, factor.solve(image)) / dot(image, along);
  });
}

const dot = (one: Float64Array, other: Float64Array): number =>
  one.reduce((sum, value, at) => sum + value * other[at]!, 0);

describe(CurvatureFactors.name, () => {
  it('undo how the loss bends where nothing is learned', () => {
    const few = problemOf(60);
    expect(few.ridge.length).toBeGreaterThan(30);

    for (const times of timesTooFar(few, CurvatureFactors.of(few, RATE)!)) {
      expect(times).toBeCloseTo(1, 6);
    }
  });

  it('nearly do so, looking at a part of the rows', () => {
    const many = problemOf(3000);

    for (const times of timesTooFar(many, CurvatureFactors.of(many, RATE)!)) {
      expect(Math.abs(times - 1)).toBeGreaterThan(1e-6);
      expect(times).toBeGreaterThan(0.5);
      expect(times).toBeLessThan(2);
    }
  });

  it('are none where positions are so many that they would cost more than they save', () => {
    expect(CurvatureFactors.of(problemOf(1000, 400), RATE)).toBeUndefined();
  });
});

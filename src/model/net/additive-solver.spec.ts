import { examples } from '../../../test/factories/examples.js';
import { prepareAdditive } from '../estimators/additive-problem.js';
import { openTensorBackend } from '../backend/tensor-backend.js';
import { AdditiveSolver } from './additive-solver.js';
import { trainAdditive, type AdditiveProblem, type AdditiveWeights } from './additive-training.js';
import { rowDot } from './sparse-rows.js';

const ENCODING = { maxBins: 8, minRows: 5, maxPlainLevels: 64 };
const problemOf = (rows: number): AdditiveProblem =>
  prepareAdditive(examples(rows, 4), ENCODING).problem;

/** What both minimise, without the average row. */
function lossOf(problem: AdditiveProblem, { weights, intercept }: AdditiveWeights): number {
  const { rows, labels, ridge, smooth } = problem;
  let loss = 0;
  for (let row = 0; row < rows.rowCount; row++) {
    const logOdds = rowDot(rows, row, weights) + intercept;
    loss += (Math.log1p(Math.exp(logOdds)) - logOdds * labels[row]!) / rows.rowCount;
  }
  const strength = 4 / rows.rowCount / 2;
  weights.forEach((weight, at) => {
    const rise = (weights.at(at + 1) ?? weight) - weight;
    loss += strength * (ridge[at]! * weight ** 2 + smooth[at]! * rise ** 2);
  });
  return loss;
}

describe(AdditiveSolver.name, () => {
  it('finds lower ground than many epochs of steps, and close by', async () => {
    await openTensorBackend();
    const problem = problemOf(400);
    const settings = { strength: 4, learningRate: 0.05, batchSize: 64, epochs: 200, seed: 1 };

    const solved = lossOf(problem, new AdditiveSolver(problem).solve({ strength: 4 }));

    const stepped = lossOf(problem, await trainAdditive(problem, settings));
    expect(solved).toBeLessThanOrEqual(stepped + 1e-6);
    expect(solved).toBeGreaterThan(stepped - 1e-3);
  });

  it('comes to the same answer wherever it starts', () => {
    const problem = problemOf(300);
    const straight = new AdditiveSolver(problem).solve({ strength: 2 });

    const start = new AdditiveSolver(problem).solve({ strength: 100 });
    const around = new AdditiveSolver(problem).solve({ strength: 2, start });

    expect(around.intercept).toBeCloseTo(straight.intercept, 2);
    around.weights.forEach((weight, at) => expect(weight).toBeCloseTo(straight.weights[at]!, 2));
  });

  it('does not look at rows that are left out', () => {
    const problem = problemOf(300);
    const included = Uint8Array.from({ length: 300 }, (_, row) => (row < 200 ? 1 : 0));
    const without = new AdditiveSolver(problem).solve({ strength: 2, included });

    const labels = problem.labels.map((label, row) => (row < 200 ? label : 1 - label));

    expect(new AdditiveSolver({ ...problem, labels }).solve({ strength: 2, included })).toEqual(
      without,
    );
  });

  it('stays finite where all labels agree', () => {
    const problem = problemOf(50);
    const labels = problem.labels.map(() => 1);

    const { intercept, weights } = new AdditiveSolver({
      ...problem,
      labels,
      priorLogOdds: Math.log(50.5 / 0.5),
    }).solve({ strength: 1 });

    expect(intercept).toBeGreaterThan(2);
    expect(intercept).toBeLessThan(20);
    expect(weights.every(Number.isFinite)).toBe(true);
  });
});

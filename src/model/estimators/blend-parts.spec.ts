import { chosenParts } from './blend-parts.js';
import type { MemberAnswers } from './blend-weights.js';

const ROWS = 4000;
const truth = Float64Array.from({ length: ROWS }, (_, row) => 3 * Math.sin(row * 1.7));
const labels = truth.map((logOdds, row) =>
  (row * 0.618_034) % 1 < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0,
);
const answersOf = (...logOdds: Float64Array[]): MemberAnswers => ({
  logOdds,
  labels,
  rowWeights: new Float64Array(ROWS).fill(1),
});
const sum = (parts: Float64Array): number => parts.reduce((total, part) => total + part, 0);

describe(chosenParts, () => {
  it('leaves out who would count for less than the least, and parts one whole among the others', () => {
    const guess = truth.map((_, row) => 2 * Math.cos(row * 2.3));

    const parts = chosenParts(answersOf(truth, guess), 0.05);

    expect(Array.from(parts)).toEqual([1, 0]);
  });

  it('keeps a member that is nearly as good, though it adds nothing on these very rows', () => {
    const alike = truth.map((one) => 0.97 * one);

    const parts = chosenParts(answersOf(truth, alike), 0.05);

    expect(parts[1]!).toBeGreaterThan(0.1);
    expect(sum(parts)).toBeCloseTo(1, 9);
  });

  it('keeps the best where nobody counts for the least', () => {
    const parts = chosenParts(answersOf(truth, truth, truth), 0.9);

    expect(sum(parts)).toBeCloseTo(1, 9);
  });
});

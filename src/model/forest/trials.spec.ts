import { examples } from '../../../test/factories/examples.js';
import { takeRows } from '../examples.js';
import { CANDIDATES } from './candidates.js';
import { rankCandidates } from './forest-choice.js';
import { FEW_ROWS, trialsOf } from './trials.js';

const OPTIONS = { maxBins: 254, minLevelRows: 5, maxPlainLevels: 30 };
const SEARCH = { maxTrees: 60, patience: 10, seed: 1 };

describe(trialsOf.name, () => {
  const many = examples(FEW_ROWS + 500, 1);
  const few = takeRows(
    many,
    Int32Array.from({ length: 400 }, (_, row) => row),
  );
  const validation = examples(200, 2);

  it('judges on the validation rows alone where rows are many', () => {
    const trials = trialsOf(many, validation, OPTIONS);

    expect(trials).toHaveLength(1);
    expect(trials[0]!.training.rowCount).toBe(FEW_ROWS + 500);
    expect(trials[0]!.held.rowCount).toBe(200);
  });

  it('judges few rows on folds of their own too, each row once', () => {
    const trials = trialsOf(few, validation, OPTIONS);

    expect(trials).toHaveLength(6);
    const heldRows = trials.slice(1).map(({ held }) => held.rowCount);
    expect(heldRows.reduce((sum, count) => sum + count, 0)).toBe(400);
    trials.slice(1).forEach(({ training, held }) => {
      expect(training.rowCount + held.rowCount).toBe(400);
    });
  });

  it('spares a part of the examples where there is no validation', () => {
    const [only, ...others] = trialsOf(many, undefined, OPTIONS);

    expect(others).toEqual([]);
    expect(only!.training.rowCount + only!.held.rowCount).toBe(FEW_ROWS + 500);
    expect(only!.held.rowCount / (FEW_ROWS + 500)).toBeCloseTo(0.2, 1);
  });

  it('keeps the rows of one lead on one side', () => {
    const groups = Array.from({ length: 400 }, (_, row) => `lead ${row % 2}`);

    const sizes = trialsOf({ ...few, groups }, undefined, OPTIONS).map(({ held }) => held.rowCount);

    expect(sizes.every((size) => size % 200 === 0)).toBe(true);
  });

  it('has nothing to try where no row can be spared', () => {
    expect(trialsOf(takeRows(few, Int32Array.of(3)), undefined, OPTIONS)).toEqual([]);
  });
});

describe(rankCandidates.name, () => {
  const trials = trialsOf(examples(900, 1), undefined, OPTIONS);

  it('puts first what is lowest over all trials together', () => {
    const ranked = rankCandidates(CANDIDATES.slice(0, 4), trials, SEARCH, () => undefined);

    const losses = ranked.map(({ loss }) => loss);
    expect(losses).toEqual(losses.toSorted((a, b) => a - b));
    expect(ranked[0]!.treeCount).toBeGreaterThan(0);
    const idle = ranked.map(({ candidate }) => CANDIDATES.indexOf(candidate));
    expect(new Set(idle)).toEqual(new Set([0, 1, 2, 3]));
  });

  it('grows no tree where trees only hurt', () => {
    const noise = examples(900, 1);
    const labels = noise.labels.map((_, row) => (Math.imul(row + 1, 0x9e3779b1) >>> 31 ? 1 : 0));
    const over = { ...CANDIDATES[6]!, learningRate: 1, lambda: 0, minRows: 1 };

    const [tried] = rankCandidates(
      [over],
      trialsOf({ ...noise, labels }, undefined, OPTIONS),
      SEARCH,
      () => undefined,
    );

    expect(tried!.treeCount).toBe(0);
  });
});

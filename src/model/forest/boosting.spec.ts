import { seededRandom } from '../net/random.js';
import type { View } from './binned-rows.js';
import { Booster, meanLogLoss, type BoostingSettings, type LabelledRows } from './boosting.js';
import { joinTrees, logOddsOf } from './trees.js';

const VIEWS: View[] = [
  { feature: 0, ordered: true, binCount: 12 },
  { feature: 1, ordered: true, binCount: 12 },
  { feature: 2, ordered: false, binCount: 12 },
];
const ALL = Int32Array.of(0, 1, 2);

const settings: BoostingSettings = {
  leaves: 8,
  maxDepth: 4,
  minRows: 5,
  minHessian: 0.01,
  lambda: 1,
  levelSmoothing: 2,
  levelLambda: 1,
  minGroupRows: 5,
  maxLevels: 8,
  learningRate: 0.2,
  rowFraction: 0.7,
  viewFraction: 1,
};

/** Sold where the first number is high and the level is even; the second number is noise. */
function invented(rowCount: number, seed: number): LabelledRows {
  const random = seededRandom(seed);
  const columns = VIEWS.map(({ binCount }) =>
    Uint8Array.from({ length: rowCount }, () => Math.floor(random() * binCount)),
  );
  const labels = Float64Array.from({ length: rowCount }, (_, row) => {
    const sells = columns[0]![row]! > 6 && columns[2]![row]! % 2 === 0;
    return random() < (sells ? 0.9 : 0.1) ? 1 : 0;
  });
  return { rowCount, columns, labels, weights: new Float64Array(rowCount).fill(1) };
}

const spread = (values: Float64Array): number => Math.max(...values) - Math.min(...values);

describe(Booster.name, () => {
  const train = invented(1500, 1);
  const held = invented(1500, 2);
  const task = { treeCount: 25, seed: 3, views: ALL };

  const heldLoss = (rows: LabelledRows, given = settings): number => {
    const { trees } = new Booster(rows, VIEWS, 0).boost(given, task);
    return meanLogLoss(held, logOddsOf(joinTrees(trees), held, 0));
  };

  it('comes close to the truth, which is an interaction with levels', () => {
    const truth = Float64Array.from(held.labels, (_, row) =>
      held.columns[0]![row]! > 6 && held.columns[2]![row]! % 2 === 0 ? Math.log(9) : -Math.log(9),
    );

    expect(heldLoss(train)).toBeLessThan(1.06 * meanLogLoss(held, truth));
  });

  it('keeps the trees up to the best on the held-out rows, and every loss on the way', () => {
    const { trees, held: judged } = new Booster(train, VIEWS, 0).boost(
      settings,
      { ...task, treeCount: 500 },
      { rows: held, patience: 10 },
    );

    const logOdds = logOddsOf(joinTrees(trees), held, 0);
    expect(trees.length).toBeLessThan(490);
    expect(judged!.loss).toBeCloseTo(meanLogLoss(held, logOdds), 12);
    expect(Math.min(...judged!.losses)).toBe(judged!.loss);
    expect(judged!.losses).toHaveLength(trees.length + 11);
  });

  it('grows the same from the same seed, and something else from another', () => {
    const booster = new Booster(train, VIEWS, 0);
    const once = booster.boost(settings, task);

    expect(booster.boost(settings, task)).toEqual(once);
    expect(booster.boost(settings, { ...task, seed: 4 })).not.toEqual(once);
  });

  it('covers every training row in every tree, drawn or not', () => {
    const weights = Float64Array.from(train.labels, (_, row) => (row % 3 ? 1.2 : 0.6));
    const { trees } = new Booster({ ...train, weights }, VIEWS, 0).boost(settings, task);

    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (const tree of trees) {
      expect(tree.cover[0]).toBeCloseTo(total, 6);
      tree.left.forEach((child, node) => {
        const below = child ? tree.cover[child]! + tree.cover[child + 1]! : tree.cover[node]!;
        expect(below).toBeCloseTo(tree.cover[node]!, 6);
      });
    }
  });

  it('is not led astray by rows that weigh nothing', () => {
    const flipped = train.labels.map((label, row) => (row % 2 ? label : 1 - label));
    const weights = train.labels.map((_, row) => (row % 2 ? 2 : 0));

    expect(heldLoss({ ...train, labels: flipped, weights })).toBeLessThan(
      heldLoss({ ...train, labels: flipped }) - 0.1,
    );
  });

  it('splits only on the views it is given', () => {
    const { trees } = new Booster(train, VIEWS, 0).boost(settings, {
      ...task,
      views: Int32Array.of(1),
    });

    for (const { left, view } of trees) {
      left.forEach((child, node) => expect(child ? view[node] : 1).toBe(1));
    }
  });

  it('grows no deeper and no wider than asked', () => {
    const stumps = new Booster(train, VIEWS, 0).boost({ ...settings, leaves: 2 }, task).trees;
    const level = { ...settings, leaves: 64, maxDepth: 2, minRows: 1 };
    const flat = new Booster(train, VIEWS, 0).boost(level, task).trees;

    expect(stumps.every(({ left }) => left.length <= 3)).toBe(true);
    expect(flat.every(({ left }) => left.length <= 7)).toBe(true);
  });

  it('steps in proportion to the learning rate', () => {
    const [slow, fast] = [0.1, 0.2].map((learningRate) =>
      new Booster(train, VIEWS, 0).boost({ ...settings, learningRate }, { ...task, treeCount: 1 }),
    );

    const half = fast!.trees[0]!.value.map((value) => value / 2);
    expect(spread(half)).toBeGreaterThan(0);
    half.forEach((value, node) => expect(slow!.trees[0]!.value[node]).toBeCloseTo(value, 9));
  });
});

import { seededRandom, shuffle } from '../net/random.js';
import type { BinnedRows, View } from './binned-rows.js';
import { TreeGrower } from './grow-tree.js';
import type { GrowthSettings } from './split.js';
import { addTree, leafOf, type TreeNodes } from './tree.js';
import { sigmoid } from '../net/log-odds.js';

export interface BoostingSettings extends GrowthSettings {
  learningRate: number;
  /** Share of the rows, and of the views, that each tree sees. */
  rowFraction: number;
  viewFraction: number;
}

/** Rows with their labels, 0 or 1, and weights of mean 1. */
export interface LabelledRows extends BinnedRows {
  labels: Float64Array;
  weights: Float64Array;
}

/** Judges the log-odds of the held-out rows after each tree. */
export interface HeldOut {
  rows: LabelledRows;
  /** Trees without a better log-loss before giving up. */
  patience: number;
}

export interface HeldResult {
  loss: number;
  /** After no tree, one tree, two …, those after the best too. */
  losses: number[];
}

export interface Boosted {
  trees: TreeNodes[];
  /** Of the held-out rows under these trees; absent where there are none. */
  held?: HeldResult;
}

/**
 * Trees that each mend what the ones before got wrong, by second-order steps on the log-loss. With
 * held-out rows it stops when they no longer gain, and returns the trees up to the best.
 *
 * @see Friedman 2002; Chen & Guestrin 2016
 */
export class Booster {
  private readonly grower: TreeGrower;
  private readonly slopes: Float64Array;

  constructor(
    private readonly rows: LabelledRows,
    views: View[],
    private readonly start: number,
  ) {
    this.grower = new TreeGrower(rows, views);
    this.slopes = new Float64Array(2 * rows.rowCount);
  }

  /** @param task - `views` are those that trees may split on, ascending. */
  boost(
    settings: BoostingSettings,
    task: { treeCount: number; seed: number; views: Int32Array },
    held?: HeldOut,
  ): Boosted {
    const { treeCount, seed, views } = task;
    const random = seededRandom(seed);
    const logOdds = new Float64Array(this.rows.rowCount).fill(this.start);
    const watch = held && new HeldOutWatch(held, this.start);
    const trees: TreeNodes[] = [];
    for (let at = 0; at < treeCount; at++) {
      const tree = this.nextTree(logOdds, settings, { random, views });
      trees.push(tree);
      watch?.add(tree);
      if (watch?.isOver) break;
    }
    if (!watch) return { trees };
    return { trees: trees.slice(0, watch.best.trees), held: watch.best };
  }

  private nextTree(
    logOdds: Float64Array,
    settings: BoostingSettings,
    { random, views }: { random: () => number; views: Int32Array },
  ): TreeNodes {
    const { rows, slopes } = this;
    setSlopes(slopes, rows, logOdds);
    const { drawn, rest } = drawRows(rows.rowCount, settings.rowFraction, random);
    const seen = drawViews(views, settings.viewFraction, random);
    const { tree, leaves } = this.grower.grow(drawn, slopes, seen, settings);
    tree.value.forEach((value, node) => (tree.value[node] = value * settings.learningRate));
    for (const { node, start, end } of leaves) {
      for (let i = start; i < end; i++) this.arrive(drawn[i]!, node, tree, logOdds);
    }
    for (let i = 0; i < rest.length; i++) {
      this.arrive(rest[i]!, leafOf(tree, rows.columns, rest[i]!), tree, logOdds);
    }
    addUpCovers(tree);
    return tree;
  }

  private arrive(row: number, leaf: number, tree: TreeNodes, logOdds: Float64Array): void {
    logOdds[row] = logOdds[row]! + tree.value[leaf]!;
    tree.cover[leaf] = tree.cover[leaf]! + this.rows.weights[row]!;
  }
}

class HeldOutWatch {
  readonly best = { trees: 0, loss: 0, losses: [] as number[] };
  private readonly logOdds: Float64Array;
  private trees = 0;

  constructor(
    private readonly held: HeldOut,
    start: number,
  ) {
    this.logOdds = new Float64Array(held.rows.rowCount).fill(start);
    this.best.loss = meanLogLoss(held.rows, this.logOdds);
    this.best.losses.push(this.best.loss);
  }

  get isOver(): boolean {
    return this.trees - this.best.trees >= this.held.patience;
  }

  add(tree: TreeNodes): void {
    addTree(tree, this.held.rows, this.logOdds);
    this.trees += 1;
    const loss = meanLogLoss(this.held.rows, this.logOdds);
    this.best.losses.push(loss);
    if (loss >= this.best.loss) return;
    this.best.loss = loss;
    this.best.trees = this.trees;
  }
}

/** By weight. */
export function meanLogLoss(
  { labels, weights, rowCount }: LabelledRows,
  logOdds: Float64Array,
): number {
  let sum = 0;
  for (let row = 0; row < rowCount; row++) {
    const x = logOdds[row]!;
    const loss = Math.max(x, 0) - x * labels[row]! + Math.log1p(Math.exp(-Math.abs(x)));
    sum += weights[row]! * loss;
  }
  return sum / rowCount;
}

/** A row that is foretold almost surely still has some say, or a leaf of such rows would leap. */
const LEAST_HESSIAN = 1e-6;

export function setSlopes(slopes: Float64Array, rows: LabelledRows, logOdds: Float64Array): void {
  const { labels, weights, rowCount } = rows;
  for (let row = 0; row < rowCount; row++) {
    const probability = sigmoid(logOdds[row]!);
    const weight = weights[row]!;
    slopes[2 * row] = weight * (probability - labels[row]!);
    slopes[2 * row + 1] = weight * Math.max(probability * (1 - probability), LEAST_HESSIAN);
  }
}

/** Every row is dealt to one side, both in ascending order. */
function drawRows(
  rowCount: number,
  fraction: number,
  random: () => number,
): { drawn: Int32Array; rest: Int32Array } {
  const drawn = new Int32Array(rowCount);
  const rest = new Int32Array(rowCount);
  let drawnCount = 0;
  let restCount = 0;
  for (let row = 0; row < rowCount; row++) {
    if (fraction >= 1 || random() < fraction) drawn[drawnCount++] = row;
    else rest[restCount++] = row;
  }
  return { drawn: drawn.subarray(0, drawnCount), rest: rest.subarray(0, restCount) };
}

function drawViews(views: Int32Array, fraction: number, random: () => number): Int32Array {
  if (fraction >= 1) return views;
  const mixed = views.slice();
  shuffle(mixed, random);
  return mixed.slice(0, Math.max(1, Math.round(views.length * fraction))).toSorted();
}

export function addUpCovers({ left, cover }: TreeNodes): void {
  for (let node = left.length - 1; node >= 0; node--) {
    const child = left[node]!;
    if (child) cover[node] = cover[child]! + cover[child + 1]!;
  }
}

import type { BinnedRows, View } from './binned-rows.js';
import { fillHistogram, subtractHistogram, HistogramLayout } from './histogram.js';
import { bestOrderedSplit } from './ordered-split.js';
import type { GrowthSettings, NodeSums, Split } from './split.js';
import { bestSubsetSplit } from './subset-split.js';
import { GrowingTree, goesLeft, type TreeNodes } from './tree.js';

/** A tree, and which rows of the order it was grown on came to each leaf. */
export interface GrownTree {
  tree: TreeNodes;
  leaves: { node: number; start: number; end: number }[];
}

/** A node that may still be split. */
interface Leaf {
  node: number;
  depth: number;
  /** Ridge on its value: a subset of levels pays more. */
  lambda: number;
  start: number;
  end: number;
  sums: NodeSums;
  histogram: Float64Array;
  split: Split | undefined;
}

/** Grows trees on the same rows again and again, in the same memory. */
export class TreeGrower {
  private readonly layout: HistogramLayout;
  private readonly histograms: Float64Array[] = [];
  private readonly gathered: Float64Array;
  private readonly aside: Int32Array;

  constructor(
    private readonly rows: BinnedRows,
    private readonly views: View[],
  ) {
    this.layout = new HistogramLayout(views);
    this.gathered = new Float64Array(2 * rows.rowCount);
    this.aside = new Int32Array(rows.rowCount);
  }

  /**
   * Leaf by leaf, the most gain first.
   *
   * @param order - the rows to learn from; left with those of each leaf side by side.
   * @param slopes - gradient and hessian of each row by turns. Shape [2 * rows].
   * @param views - those that may be split on, ascending.
   * @returns a tree whose covers are still 0.
   */
  grow(
    order: Int32Array,
    slopes: Float64Array,
    views: Int32Array,
    settings: GrowthSettings,
  ): GrownTree {
    const tree = new GrowingTree(settings.leaves);
    const root = this.root(order, slopes, views, settings);
    const leaves = [root];
    while (leaves.length < settings.leaves) {
      const next = mostGain(leaves);
      if (!next?.split) break;
      const children = this.part(next, tree, { order, slopes, views, settings });
      leaves.splice(leaves.indexOf(next), 1, ...children);
    }
    for (const { node, sums, lambda } of leaves) {
      tree.nodes.value[node] = -sums.gradient / (sums.hessian + lambda);
    }
    return { tree: tree.finished(), leaves };
  }

  private root(
    order: Int32Array,
    slopes: Float64Array,
    views: Int32Array,
    settings: GrowthSettings,
  ): Leaf {
    const range = { rows: order, start: 0, end: order.length };
    const histogram = this.histogram(0);
    this.fill(histogram, range, slopes, views);
    const sums = { ...this.sumBins(histogram, views[0]!), rows: order.length };
    const { lambda } = settings;
    const root = { node: 0, depth: 0, lambda, start: 0, end: order.length, sums, histogram };
    return { ...root, split: this.bestSplit(root, views, settings) };
  }

  private part(
    leaf: Leaf,
    tree: GrowingTree,
    given: {
      order: Int32Array;
      slopes: Float64Array;
      views: Int32Array;
      settings: GrowthSettings;
    },
  ): [Leaf, Leaf] {
    const { order, slopes, views, settings } = given;
    const split = leaf.split!;
    const node = tree.split(leaf.node, split);
    const middle = this.partition(tree.nodes, leaf, order);
    const depth = leaf.depth + 1;
    const lambda = settings.lambda + (split.subset ? settings.levelLambda : 0);
    const left = { ...split.left, rows: middle - leaf.start };
    const right = {
      gradient: leaf.sums.gradient - left.gradient,
      hessian: leaf.sums.hessian - left.hessian,
      rows: leaf.end - middle,
    };
    const own = this.histogram((node + 1) / 2);
    const isLeftSmaller = left.rows <= right.rows;
    const smaller = isLeftSmaller
      ? { rows: order, start: leaf.start, end: middle }
      : { rows: order, start: middle, end: leaf.end };
    this.fill(own, smaller, slopes, views);
    subtractHistogram(leaf.histogram, own, this.layout, views);
    const ends = (start: number, end: number, sums: NodeSums, isSmaller: boolean): Leaf => {
      const at = start === leaf.start ? node : node + 1;
      const histogram = isSmaller ? own : leaf.histogram;
      const child = { node: at, depth, lambda, start, end, sums, histogram };
      return { ...child, split: this.bestSplit(child, views, settings) };
    };
    return [
      ends(leaf.start, middle, left, isLeftSmaller),
      ends(middle, leaf.end, right, !isLeftSmaller),
    ];
  }

  /** Brings the left child's rows before the right one's; both keep their order. @returns where the right ones begin. */
  private partition(nodes: TreeNodes, { node, start, end }: Leaf, order: Int32Array): number {
    const column = this.rows.columns[nodes.view[node]!]!;
    let lefts = start;
    let rights = 0;
    for (let i = start; i < end; i++) {
      const row = order[i]!;
      if (goesLeft(nodes, node, column[row]!)) order[lefts++] = row;
      else this.aside[rights++] = row;
    }
    order.set(this.aside.subarray(0, rights), lefts);
    return lefts;
  }

  private bestSplit(
    { depth, sums, histogram }: Omit<Leaf, 'split'>,
    views: Int32Array,
    settings: GrowthSettings,
  ): Split | undefined {
    if (depth >= settings.maxDepth || sums.rows < 2 * settings.minRows) return undefined;
    let best: Split | undefined;
    for (const view of considered(views, settings)) {
      const { binCount, ordered } = this.views[view]!;
      const bins = { sums: histogram, base: this.layout.base[view]!, binCount, view };
      const found = ordered
        ? bestOrderedSplit(bins, sums, settings)
        : bestSubsetSplit(bins, sums, settings);
      if (found && found.gain > (best?.gain ?? 0)) best = found;
    }
    return best;
  }

  /** Every row is in one bin of each view. */
  private sumBins(histogram: Float64Array, view: number): { gradient: number; hessian: number } {
    const base = this.layout.base[view]!;
    let gradient = 0;
    let hessian = 0;
    for (let bin = 0; bin < this.views[view]!.binCount; bin++) {
      gradient += histogram[base + 2 * bin]!;
      hessian += histogram[base + 2 * bin + 1]!;
    }
    return { gradient, hessian };
  }

  private fill(
    histogram: Float64Array,
    range: { rows: Int32Array; start: number; end: number },
    slopes: Float64Array,
    views: Int32Array,
  ): void {
    const both = { all: slopes, gathered: this.gathered };
    fillHistogram(histogram, this.layout, this.rows.columns, views, range, both);
  }

  private histogram(at: number): Float64Array {
    return (this.histograms[at] ??= new Float64Array(this.layout.length));
  }
}

function mostGain(leaves: Leaf[]): Leaf | undefined {
  let best: Leaf | undefined;
  for (const leaf of leaves) {
    if (leaf.split && leaf.split.gain > (best?.split?.gain ?? 0)) best = leaf;
  }
  return best;
}

const considered = (views: Int32Array, { passesOver }: GrowthSettings): Int32Array =>
  passesOver ? views.filter(() => !passesOver()) : views;

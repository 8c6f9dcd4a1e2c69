import type { BinnedRows } from './binned-rows.js';
import { SUBSET_WORDS } from './split.js';
import { addTree, goesLeft, type TreeNodes } from './tree.js';

/** Many trees as one set of flat arrays; `left` counts from each tree's root, `subset` from the first. */
export interface Trees extends TreeNodes {
  /** Where each tree begins, and after the last where all end. Shape [trees + 1]. */
  roots: Int32Array;
}

/** @param scale - what the values are multiplied with. */
export function joinTrees(trees: TreeNodes[], scale = 1): Trees {
  const roots = new Int32Array(trees.length + 1);
  let subsets = 0;
  const subset: number[] = [];
  for (const [at, tree] of trees.entries()) {
    roots[at + 1] = roots[at]! + tree.left.length;
    for (const own of tree.subset) subset.push(own < 0 ? own : own + subsets);
    subsets += tree.subsets.length / SUBSET_WORDS;
  }
  const joined = <K extends keyof TreeNodes>(key: K): number[] =>
    trees.flatMap((tree) => Array.from(tree[key]));
  return {
    roots,
    left: Uint16Array.from(joined('left')),
    view: Uint16Array.from(joined('view')),
    from: Uint8Array.from(joined('from')),
    span: Uint8Array.from(joined('span')),
    subset: Int32Array.from(subset),
    subsets: Uint32Array.from(joined('subsets')),
    value: Float64Array.from(joined('value'), (value) => value * scale),
    cover: Float64Array.from(joined('cover')),
  };
}

/** One tree of many, without copying. */
export function treeAt(trees: Trees, at: number): TreeNodes {
  const from = trees.roots[at]!;
  const past = trees.roots[at + 1]!;
  return {
    left: trees.left.subarray(from, past),
    view: trees.view.subarray(from, past),
    from: trees.from.subarray(from, past),
    span: trees.span.subarray(from, past),
    subset: trees.subset.subarray(from, past),
    subsets: trees.subsets,
    value: trees.value.subarray(from, past),
    cover: trees.cover.subarray(from, past),
  };
}

/** Log-odds of many rows, tree by tree. Shape [rows]. */
export function logOddsOf(trees: Trees, rows: BinnedRows, start: number): Float64Array {
  const sums = new Float64Array(rows.rowCount).fill(start);
  for (let at = 0; at + 1 < trees.roots.length; at++) addTree(treeAt(trees, at), rows, sums);
  return sums;
}

/** Log-odds of one lead. @param bins - its bin in each view. */
export function logOddsOfBins(trees: Trees, bins: Uint8Array, start: number): number {
  const { roots, left, view, value } = trees;
  let sum = start;
  for (let tree = 0; tree + 1 < roots.length; tree++) {
    const root = roots[tree]!;
    let node = root;
    while (left[node]) {
      node = root + left[node]! + (goesLeft(trees, node, bins[view[node]!]!) ? 0 : 1);
    }
    sum += value[node]!;
  }
  return sum;
}

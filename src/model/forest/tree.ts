import type { BinnedRows } from './binned-rows.js';
import { SUBSET_WORDS, type Split } from './split.js';

/**
 * One tree, or many one after another, as flat arrays: children come after their parent, the right
 * one next to the left. Numbers of bins are small, so a split is two numbers or a set of bits.
 */
export interface TreeNodes {
  /** The left child, counted from the tree's root; 0 in a leaf. Shape [nodes]. */
  left: Uint16Array;
  view: Uint16Array;
  /** Bins from <= bin < from + span go left. */
  from: Uint8Array;
  span: Uint8Array;
  /** Which subset of bins goes left, or -1 where `from` and `span` say it. */
  subset: Int32Array;
  /** Shape [subsets * SUBSET_WORDS]. */
  subsets: Uint32Array;
  /** What a leaf adds to the log-odds; 0 elsewhere. */
  value: Float64Array;
  /** Weight of the training rows that come by. */
  cover: Float64Array;
}

/** A tree while it grows. */
export class GrowingTree {
  readonly nodes: TreeNodes;
  private nodeCount = 1;
  private subsetCount = 0;

  constructor(leaves: number) {
    const most = 2 * leaves - 1;
    this.nodes = {
      left: new Uint16Array(most),
      view: new Uint16Array(most),
      from: new Uint8Array(most),
      span: new Uint8Array(most),
      subset: new Int32Array(most).fill(-1),
      subsets: new Uint32Array(leaves * SUBSET_WORDS),
      value: new Float64Array(most),
      cover: new Float64Array(most),
    };
  }

  /** @returns the left child; the right one is next to it. */
  split(node: number, { view, from, span, subset }: Split): number {
    const { nodes } = this;
    const left = this.nodeCount;
    this.nodeCount += 2;
    nodes.left[node] = left;
    nodes.view[node] = view;
    nodes.from[node] = from;
    nodes.span[node] = span;
    if (subset) {
      nodes.subset[node] = this.subsetCount;
      nodes.subsets.set(subset, this.subsetCount * SUBSET_WORDS);
      this.subsetCount += 1;
    }
    return left;
  }

  finished(): TreeNodes {
    const { nodes, nodeCount } = this;
    return {
      left: nodes.left.slice(0, nodeCount),
      view: nodes.view.slice(0, nodeCount),
      from: nodes.from.slice(0, nodeCount),
      span: nodes.span.slice(0, nodeCount),
      subset: nodes.subset.slice(0, nodeCount),
      subsets: nodes.subsets.slice(0, this.subsetCount * SUBSET_WORDS),
      value: nodes.value.slice(0, nodeCount),
      cover: nodes.cover.slice(0, nodeCount),
    };
  }
}

export function goesLeft(
  { subset, subsets, from, span }: TreeNodes,
  node: number,
  bin: number,
): boolean {
  const at = subset[node]!;
  // a bin below `from` turns into a number larger than any span
  if (at < 0) return (bin - from[node]!) >>> 0 < span[node]!;
  return ((subsets[at * SUBSET_WORDS + (bin >>> 5)]! >>> (bin & 31)) & 1) === 1;
}

/** Where a row ends up in a single tree. */
export function leafOf(nodes: TreeNodes, columns: Uint8Array[], row: number): number {
  let node = 0;
  while (nodes.left[node]) {
    const isLeft = goesLeft(nodes, node, columns[nodes.view[node]!]![row]!);
    node = nodes.left[node]! + (isLeft ? 0 : 1);
  }
  return node;
}

/** Adds what a single tree says of each row. */
export function addTree(
  nodes: TreeNodes,
  { rowCount, columns }: BinnedRows,
  to: Float64Array,
): void {
  for (let row = 0; row < rowCount; row++) {
    to[row] = to[row]! + nodes.value[leafOf(nodes, columns, row)]!;
  }
}

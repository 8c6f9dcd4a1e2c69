import type { View } from './binned-rows.js';
import { goesLeft } from './tree.js';
import type { Trees } from './trees.js';

/**
 * Points and weights on [0, 1] (Gauss-Legendre, 4 points): exact for polynomials up to degree 7,
 * which a path over at most MOST_SHAP_DEPTH different features never exceeds.
 */
const POINTS = [
  0.06943184420297371, 0.33000947820757187, 0.6699905217924281, 0.9305681557970262,
] as const;
const WEIGHTS = [
  0.1739274225687269, 0.3260725774312731, 0.3260725774312731, 0.1739274225687269,
] as const;

export const MOST_SHAP_DEPTH = 8;

const [T0, T1, T2, T3] = POINTS;
const [W0, W1, W2, W3] = WEIGHTS;

/** A child that no training row reached still gets this share of its parent, so that nothing is divided by 0. */
const LEAST_SHARE = 1e-12;

/**
 * Shapley values of the features, exactly, where a feature that is not known is averaged over the
 * training rows that came down each branch (path-dependent TreeSHAP).
 *
 * A leaf of value v, reached through conditions on the features F, gives feature j
 *   v (o_j - z_j) ∫ Π_{k in F, k ≠ j} (t o_k + (1 - t) z_k) dt,   t from 0 to 1,
 * with o = 1 where the lead meets all conditions on the feature and z the share of training rows
 * that do. The integral is summed at 4 points, so one pass down and one pass up each tree does.
 *
 * @see Lundberg et al. 2020, "From local explanations to global understanding"; Owen 1972
 * (the integral); Yu et al. 2022, "Linear TreeShap" (sharing between leaves)
 */
export class TreeShap {
  /** What is said of a lead of which nothing is known, without the start. */
  readonly expected: number;
  private readonly feature: Uint16Array;
  private readonly parent: Uint16Array;
  /** The nearest node above, in the same tree, whose edge asks of the same feature; 0 for none. */
  private readonly before: Uint16Array;
  /** Share of training rows that meet all conditions on the edge's feature down to here. */
  private readonly share: Float64Array;
  /** (1 - z) / (t + (1 - t) z) times the weight, at the 4 points. */
  private readonly gain: Float64Array;
  private readonly down: Float64Array;
  private readonly up: Float64Array;
  private readonly meets: Uint8Array;

  constructor(
    private readonly trees: Trees,
    views: View[],
  ) {
    const nodeCount = trees.left.length;
    this.feature = new Uint16Array(nodeCount);
    this.parent = new Uint16Array(nodeCount);
    this.before = new Uint16Array(nodeCount);
    this.share = new Float64Array(nodeCount);
    this.gain = new Float64Array(4 * nodeCount);
    let expected = 0;
    let largest = 1;
    for (let tree = 0; tree + 1 < trees.roots.length; tree++) {
      expected += this.prepare(tree, views);
      largest = Math.max(largest, trees.roots[tree + 1]! - trees.roots[tree]!);
    }
    this.expected = expected;
    this.down = new Float64Array(4 * largest);
    this.up = new Float64Array(4 * largest);
    this.meets = new Uint8Array(largest);
  }

  /** Adds each feature's part. @param to - shape [features]. */
  addTo(to: Float64Array, bins: Uint8Array): void {
    const { roots } = this.trees;
    for (let tree = 0; tree + 1 < roots.length; tree++) {
      this.passDown(roots[tree]!, roots[tree + 1]!, bins);
      this.passUp(to, roots[tree]!, roots[tree + 1]!);
    }
  }

  /** @returns what the tree says on average. */
  private prepare(tree: number, views: View[]): number {
    const { roots, left, view, cover, value } = this.trees;
    const root = roots[tree]!;
    const reach = new Float64Array(roots[tree + 1]! - root).fill(1);
    let expected = 0;
    for (let node = 0; node < reach.length; node++) {
      const child = left[root + node]!;
      if (!child) expected += reach[node]! * value[root + node]!;
      if (!child) continue;
      for (const own of [child, child + 1]) {
        this.feature[root + own] = views[view[root + node]!]!.feature;
        this.parent[root + own] = node;
        const whole = cover[root + node]!;
        const part = whole > 0 ? cover[root + own]! / whole : 0.5;
        const share = Math.max(part, LEAST_SHARE);
        reach[own] = reach[node]! * share;
        this.setEdge(root, own, share);
      }
    }
    return expected;
  }

  private setEdge(root: number, node: number, part: number): void {
    const feature = this.feature[root + node]!;
    let above = this.parent[root + node]!;
    while (above && this.feature[root + above] !== feature) above = this.parent[root + above]!;
    this.before[root + node] = above;
    const share = part * (above ? this.share[root + above]! : 1);
    this.share[root + node] = share;
    for (let point = 0; point < 4; point++) {
      const t = POINTS[point]!;
      this.gain[4 * (root + node) + point] =
        (WEIGHTS[point]! * (1 - share)) / (t + (1 - t) * share);
    }
  }

  /** The product of all factors of a path, at the 4 points, for every node. */
  private passDown(root: number, past: number, bins: Uint8Array): void {
    const { trees, down, meets } = this;
    down.fill(1, 0, 4);
    for (let node = 0; node < past - root; node++) {
      const child = trees.left[root + node]!;
      if (!child) continue;
      const isLeft = goesLeft(trees, root + node, bins[trees.view[root + node]!]!);
      const above = this.before[root + child]!;
      const may = above ? meets[above]! : 1;
      meets[child] = isLeft ? may : 0;
      meets[child + 1] = isLeft ? 0 : may;
      for (let own = child; own <= child + 1; own++) {
        this.multiply(root, node, own, above);
      }
    }
  }

  private multiply(root: number, node: number, own: number, above: number): void {
    const { down, meets, share } = this;
    const z = share[root + own]!;
    const from = 4 * node;
    const to = 4 * own;
    const o = meets[own]!;
    let f0 = (1 - T0) * z + o * T0;
    let f1 = (1 - T1) * z + o * T1;
    let f2 = (1 - T2) * z + o * T2;
    let f3 = (1 - T3) * z + o * T3;
    if (above) {
      const oldShare = share[root + above]!;
      const old = meets[above]!;
      f0 /= (1 - T0) * oldShare + old * T0;
      f1 /= (1 - T1) * oldShare + old * T1;
      f2 /= (1 - T2) * oldShare + old * T2;
      f3 /= (1 - T3) * oldShare + old * T3;
    }
    down[to] = down[from]! * f0;
    down[to + 1] = down[from + 1]! * f1;
    down[to + 2] = down[from + 2]! * f2;
    down[to + 3] = down[from + 3]! * f3;
  }

  /** Sums leaves up the tree; every edge gives its feature what its leaves owe it. */
  private passUp(to: Float64Array, root: number, past: number): void {
    const { trees, down, up, feature, before, parent } = this;
    const last = past - root - 1;
    up.fill(0, 0, 4 * (last + 1));
    for (let node = last; node > 0; node--) {
      const at = 4 * node;
      if (!trees.left[root + node]) {
        const value = trees.value[root + node]!;
        for (let point = at; point < at + 4; point++) up[point] = down[point]! * value;
      }
      const above = before[root + node]!;
      let part = this.owed(root, node, at);
      // an edge further down on the same feature speaks for the one above it
      if (above) part -= this.owed(root, above, at);
      to[feature[root + node]!] = to[feature[root + node]!]! + part;
      const above4 = 4 * parent[root + node]!;
      for (let point = 0; point < 4; point++) {
        up[above4 + point] = up[above4 + point]! + up[at + point]!;
      }
    }
  }

  /** (o - z) / (t o + (1 - t) z), weighted, over the leaves summed at `at`. */
  private owed(root: number, edge: number, at: number): number {
    const { up, gain } = this;
    if (!this.meets[edge]) {
      return -(
        (W0 / (1 - T0)) * up[at]! +
        (W1 / (1 - T1)) * up[at + 1]! +
        (W2 / (1 - T2)) * up[at + 2]! +
        (W3 / (1 - T3)) * up[at + 3]!
      );
    }
    const from = 4 * (root + edge);
    return (
      gain[from]! * up[at]! +
      gain[from + 1]! * up[at + 1]! +
      gain[from + 2]! * up[at + 2]! +
      gain[from + 3]! * up[at + 3]!
    );
  }
}

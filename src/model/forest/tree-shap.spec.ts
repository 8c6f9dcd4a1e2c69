import type { View } from './binned-rows.js';
import { seededRandom } from '../net/random.js';
import type { Split } from './split.js';
import { TreeShap } from './tree-shap.js';
import { GrowingTree, goesLeft, type TreeNodes } from './tree.js';
import { joinTrees, logOddsOfBins } from './trees.js';

/** Four features; the last has two views. */
const views: View[] = [0, 1, 2, 3, 3].map((feature) => ({ feature, ordered: true, binCount: 8 }));
const FEATURES = [0, 1, 2, 3];

/** A tree with splits, covers and values dealt by chance; features repeat along its paths. */
function inventedTree(random: () => number, leaves: number): TreeNodes {
  const tree = new GrowingTree(leaves);
  const open = [0];
  tree.nodes.cover[0] = 100;
  for (let split = 1; split < leaves; split++) {
    const node = open.splice(Math.floor(random() * open.length), 1)[0]!;
    const view = Math.floor(random() * views.length);
    const given: Split = {
      gain: 1,
      view,
      from: 0,
      span: 1 + Math.floor(random() * 6),
      left: { gradient: 0, hessian: 1 },
    };
    const left = tree.split(node, given);
    const share = 0.1 + 0.8 * random();
    tree.nodes.cover[left] = tree.nodes.cover[node]! * share;
    tree.nodes.cover[left + 1] = tree.nodes.cover[node]! * (1 - share);
    open.push(left, left + 1);
  }
  for (const leaf of open) tree.nodes.value[leaf] = random() - 0.5;
  return tree.finished();
}

/** What the tree says where only some features are known: other splits are averaged by cover. */
function whereKnown(tree: TreeNodes, bins: Uint8Array, known: Set<number>, node = 0): number {
  const child = tree.left[node]!;
  if (!child) return tree.value[node]!;
  const follow = (next: number): number => whereKnown(tree, bins, known, next);
  const view = tree.view[node]!;
  if (known.has(views[view]!.feature)) {
    return follow(child + (goesLeft(tree, node, bins[view]!) ? 0 : 1));
  }
  const share = tree.cover[child]! / tree.cover[node]!;
  return share * follow(child) + (1 - share) * follow(child + 1);
}

/** The definition: the mean over all orders in which features may become known. */
function shapley(tree: TreeNodes, bins: Uint8Array): number[] {
  const parts = FEATURES.map(() => 0);
  const orders = permutations(FEATURES);
  for (const order of orders) {
    const known = new Set<number>();
    for (const feature of order) {
      const before = whereKnown(tree, bins, known);
      known.add(feature);
      parts[feature]! += (whereKnown(tree, bins, known) - before) / orders.length;
    }
  }
  return parts;
}

const permutations = (of: number[]): number[][] =>
  of.length < 2
    ? [of]
    : of.flatMap((first) =>
        permutations(of.filter((one) => one !== first)).map((rest) => [first, ...rest]),
      );

describe(TreeShap.name, () => {
  const random = seededRandom(5);
  const trees = Array.from({ length: 12 }, (_, at) => inventedTree(random, 1 + at));
  const leads = Array.from({ length: 20 }, () =>
    Uint8Array.from(views, () => Math.floor(random() * 8)),
  );

  it('gives what averaging over all orders of the features gives', () => {
    for (const tree of trees) {
      const shap = new TreeShap(joinTrees([tree]), views);
      for (const bins of leads) {
        const parts = new Float64Array(FEATURES.length);
        shap.addTo(parts, bins);

        shapley(tree, bins).forEach((part, feature) => {
          expect(parts[feature]).toBeCloseTo(part, 12);
        });
      }
    }
  });

  it('adds up to what the trees say, from what they say on average', () => {
    const joined = joinTrees(trees, 0.5);
    const shap = new TreeShap(joined, views);
    for (const bins of leads) {
      const parts = new Float64Array(FEATURES.length);
      shap.addTo(parts, bins);

      const sum = parts.reduce((all, part) => all + part, shap.expected);
      expect(sum).toBeCloseTo(logOddsOfBins(joined, bins, 0), 12);
    }
  });

  it('stays finite where no training row went', () => {
    const tree = inventedTree(random, 9);
    tree.cover.fill(0, 1);
    const shap = new TreeShap(joinTrees([tree]), views);
    for (const bins of leads) {
      const parts = new Float64Array(FEATURES.length);
      shap.addTo(parts, bins);

      const sum = parts.reduce((all, part) => all + part, shap.expected);
      expect(sum).toBeCloseTo(logOddsOfBins(joinTrees([tree]), bins, 0), 6);
    }
  });
});

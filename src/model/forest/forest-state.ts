import { InvalidEstimatorStateError } from '../fitting-errors.js';
import { LevelViews } from './level-views.js';
import { NumericBins } from './numeric-bins.js';
import { SUBSET_WORDS } from './split.js';
import { TableBinning } from './table-binning.js';
import { MOST_SHAP_DEPTH } from './tree-shap.js';
import type { Trees } from './trees.js';
import { arrayOfText, textOfArray } from './typed-array-text.js';

/** Typed arrays are base64 texts. */
export interface ForestState {
  /** Log-odds before any tree. */
  start: number;
  features: FeatureBinsState[];
  trees: Record<keyof Trees, string>;
}

type FeatureBinsState = { name: string } & (
  | { kind: 'numeric'; edges: string }
  | { kind: 'categorical'; levels: string[]; views: { ordered: boolean; bins: string }[] }
);

const KINDS = {
  roots: Int32Array,
  left: Uint16Array,
  view: Uint16Array,
  from: Uint8Array,
  span: Uint8Array,
  subset: Int32Array,
  subsets: Uint32Array,
  value: Float64Array,
  cover: Float64Array,
} as const;

export function packForest(start: number, binning: TableBinning, trees: Trees): ForestState {
  const names = Object.keys(KINDS) as (keyof Trees)[];
  return {
    start,
    features: binning.features.map(({ name, bins }) =>
      bins instanceof NumericBins
        ? { name, kind: 'numeric', edges: textOfArray(bins.edges) }
        : {
            name,
            kind: 'categorical',
            levels: bins.levels,
            views: bins.views.map(({ ordered, bins: own }) => ({
              ordered,
              bins: textOfArray(own),
            })),
          },
    ),
    trees: Object.fromEntries(names.map((name) => [name, textOfArray(trees[name])])) as Record<
      keyof Trees,
      string
    >,
  };
}

/** @throws {@link InvalidEstimatorStateError} for a state that no forest can have left. */
export function unpackForest(state: unknown): {
  start: number;
  binning: TableBinning;
  trees: Trees;
} {
  const { start, features, trees } = (state ?? {}) as Partial<ForestState>;
  if (!Number.isFinite(start) || !Array.isArray(features) || !trees) {
    throw new InvalidEstimatorStateError('The saved forest is incomplete.');
  }
  const binning = new TableBinning(
    features.map((feature) => ({ name: feature.name, bins: unpackBins(feature) })),
  );
  const entries = Object.entries(KINDS).map(([name, Kind]) => [
    name,
    arrayOfText<unknown>(Kind, trees[name as keyof Trees]),
  ]);
  const unpacked = Object.fromEntries(entries) as unknown as Trees;
  checkTrees(unpacked, binning);
  return { start: start!, binning, trees: unpacked };
}

function unpackBins(feature: FeatureBinsState): NumericBins | LevelViews {
  if (feature.kind === 'numeric') {
    const edges = arrayOfText(Float64Array, feature.edges);
    const isAscending = edges.every((edge, at) => at === 0 || edge > edges[at - 1]!);
    if (!isAscending || !edges.every(Number.isFinite)) refuse('edges');
    return new NumericBins(edges);
  }
  const { levels, views } = feature;
  if (!Array.isArray(levels) || !Array.isArray(views) || !views.length) refuse('levels');
  return new LevelViews(
    levels.map(String),
    views.map(({ ordered, bins: text }) => {
      const bins = arrayOfText(Uint8Array, text);
      if (bins.length !== levels.length + 2) refuse('bins');
      return { ordered, bins, binCount: bins.reduce((most, bin) => Math.max(most, bin), 0) + 1 };
    }),
  );
}

function checkTrees(trees: Trees, { views }: TableBinning): void {
  const { roots, left, view, value, cover, subset, subsets } = trees;
  const nodeCount = left.length;
  for (const array of [view, trees.from, trees.span, subset, value, cover]) {
    if (array.length !== nodeCount) refuse('nodes');
  }
  const subsetCount = subsets.length / SUBSET_WORDS;
  if (!roots.length || roots[0] !== 0 || roots.at(-1) !== nodeCount) refuse('roots');
  if (!subset.every((at) => at >= -1 && at < subsetCount)) refuse('subsets');
  if (!value.every(Number.isFinite) || !cover.every((one) => one >= 0 && one < Infinity)) {
    refuse('values');
  }
  for (let tree = 0; tree + 1 < roots.length; tree++) checkTree(trees, tree, views.length);
}

/** Children follow their parent, inside their tree, and no deeper than reasons can follow. */
function checkTree({ roots, left, view }: Trees, tree: number, viewCount: number): void {
  const root = roots[tree]!;
  const size = roots[tree + 1]! - root;
  if (size < 1) refuse('roots');
  const depth = new Uint8Array(size);
  for (let node = 0; node < size; node++) {
    const child = left[root + node]!;
    if (!child) continue;
    const fits = child > node && child + 1 < size && view[root + node]! < viewCount;
    if (!fits || depth[node]! >= MOST_SHAP_DEPTH) refuse('nodes');
    depth[child] = depth[child + 1] = depth[node]! + 1;
  }
}

function refuse(what: string): never {
  throw new InvalidEstimatorStateError(`The ${what} of the saved forest do not fit together.`);
}

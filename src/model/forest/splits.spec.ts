import { seededRandom } from '../net/random.js';
import { HistogramLayout, fillHistogram, subtractHistogram } from './histogram.js';
import { bestOrderedSplit } from './ordered-split.js';
import {
  SUBSET_WORDS,
  type BinSums,
  type GrowthSettings,
  type NodeSums,
  type Split,
} from './split.js';
import { bestSubsetSplit } from './subset-split.js';

const settings: GrowthSettings = {
  leaves: 4,
  maxDepth: 4,
  minRows: 1,
  minHessian: 0.1,
  lambda: 1,
  levelSmoothing: 0.5,
  levelLambda: 0,
  minGroupRows: 1,
  maxLevels: 32,
};

const BINS = 7;
const ALL_BINS = Array.from({ length: BINS }, (_, bin) => bin);

/** Sums of rows dealt into bins by chance, and of the node they make up. */
function inventedNode(seed: number, missingRows = 6): { bins: BinSums; node: NodeSums } {
  const random = seededRandom(seed);
  const sums = new Float64Array(2 * BINS);
  const node = { gradient: 0, hessian: 0, rows: 0 };
  for (let bin = 0; bin < BINS; bin++) {
    const rows = bin ? 1 + Math.floor(random() * 9) : missingRows;
    sums[2 * bin] = rows * (random() - 0.5);
    sums[2 * bin + 1] = rows;
    node.gradient += sums[2 * bin]!;
    node.hessian += rows;
    node.rows += rows;
  }
  return { bins: { sums, base: 0, binCount: BINS, view: 3 }, node };
}

const goLeft = ({ from, span, subset }: Split, bin: number): boolean =>
  subset ? ((subset[bin >>> 5]! >>> (bin & 31)) & 1) === 1 : bin >= from && bin < from + span;

const score = (of: { gradient: number; hessian: number }): number =>
  of.gradient ** 2 / (of.hessian + settings.lambda);

/** The gain of parting the node so, worked out from nothing but the bins. */
function gainOf(
  isLeft: (bin: number) => boolean,
  { bins, node }: ReturnType<typeof inventedNode>,
): number {
  const side = { gradient: 0, hessian: 0 };
  for (let bin = 0; bin < BINS; bin++) {
    if (!isLeft(bin)) continue;
    side.gradient += bins.sums[2 * bin]!;
    side.hessian += bins.sums[2 * bin + 1]!;
  }
  const rest = { gradient: node.gradient - side.gradient, hessian: node.hessian - side.hessian };
  return side.hessian && rest.hessian ? score(side) + score(rest) - score(node) : 0;
}

const SEEDS = Array.from({ length: 30 }, (_, at) => at + 1);

describe(bestOrderedSplit.name, () => {
  it.each([0, 6])('finds the best of all cuts, with %i missing rows on either side', (missing) => {
    for (const seed of SEEDS) {
      const invented = inventedNode(seed, missing);
      const cuts = Array.from({ length: BINS }, (_, last) => [
        (bin: number) => bin > 0 && bin <= last,
        (bin: number) => bin <= last,
      ]).flat();
      const most = Math.max(...cuts.map((cut) => gainOf(cut, invented)));

      const found = bestOrderedSplit(invented.bins, invented.node, settings)!;

      expect(found.gain).toBeCloseTo(most, 9);
      expect(gainOf((bin) => goLeft(found, bin), invented)).toBeCloseTo(most, 9);
    }
  });

  it('sends values missing only later with the larger child', () => {
    const { bins, node } = inventedNode(4, 0);
    const found = bestOrderedSplit(bins, node, settings)!;

    expect(goLeft(found, 0)).toBe(found.left.hessian * 2 >= node.hessian);
  });

  it('leaves no child with too few rows', () => {
    const { bins, node } = inventedNode(5);

    const found = bestOrderedSplit(bins, node, { ...settings, minRows: node.rows / 2 - 3 });

    const least = node.rows / 2 - 3;
    expect(
      found ? Math.min(found.left.hessian, node.hessian - found.left.hessian) : least,
    ).toBeGreaterThanOrEqual(least);
    expect(bestOrderedSplit(bins, node, { ...settings, minRows: node.rows })).toBeUndefined();
  });

  it('finds nothing where the bins are alike', () => {
    const sums = Float64Array.from({ length: 2 * BINS }, (_, at) => (at % 2 ? 4 : 1));
    const node = { gradient: BINS, hessian: 4 * BINS, rows: 4 * BINS };

    const bins = { sums, base: 0, binCount: BINS, view: 0 };
    expect(bestOrderedSplit(bins, node, { ...settings, lambda: 0 })).toBeUndefined();
  });
});

describe(bestSubsetSplit.name, () => {
  it('finds the best of all subsets where nothing is smoothed', () => {
    for (const seed of SEEDS) {
      const invented = inventedNode(seed);
      const subsets = Array.from({ length: 2 ** BINS }, (_, bits) => bits);
      const plain = { ...settings, levelSmoothing: 0, lambda: 0 };
      const gains = subsets.map((bits) => {
        const isLeft = (bin: number): boolean => ((bits >>> bin) & 1) === 1;
        return unridged(isLeft, invented);
      });

      const found = bestSubsetSplit(invented.bins, invented.node, plain)!;

      expect(found.gain).toBeCloseTo(Math.max(...gains), 9);
      expect(unridged((bin) => goLeft(found, bin), invented)).toBeCloseTo(found.gain, 9);
    }
  });

  it('never lists a level with fewer rows than the smoothing', () => {
    for (const seed of SEEDS) {
      const { bins, node } = inventedNode(seed);
      const found = bestSubsetSplit(bins, node, { ...settings, levelSmoothing: 5 });

      const listed = ALL_BINS.filter((bin) => found && goLeft(found, bin));
      expect(listed.filter((bin) => bins.sums[2 * bin + 1]! < 5)).toEqual([]);
    }
  });

  it('lists no more levels than allowed, and only groups that are large enough', () => {
    for (const seed of SEEDS) {
      const { bins, node } = inventedNode(seed);
      const found = bestSubsetSplit(bins, node, { ...settings, maxLevels: 2, minGroupRows: 8 });
      if (!found) continue;

      const listed = ALL_BINS.filter((bin) => goLeft(found, bin));
      expect(listed.length).toBeLessThanOrEqual(2);
      expect(found.left.hessian).toBeGreaterThanOrEqual(8);
    }
  });

  it('asks more of levels that pay a ridge of their own', () => {
    const { bins, node } = inventedNode(2);
    const free = bestSubsetSplit(bins, node, settings)!;
    const ridged = bestSubsetSplit(bins, node, { ...settings, levelLambda: 10 });

    expect(ridged?.gain ?? 0).toBeLessThan(free.gain);
    expect(free.subset).toHaveLength(SUBSET_WORDS);
  });
});

function unridged(
  isLeft: (bin: number) => boolean,
  { bins, node }: ReturnType<typeof inventedNode>,
): number {
  let gradient = 0;
  let hessian = 0;
  for (let bin = 0; bin < BINS; bin++) {
    if (!isLeft(bin)) continue;
    gradient += bins.sums[2 * bin]!;
    hessian += bins.sums[2 * bin + 1]!;
  }
  const rest = node.hessian - hessian;
  if (!hessian || rest < 1e-9) return 0;
  return (
    gradient ** 2 / hessian +
    (node.gradient - gradient) ** 2 / rest -
    node.gradient ** 2 / node.hessian
  );
}

describe(subtractHistogram.name, () => {
  it('leaves what the sibling sums itself', () => {
    const random = seededRandom(9);
    const views = [5, 3].map((binCount, feature) => ({ feature, binCount, ordered: true }));
    const columns = views.map(({ binCount }) =>
      Uint8Array.from({ length: 40 }, () => Math.floor(random() * binCount)),
    );
    const slopes = {
      all: Float64Array.from({ length: 80 }, random),
      gathered: new Float64Array(80),
    };
    const layout = new HistogramLayout(views);
    const rows = Int32Array.from({ length: 40 }, (_, at) => (at * 7) % 40);
    const fill = (start: number, end: number): Float64Array => {
      const sums = new Float64Array(layout.length).fill(99);
      fillHistogram(sums, layout, columns, Int32Array.of(0, 1), { rows, start, end }, slopes);
      return sums;
    };
    const parent = fill(0, 40);

    subtractHistogram(parent, fill(0, 13), layout, Int32Array.of(0, 1));

    fill(13, 40).forEach((sum, at) => expect(parent[at]).toBeCloseTo(sum, 12));
  });

  it('leaves the views alone that were not asked for', () => {
    const views = [2, 2].map((binCount, feature) => ({ feature, binCount, ordered: true }));
    const layout = new HistogramLayout(views);
    const sums = new Float64Array(layout.length).fill(7);
    const range = { rows: Int32Array.of(0), start: 0, end: 1 };
    const slopes = { all: Float64Array.of(1, 2), gathered: new Float64Array(2) };

    fillHistogram(
      sums,
      layout,
      [Uint8Array.of(1), Uint8Array.of(0)],
      Int32Array.of(1),
      range,
      slopes,
    );

    expect(Array.from(sums)).toEqual([7, 7, 7, 7, 1, 2, 0, 0]);
  });
});

import {
  LEAST_GAIN,
  SUBSET_WORDS,
  leastHessian,
  scoreOf,
  type BinSums,
  type GrowthSettings,
  type NodeSums,
  type Split,
} from './split.js';
import { MOST_BINS } from './binned-rows.js';

interface Prefix {
  gain: number;
  /** How many of the sorted levels go left, from the first or from the last on. */
  count: number;
  fromLast: boolean;
  gradient: number;
  hessian: number;
}

/**
 * The subset of levels with the most gain: levels are sorted by their smoothed gradient, and the
 * best subset is a prefix of that order, from either end. Levels with few rows are never listed
 * and so follow the right child, as levels that were never seen do.
 *
 * @see Fisher 1958, "On Grouping for Maximum Homogeneity"; Ke et al. 2017, LightGBM
 */
export function bestSubsetSplit(
  bins: BinSums,
  node: NodeSums,
  settings: GrowthSettings,
): Split | undefined {
  const order = sortedLevels(bins, node, settings);
  let best: Prefix | undefined;
  for (const fromLast of [false, true]) {
    const found = bestPrefix({ bins, order, fromLast }, node, settings);
    if (found && found.gain > (best?.gain ?? 0)) best = found;
  }
  if (!best) return undefined;
  const { gain, gradient, hessian } = best;
  const subset = subsetOf(order, best);
  return { gain, view: bins.view, from: 0, span: 0, subset, left: { gradient, hessian } };
}

const keys = new Float64Array(MOST_BINS);
const keyWords = new Uint32Array(keys.buffer);

/** Bins that hold enough rows, by their smoothed gradient. */
function sortedLevels(
  { sums, base, binCount }: BinSums,
  node: NodeSums,
  { levelSmoothing }: GrowthSettings,
): Uint8Array {
  const smoothing = (levelSmoothing * node.hessian) / node.rows;
  let count = 0;
  for (let bin = 0; bin < binCount; bin++) {
    const hessian = sums[base + 2 * bin + 1]!;
    if (hessian < smoothing) continue;
    keys[count] = sums[base + 2 * bin]! / (hessian + smoothing);
    // the bin rides in the last bits of its key: sorting bare numbers needs no callback
    keyWords[2 * count] = (keyWords[2 * count]! & ~(MOST_BINS - 1)) | bin;
    count += 1;
  }
  keys.subarray(0, count).sort();
  return Uint8Array.from({ length: count }, (_, at) => keyWords[2 * at]! & (MOST_BINS - 1));
}

function bestPrefix(
  { bins, order, fromLast }: { bins: BinSums; order: Uint8Array; fromLast: boolean },
  node: NodeSums,
  settings: GrowthSettings,
): Prefix | undefined {
  const most = Math.min(settings.maxLevels, order.length);
  const lambda = settings.lambda + settings.levelLambda;
  const before = scoreOf(node.gradient, node.hessian, settings.lambda);
  let best: Prefix | undefined;
  const least = leastHessian(node, settings);
  const leastGroup = (settings.minGroupRows * node.hessian) / node.rows;
  let gradient = 0;
  let hessian = 0;
  let inGroup = 0;
  for (let count = 1; count <= most; count++) {
    const bin = order[fromLast ? order.length - count : count - 1]!;
    gradient += bins.sums[bins.base + 2 * bin]!;
    hessian += bins.sums[bins.base + 2 * bin + 1]!;
    inGroup += bins.sums[bins.base + 2 * bin + 1]!;
    const rest = node.hessian - hessian;
    if (rest < leastGroup || rest < least) break;
    if (inGroup < leastGroup || hessian < least) continue;
    inGroup = 0;
    const gain =
      scoreOf(gradient, hessian, lambda) + scoreOf(node.gradient - gradient, rest, lambda) - before;
    if (gain > (best?.gain ?? LEAST_GAIN)) best = { gain, count, fromLast, gradient, hessian };
  }
  return best;
}

function subsetOf(order: Uint8Array, { count, fromLast }: Prefix): Uint32Array {
  const subset = new Uint32Array(SUBSET_WORDS);
  const listed = fromLast ? order.subarray(order.length - count) : order.subarray(0, count);
  for (const bin of listed) subset[bin >>> 5]! |= 1 << (bin & 31);
  return subset;
}

import { MISSING_BIN } from './numeric-bins.js';
import {
  LEAST_GAIN,
  leastHessian,
  scoreOf,
  type BinSums,
  type GrowthSettings,
  type NodeSums,
  type Split,
} from './split.js';

/** Sums this small are what subtracting histograms leaves of nothing. */
const DUST = 1e-9;

interface Cut {
  gain: number;
  /** Bins up to this one go left. */
  lastBin: number;
  gradient: number;
  hessian: number;
}

/**
 * The cut through a view's bins with the most gain. Missing values are tried on both sides; where
 * the node has none, they will follow the larger child.
 */
export function bestOrderedSplit(
  bins: BinSums,
  node: NodeSums,
  settings: GrowthSettings,
): Split | undefined {
  const hasMissing = bins.sums[bins.base + 1]! > DUST;
  const right = bestCut(bins, node, settings, MISSING_BIN + 1);
  const left = hasMissing ? bestCut(bins, node, settings, MISSING_BIN) : undefined;
  const best = left && left.gain > (right?.gain ?? 0) ? left : right;
  if (!best) return undefined;
  const { gain, lastBin, gradient, hessian } = best;
  const missingLeft = hasMissing ? best === left : hessian * 2 >= node.hessian;
  const from = missingLeft ? MISSING_BIN : MISSING_BIN + 1;
  const span = lastBin + 1 - from;
  return { gain, view: bins.view, from, span, left: { gradient, hessian } };
}

/** Of the cuts whose left side begins at bin `from`. */
function bestCut(
  { sums, base, binCount }: BinSums,
  node: NodeSums,
  settings: GrowthSettings,
  from: number,
): Cut | undefined {
  const { lambda } = settings;
  const least = leastHessian(node, settings);
  const before = scoreOf(node.gradient, node.hessian, lambda);
  let best = before + LEAST_GAIN;
  let cut: Cut | undefined;
  let gradient = 0;
  let hessian = 0;
  for (let bin = from; bin < binCount - 1; bin++) {
    gradient += sums[base + 2 * bin]!;
    hessian += sums[base + 2 * bin + 1]!;
    const rest = node.hessian - hessian;
    if (rest < least) break;
    if (hessian < least) continue;
    const after =
      scoreOf(gradient, hessian, lambda) + scoreOf(node.gradient - gradient, rest, lambda);
    if (after <= best) continue;
    best = after;
    cut = { gain: after - before, lastBin: bin, gradient, hessian };
  }
  return cut;
}

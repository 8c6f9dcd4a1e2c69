/**
 * Knots of a piecewise-linear curve: quantiles of the training values, without repeats.
 * A value that many rows share (a zero, say) gets its nearest other values as knots too,
 * so that the curve may jump there.
 *
 * @param sorted - finite, ascending.
 * @returns ascending, distinct; empty when there are no values.
 */
export function fitKnots(sorted: Float64Array, maxBins: number): number[] {
  const count = sorted.length;
  if (!count) return [];
  const knots = new Set<number>();
  const perBin = count / maxBins;
  for (let bin = 0; bin <= maxBins; bin++) {
    knots.add(sorted[Math.min(count - 1, Math.floor(bin * perBin))]!);
  }
  for (const value of Array.from(knots)) {
    const first = lowerBound(sorted, value);
    const past = upperBound(sorted, value);
    if (past - first < Math.max(2, perBin / 2)) continue;
    if (first > 0) knots.add(sorted[first - 1]!);
    if (past < count) knots.add(sorted[past]!);
  }
  return [...knots].toSorted((a, b) => a - b);
}

/** The first position whose value is not below `value`. */
export function lowerBound(sorted: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first position whose value is above `value`. */
export function upperBound(sorted: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

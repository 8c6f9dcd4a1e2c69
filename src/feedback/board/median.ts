/** The middle value, or the mean of the two; null of none. */
export function median(values: readonly number[]): number | null {
  return quantile(values, 0.5);
}

/** Linear between neighbours (Hyndman & Fan 1996, type 7); null of none. @param share - 0..1. */
export function quantile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null;
  const ascending = values.toSorted((a, b) => a - b);
  const at = share * (ascending.length - 1);
  const below = ascending[Math.floor(at)]!;
  const above = ascending[Math.ceil(at)]!;
  return below + (at - Math.floor(at)) * (above - below);
}

/** Slices of equal size; the first ones take one more where it does not come out even. */
export function equalBins<T>(ordered: T[], bins: number): T[][] {
  const size = Math.floor(ordered.length / bins);
  let start = 0;
  return Array.from({ length: bins }, (_, bin) => {
    const past = start + size + (bin < ordered.length % bins ? 1 : 0);
    const slice = ordered.slice(start, past);
    start = past;
    return slice;
  });
}

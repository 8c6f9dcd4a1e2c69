/** 1 for each of at most `most` rows, from the first to the last. Shape [rows]. */
export function evenlySpread(rowCount: number, most: number): Uint8Array {
  const part = Math.min(1, most / rowCount);
  return Uint8Array.from({ length: rowCount }, (_, row) =>
    Math.floor((row + 1) * part) > Math.floor(row * part) ? 1 : 0,
  );
}

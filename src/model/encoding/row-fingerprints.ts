import type { FeatureTable } from '#features';

/**
 * A 32-bit hash of each row's values. It puts rows in an order of their own, so that the order in
 * which leads happened to be read decides nothing, and deals equal rows into the same fold.
 */
export function rowFingerprints(table: FeatureTable): Uint32Array {
  const hashes = new Uint32Array(table.rowCount).fill(0x811c9dc5);
  for (const { name, kind } of table.columns) {
    if (kind === 'numeric') mixNumbers(hashes, table.numeric.get(name));
    else mixTexts(hashes, table.categorical.get(name));
  }
  return hashes.map(scramble);
}

export function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = mix(hash, text.charCodeAt(at));
  return scramble(hash);
}

function mixNumbers(hashes: Uint32Array, values: Float64Array | undefined): void {
  if (!values) return;
  const words = new Uint32Array(Float64Array.from(values).buffer);
  for (let row = 0; row < hashes.length; row++) {
    // every NaN is the same missing value, whatever its bits
    const missing = Number.isNaN(values[row]!);
    const low = missing ? 1 : words[2 * row]!;
    hashes[row] = scramble(mix(mix(hashes[row]!, low), missing ? 1 : words[2 * row + 1]!));
  }
}

function mixTexts(hashes: Uint32Array, values: (string | null)[] | undefined): void {
  if (!values) return;
  const known = new Map<string, number>();
  for (let row = 0; row < hashes.length; row++) {
    const text = values[row] ?? null;
    if (text !== null && !known.has(text)) known.set(text, textHash(text));
    hashes[row] = scramble(mix(hashes[row]!, text === null ? 1 : known.get(text)!));
  }
}

const mix = (hash: number, word: number): number => Math.imul(hash ^ word, 0x01000193) >>> 0;

function scramble(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

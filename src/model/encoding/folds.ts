import type { Examples } from '../estimator.js';
import { rowFingerprints, textHash } from './row-fingerprints.js';

/** Which of `foldCount` folds each row belongs to: rows of one lead, and equal rows, share a fold. */
export function foldsOf(
  { table, groups }: Pick<Examples, 'table' | 'groups'>,
  foldCount: number,
): Int32Array {
  const hashes = groups ? groups.map(textHash) : Array.from(rowFingerprints(table));
  return Int32Array.from(hashes, (hash) => hash % foldCount);
}

import type { Examples } from '../estimator.js';
import { takeRows } from '../examples.js';
import { rowFingerprints } from './row-fingerprints.js';

/** Rows ordered by what they hold, so that no draw of rows depends on how leads were read. */
export function inOwnOrder(examples: Examples): Examples {
  const prints = rowFingerprints(examples.table);
  const order = Int32Array.from(prints, (_, row) => row).toSorted(
    (a, b) => prints[a]! - prints[b]! || examples.labels[a]! - examples.labels[b]!,
  );
  return takeRows(examples, order);
}

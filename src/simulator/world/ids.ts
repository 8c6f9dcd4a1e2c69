import { hash32 } from '../dice.js';
import type { RecordKind } from '../records.js';

/**
 * External ids as different CRM installations write them: 17 digits (too long for a JavaScript
 * number), a readable prefix, or a UUID. Unique over all rooftops.
 */
export function externalId(
  rooftop: { key: string; index: number },
  kind: RecordKind,
  serial: number,
): string {
  const letter = kind[0]!.toUpperCase();
  if (rooftop.index % 3 === 0) {
    const family = { customers: 3, vehicles: 5, leads: 2, interactions: 7 }[kind];
    return `${family}${384 + rooftop.index}${String(1_000_000_000_000 + serial * 7)}`;
  }
  if (rooftop.index % 3 === 1) {
    return `${rooftop.key.slice(0, 3).toUpperCase()}-${letter}-${100_000 + serial}`;
  }
  const hex = (part: number) =>
    hash32(`${rooftop.key}/${kind}/${part}`).toString(16).padStart(8, '0');
  const tail = hex(-serial - 1);
  return `${serial.toString(16).padStart(8, '0')}-${tail.slice(0, 4)}-4${tail.slice(5)}-8${hex(kind.length).slice(1, 4)}-${hex(serial)}${tail.slice(0, 4)}`;
}

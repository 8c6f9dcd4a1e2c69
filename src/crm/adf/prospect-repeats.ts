import type { AdfProspect } from './adf-prospect.js';

/**
 * Prospects of all parts of one mail, each lead once: mails carry the same lead as text, as a page and
 * as an attachment. Within one part every prospect stays.
 */
export function withoutRepeats(parts: AdfProspect[][]): AdfProspect[] {
  const kept: AdfProspect[] = [];
  const known = new Set<string>();
  for (const part of parts) {
    const fresh = part.filter((prospect) => !marksOf(prospect).some((mark) => known.has(mark)));
    for (const mark of part.flatMap(marksOf)) known.add(mark);
    kept.push(...fresh);
  }
  return kept;
}

/** Equal ids mean the same lead; without ids, the same buyer asking at the same time for the same thing. */
function marksOf({ externalIds, ...prospect }: AdfProspect): string[] {
  if (externalIds.length > 0) return externalIds.map((id) => JSON.stringify([id.source, id.value]));
  const { customer, vehicles, requestedAt, requestedAtLocal } = prospect;
  const wanted = vehicles.map(({ vin, stock, year, make, model }) => [
    vin,
    stock,
    year,
    make,
    model,
  ]);
  return [JSON.stringify([customer, wanted, requestedAt, requestedAtLocal])];
}

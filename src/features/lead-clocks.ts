import type { FeatureTable, FeatureVector } from './feature-table.js';

/** How long ago, in days before the cutoff; 0 where it is not known. */
export interface LeadClocks {
  ageDays: number;
  /** Since anybody, buyer or desk, was last heard of. */
  silenceDays: number;
}

const AGE = ['ageHours'];
const SILENCE = ['hoursSinceBuyer', 'hoursSinceOurs'];

/** What a vector tells of the lead's age and silence. */
export function clocksOf(vector: FeatureVector): LeadClocks {
  return clocks((name) => vector[name]);
}

/** The same for one row of a table. */
export function clocksAt({ numeric }: FeatureTable, row: number): LeadClocks {
  return clocks((name) => numeric.get(name)?.[row]);
}

type Read = (name: string) => number | string | null | undefined;

const clocks = (read: Read): LeadClocks => ({
  ageDays: leastDays(AGE, read),
  silenceDays: leastDays(SILENCE, read),
});

function leastDays(names: string[], read: Read): number {
  let least = Infinity;
  for (const name of names) {
    const hours = read(name);
    if (typeof hours === 'number' && hours >= 0) least = Math.min(least, hours / 24);
  }
  return Number.isFinite(least) ? least : 0;
}

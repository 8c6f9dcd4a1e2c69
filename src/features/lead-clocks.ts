import type { FeatureColumn, FeatureRow, FeatureTable } from './feature-table.js';

/** How long ago, in days before the cutoff; 0 where it is not known. */
export interface LeadClocks {
  ageDays: number;
  /** Since anybody, buyer or desk, was last heard of. */
  silenceDays: number;
}

const AGE = ['ageHours'];
const SILENCE = ['hoursSinceBuyer', 'hoursSinceOurs'];

/** What rows of these columns tell of a lead's age and silence. */
export function rowClocks(columns: readonly FeatureColumn[]): (row: FeatureRow) => LeadClocks {
  // Looked up once: every score asks.
  const placesOf = (names: string[]): number[] =>
    names.map((name) => columns.findIndex((column) => column.name === name));
  const [age, silence] = [placesOf(AGE), placesOf(SILENCE)];
  return (row) => ({ ageDays: leastDays(age, row), silenceDays: leastDays(silence, row) });
}

/** The same for one row of a table. */
export const clocksAt = ({ numeric }: FeatureTable, row: number): LeadClocks => {
  const hours = (names: string[]): number[] =>
    names.map((name) => numeric.get(name)?.[row] ?? Number.NaN);
  const [age, silence] = [hours(AGE), hours(SILENCE)];
  return { ageDays: leastDays([0], age), silenceDays: leastDays([0, 1], silence) };
};

function leastDays(places: readonly number[], values: FeatureRow): number {
  let least = Infinity;
  for (const place of places) {
    const hours = values[place];
    if (typeof hours === 'number' && hours >= 0) least = Math.min(least, hours / 24);
  }
  return Number.isFinite(least) ? least : 0;
}

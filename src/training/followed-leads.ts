import { clocksAt, type FeatureTable } from '#features';
import type { LeadOutcome } from '#leads';
import { CAUSES, type Cause, type FollowedLeads } from '#model/fitting';

const DAY_MS = 86_400_000;

/** Leads followed from their cutoffs on, and what is known of them there; their log-odds are still to come. */
export interface FollowedRows extends Omit<FollowedLeads, 'logOdds'> {
  table: FeatureTable;
}

/** Leads about which something was said at a cutoff. One value an example. */
export interface AskedLeads {
  logOdds: Float64Array;
  ageDays: Float64Array;
  silenceDays: Float64Array;
  /** Instants, in days since 1970. */
  cutoffDays: Float64Array;
}

const CAUSE_OF: Partial<Record<LeadOutcome['outcome'], Cause>> = {
  WON: 'won',
  LOST: 'lost',
  STALE: 'stale',
};

export const daysOf = (instant: Date): number => instant.getTime() / DAY_MS;

/** @param leads - Of each row of the table. @param cutoffDays - Of each row of the table. */
export function followedRows(
  table: FeatureTable,
  leads: readonly LeadOutcome[],
  cutoffDays: Float64Array,
): FollowedRows {
  const ends = leads.map(endOf);
  return {
    table,
    cutoffDays,
    endDays: Float64Array.from(ends, (end) => end?.days ?? Infinity),
    causes: Uint8Array.from(ends, (end) => (end ? CAUSES.indexOf(end.cause) : 0)),
    ...clocksIn(table),
    weight: new Set(leads).size / Math.max(1, leads.length),
  };
}

/** The same leads, seen through a table of other columns. */
export const followedThrough = (table: FeatureTable, rows: FollowedRows): FollowedRows => ({
  ...rows,
  table,
  ...clocksIn(table),
});

/** Age and silence of each row, as far as the table's columns tell of them. */
export function clocksIn(whole: FeatureTable): Pick<AskedLeads, 'ageDays' | 'silenceDays'> {
  const read = new Set(whole.columns.map(({ name }) => name));
  const numeric = new Map([...whole.numeric].filter(([name]) => read.has(name)));
  const table = { ...whole, numeric };
  const ageDays = new Float64Array(table.rowCount);
  const silenceDays = new Float64Array(table.rowCount);
  for (let row = 0; row < table.rowCount; row++) {
    const clocks = clocksAt(table, row);
    ageDays[row] = clocks.ageDays;
    silenceDays[row] = clocks.silenceDays;
  }
  return { ageDays, silenceDays };
}

function endOf({ outcome, outcomeAt }: LeadOutcome): { cause: Cause; days: number } | undefined {
  const cause = CAUSE_OF[outcome];
  return cause && outcomeAt ? { cause, days: daysOf(outcomeAt) } : undefined;
}

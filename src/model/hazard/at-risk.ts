import { type FollowedLeads, type LeadAtCutoff, lateness } from './follow-up.js';

/** The newest stretch of time whose level counts for itself. */
const RECENT_DAYS = 21;
/** Arrivals longer ago than this no longer tell where things are going. */
const TREND_DAYS = 120;
/** Examples read at most, evenly spaced: more would only take time. */
const MOST_EXAMPLES = 30_000;

/** Each interval that an example was open at the start of, and that has wholly passed since. One value a row. */
export interface AtRiskRows {
  /** Place of the interval. */
  interval: Uint8Array;
  /** Place of the cause + 1; 0 where the lead was still open at the end. */
  ending: Uint8Array;
  /** Shape [rows, {@link COVARIATES}]. */
  covariates: Float64Array;
}

/** What is told of a lead, whatever the interval. */
export const TERMS = 4;
/** The first terms weigh otherwise late than early; the last is the trend over arrivals. */
export const LATE_TERMS = 3;
/** The terms; the late terms, times how late the interval is; how recent it was: -1 not at all, 0 wholly. */
export const COVARIATES = TERMS + LATE_TERMS + 1;

/**
 * The log-odds, age and silence of a lead, and the trend over arrivals: 0 for one that arrives just now.
 *
 * @param arrivedAgoDays - Before the instant that the hazards are learned at.
 */
export function leadTerms(
  { logOdds, ageDays, silenceDays }: LeadAtCutoff,
  arrivedAgoDays: number,
): number[] {
  return [
    logOdds,
    Math.log1p(Math.max(0, ageDays)),
    Math.log1p(Math.max(0, silenceDays)),
    -Math.min(Math.max(0, arrivedAgoDays), TREND_DAYS) / 30,
  ];
}

/**
 * Intervals still running are left out, ended in or not: keeping only those that an ending cut short
 * would make endings look more frequent than they are.
 *
 * @param atDays - Instant, in days since 1970: nothing later is known.
 */
export function atRiskRows(followed: FollowedLeads, ends: number[], atDays: number): AtRiskRows {
  const examples = examplesOf(followed, atDays);
  const lates = ends.map((end, j) => lateness(ends[j - 1] ?? 0, end));
  const counts = examples.map((example) => passedIntervals(followed, example, ends, atDays));
  const rowCount = counts.reduce((sum, count) => sum + count, 0);
  const rows: AtRiskRows = {
    interval: new Uint8Array(rowCount),
    ending: new Uint8Array(rowCount),
    covariates: new Float64Array(rowCount * COVARIATES),
  };
  let row = 0;
  for (const [at, example] of examples.entries()) {
    const terms = termsAt(followed, example, atDays);
    const ago = atDays - followed.cutoffDays[example]!;
    const open = followed.endDays[example]! - followed.cutoffDays[example]!;
    for (let j = 0; j < counts[at]!; j++, row++) {
      const late = terms.slice(0, LATE_TERMS).map((term) => term * lates[j]!);
      const recent = recentShare(ago - ends[j]!, ago - (ends[j - 1] ?? 0)) - 1;
      rows.covariates.set([...terms, ...late, recent], row * COVARIATES);
      rows.interval[row] = j;
      rows.ending[row] = open <= ends[j]! ? followed.causes[example]! + 1 : 0;
    }
  }
  return rows;
}

function examplesOf({ cutoffDays }: FollowedLeads, atDays: number): number[] {
  const known = [...cutoffDays.keys()].filter((example) => cutoffDays[example]! < atDays);
  if (known.length <= MOST_EXAMPLES) return known;
  const step = known.length / MOST_EXAMPLES;
  return Array.from({ length: MOST_EXAMPLES }, (_, at) => known[Math.floor(at * step)]!);
}

function passedIntervals(
  { cutoffDays, endDays }: FollowedLeads,
  example: number,
  ends: number[],
  atDays: number,
): number {
  const passed = atDays - cutoffDays[example]!;
  const open = endDays[example]! - cutoffDays[example]!;
  let count = 0;
  while (count < ends.length && ends[count]! <= passed && (ends[count - 1] ?? -Infinity) < open)
    count++;
  return count;
}

function termsAt(followed: FollowedLeads, example: number, atDays: number): number[] {
  const ageDays = followed.ageDays[example]!;
  const lead = {
    logOdds: followed.logOdds[example]!,
    ageDays,
    silenceDays: followed.silenceDays[example]!,
  };
  return leadTerms(lead, atDays - followed.cutoffDays[example]! + ageDays);
}

/** Share of an interval that lies in the newest days. */
function recentShare(endAgoDays: number, startAgoDays: number): number {
  const within = Math.min(startAgoDays, RECENT_DAYS) - Math.min(endAgoDays, RECENT_DAYS);
  return within / (startAgoDays - endAgoDays);
}

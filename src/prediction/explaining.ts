import {
  aspectOf,
  capital,
  describeValue,
  evidenceSentence,
  isSpeakable,
  reasonSentence,
  type FeatureColumn,
  type FeatureVector,
  type SeenAlike,
} from '#features';
import type { Contributions, LeadsAlike } from '#model';

import type { Explanation, Reason, ReasonEvidence } from './prediction.js';

const REASONS_A_SIDE = 5;
/** More are told only while what is left untold would weigh more than the loudest of them. */
const MOST_A_SIDE = 8;
/** Contributions below this are rounding, not reasons. */
const LEAST_REASON = 1e-3;
/** Leads alike that bought this much more or less often than others bear a reason out. */
const LEAST_DIFFERENCE = 0.05;

/** What the lead is, and what reasons about it are told with. */
export interface Explained {
  vector: FeatureVector;
  columns: readonly FeatureColumn[];
  alike: LeadsAlike;
  dealership: { id: string; currency: string };
}

/** All that one matter adds, over its features. */
interface Matter {
  logOdds: number;
  columns: readonly FeatureColumn[];
  names: string[];
}

/**
 * Turns contributions into words: one reason for each matter, said by the loudest feature that may be said
 * and that the dealership's own counts do not contradict; the loudest for a sale and against it. What is
 * not told is still in the sum.
 */
export function explain({ bias, byFeature }: Contributions, explained: Explained): Explanation {
  const matters = mattersOf(explained.columns).map((matter) => summed(matter, byFeature));
  let untold = 0;
  for (const { logOdds } of matters) untold += logOdds;
  const forSale: Reason[] = [];
  const against: Reason[] = [];
  let longest = 0;
  // Words are found for those alone that are told: they cost more than the score.
  for (const matter of matters.filter(isHeard).toSorted(byLoudness)) {
    const side = matter.logOdds > 0 ? forSale : against;
    const most = Math.abs(untold) > longest ? MOST_A_SIDE : REASONS_A_SIDE;
    if (side.length >= most) continue;
    const reason = reasonOf(matter, byFeature, explained);
    if (!reason) continue;
    side.push(reason);
    untold -= reason.logOdds;
    longest ||= Math.abs(reason.logOdds);
  }
  return { bias, contributions: byFeature, for: forSale, against };
}

const isHeard = ({ logOdds }: Matter): boolean => Math.abs(logOdds) >= LEAST_REASON;
const byLoudness = (a: Matter, b: Matter): number => Math.abs(b.logOdds) - Math.abs(a.logOdds);

function summed({ columns, names }: Matter, byFeature: Contributions['byFeature']): Matter {
  let logOdds = 0;
  for (const name of names) logOdds += byFeature[name] ?? 0;
  return { logOdds, columns, names };
}

const grouped = new WeakMap<readonly FeatureColumn[], Matter[]>();

/** The features of each matter, looked up once a schema: every score asks again. */
function mattersOf(columns: readonly FeatureColumn[]): Matter[] {
  let matters = grouped.get(columns);
  if (!matters) {
    const byMatter = new Map<string, FeatureColumn[]>();
    for (const column of columns) {
      const matter = aspectOf(column.name);
      byMatter.set(matter, [...(byMatter.get(matter) ?? []), column]);
    }
    matters = Array.from(byMatter.values(), (own) => ({
      logOdds: 0,
      columns: own,
      names: own.map(({ name }) => name),
    }));
    grouped.set(columns, matters);
  }
  return matters;
}

function reasonOf(
  { logOdds, columns, names }: Matter,
  byFeature: Contributions['byFeature'],
  { vector, alike, dealership }: Explained,
): Reason | undefined {
  for (const column of loudestFirst(columns, byFeature, Math.sign(logOdds))) {
    const value = vector[column.name] ?? null;
    if (!isSpeakable(column, value, logOdds)) continue;
    const seen = alike.of(dealership.id, column, vector);
    if (seen && !bearsOut(seen, logOdds)) continue;
    const phrase = capital(describeValue(column, value, dealership));
    const reason: Reason = {
      feature: column.name,
      features: names,
      phrase,
      sentence: reasonSentence(phrase, logOdds),
      logOdds,
    };
    if (seen) reason.evidence = evidenceOf(column, seen, dealership);
    return reason;
  }
  return undefined;
}

/** Those that speak for the same side as their matter. */
function loudestFirst(
  columns: readonly FeatureColumn[],
  byFeature: Contributions['byFeature'],
  side: number,
): readonly FeatureColumn[] {
  if (columns.length === 1) return columns;
  const added = ({ name }: FeatureColumn): number => side * (byFeature[name] ?? 0);
  return columns.filter((column) => added(column) > 0).toSorted((a, b) => added(b) - added(a));
}

const bearsOut = ({ timesAsOften }: SeenAlike, logOdds: number): boolean =>
  logOdds > 0 ? timesAsOften >= 1 + LEAST_DIFFERENCE : timesAsOften <= 1 - LEAST_DIFFERENCE;

const told = new WeakMap<SeenAlike, { currency: string; evidence: ReasonEvidence }>();

/** Told once: all leads alike share what was seen. */
function evidenceOf(
  column: FeatureColumn,
  seen: SeenAlike,
  dealership: Explained['dealership'],
): ReasonEvidence {
  const known = told.get(seen);
  if (known?.currency === dealership.currency) return known.evidence;
  const evidence: ReasonEvidence = {
    sentence: evidenceSentence(column, seen, dealership),
    leads: seen.leads,
    won: seen.won,
    timesAsOften: seen.timesAsOften,
    where: seen.where,
  };
  told.set(seen, { currency: dealership.currency, evidence });
  return evidence;
}

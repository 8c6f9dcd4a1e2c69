import {
  aspectOf,
  capital,
  describeValue,
  evidenceSentence,
  isSpeakable,
  reasonSentence,
  type FeatureColumn,
  type FeatureRow,
  type SeenAlike,
} from '#features';
import type { LeadsAlike } from '#model';

import type { Reason, ReasonEvidence } from './prediction.js';

const REASONS_A_SIDE = 5;
/** More are told only while what is left untold would weigh more than the loudest of them. */
const MOST_A_SIDE = 8;
/** Contributions below this are rounding, not reasons. */
const LEAST_REASON = 1e-3;
/** Leads alike that bought this much more or less often than others bear a reason out. */
const LEAST_DIFFERENCE = 0.05;

/** What the lead is, and what reasons about it are told with. */
export interface Explained {
  /** Its values, in the order of the columns. */
  row: FeatureRow;
  columns: readonly FeatureColumn[];
  /** Of its life; see `lifeStage`. */
  stage: number;
  alike: LeadsAlike;
  dealership: { id: string; currency: string };
}

/** The reasons that are told, loudest first on each side. */
export interface Reasons {
  for: Reason[];
  against: Reason[];
}

/** The features that tell of one matter. */
interface Matter {
  /** Places among the columns. */
  places: number[];
  names: string[];
}

/**
 * Turns contributions into words: one reason for each matter, said by the loudest feature that may be said
 * and that the dealership's own counts do not contradict; the loudest for a sale and against it. What is
 * not told is still in the sum.
 *
 * @param parts - What each column adds to the log-odds. Shape [columns].
 */
export function explain(parts: readonly number[], explained: Explained): Reasons {
  const matters = mattersOf(explained.columns);
  const sums = matters.map(({ places }) => sumAt(parts, places));
  let untold = 0;
  for (const logOdds of sums) untold += logOdds;
  const reasons: Reasons = { for: [], against: [] };
  let longest = 0;
  // Words are found for those alone that are told: they cost more than the score.
  for (const at of loudestFirst(sums)) {
    const logOdds = sums[at]!;
    const side = logOdds > 0 ? reasons.for : reasons.against;
    const most = Math.abs(untold) > longest ? MOST_A_SIDE : REASONS_A_SIDE;
    if (side.length >= most) continue;
    const reason = reasonOf(matters[at]!, logOdds, parts, explained);
    if (!reason) continue;
    side.push(reason);
    untold -= reason.logOdds;
    longest ||= Math.abs(reason.logOdds);
  }
  return reasons;
}

function sumAt(parts: readonly number[], places: readonly number[]): number {
  let sum = 0;
  for (const at of places) sum += parts[at]!;
  return sum;
}

/** Places of all that is heard; equally loud ones keep their order. */
function loudestFirst(sums: readonly number[]): number[] {
  const order: number[] = [];
  for (let at = 0; at < sums.length; at++) {
    const loudness = Math.abs(sums[at]!);
    if (loudness < LEAST_REASON) continue;
    // Moved up to where it belongs: for some tens the quickest way, and no object for each.
    let place = order.push(at) - 1;
    for (; place > 0 && Math.abs(sums[order[place - 1]!]!) < loudness; place--)
      order[place] = order[place - 1]!;
    order[place] = at;
  }
  return order;
}

const grouped = new WeakMap<readonly FeatureColumn[], Matter[]>();

/** The features of each matter, looked up once a schema: every score asks again. */
function mattersOf(columns: readonly FeatureColumn[]): Matter[] {
  let matters = grouped.get(columns);
  if (!matters) {
    const byMatter = new Map<string, Matter>();
    for (const [at, { name }] of columns.entries()) {
      const matter = byMatter.get(aspectOf(name)) ?? { places: [], names: [] };
      byMatter.set(aspectOf(name), matter);
      matter.places.push(at);
      matter.names.push(name);
    }
    matters = [...byMatter.values()];
    grouped.set(columns, matters);
  }
  return matters;
}

function reasonOf(
  { places, names }: Matter,
  logOdds: number,
  parts: readonly number[],
  { row, columns, stage, alike, dealership }: Explained,
): Reason | undefined {
  for (const at of spokenFirst(places, parts, Math.sign(logOdds))) {
    const column = columns[at]!;
    const value = row[at]!;
    if (!isSpeakable(column, value, logOdds)) continue;
    const seen = alike.at({ rooftop: dealership.id, stage }, column, value);
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

/** Those that speak for the same side as their matter, the loudest first. */
function spokenFirst(
  places: readonly number[],
  parts: readonly number[],
  side: number,
): readonly number[] {
  if (places.length === 1) return places;
  const added = (at: number): number => side * parts[at]!;
  return places.filter((at) => added(at) > 0).toSorted((a, b) => added(b) - added(a));
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

import type { LeadOutcome } from '#leads';

import { labelLeads, type LeadLabel } from './censoring.js';
import type { Dataset } from './dataset.js';
import type { LabelledExamples } from './example-rows.js';

const DAY_MS = 86_400_000;

/** Fewest won leads, by weight, that tell two models apart at all: below, one sale decides. */
export const LEAST_UNSEEN_WON = 10;
/** Fewest leads of any answer, by weight: a 90 % interval of fewer is wider than any real difference. */
export const LEAST_UNSEEN = 100;

/**
 * Rows of leads whose answer became known after `learnedAt`: who learned then cannot know it.
 * Undefined when they are too few to decide on.
 */
export function unseenRows(
  { leads, horizonDays }: Pick<Dataset, 'leads' | 'horizonDays'>,
  holdout: LabelledExamples,
  learnedAt: Date,
): number[] | undefined {
  const leadOf = new Map(leads.map((lead) => [lead.leadId, lead]));
  const unseen = (row: number): boolean => {
    const lead = leadOf.get(holdout.groups[row]!)!;
    return answerKnownAt(lead, holdout.labels[row]!, horizonDays) > learnedAt.getTime();
  };
  const rows = [...holdout.groups.keys()].filter(unseen);
  const firstRows = rows.filter(
    (row, at) => holdout.leadOf[row] !== holdout.leadOf[rows[at - 1] ?? -1],
  );
  const weight = (of: number[]): number => of.reduce((sum, row) => sum + holdout.weights[row]!, 0);
  const won = weight(firstRows.filter((row) => holdout.labels[row] === 1));
  return won >= LEAST_UNSEEN_WON && weight(firstRows) >= LEAST_UNSEEN ? rows : undefined;
}

/** Whoever was not won by the horizon is a negative from then on, whatever the CRM says later. */
function answerKnownAt(lead: LeadOutcome, label: number, horizonDays: number): number {
  const recordedAt = lead.outcome === 'OPEN' ? Infinity : (lead.recordedAt?.getTime() ?? 0);
  const horizon = lead.arrivedAt.getTime() + horizonDays * DAY_MS;
  return label === 1 ? recordedAt : Math.min(recordedAt, horizon);
}

/** Labels as somebody learning at `at` would have given them. */
export function labelsKnownAt(
  { leads, horizonDays }: Pick<Dataset, 'leads' | 'horizonDays'>,
  at: Date,
): Map<string, LeadLabel> {
  const known = leads.flatMap((lead) => asKnownAt(lead, at) ?? []);
  return labelLeads(known, at, horizonDays).labels;
}

/** Undefined for a lead that was not there yet, or whose end was reported late: nobody could have used it. */
function asKnownAt(lead: LeadOutcome, at: Date): LeadOutcome | undefined {
  if (lead.arrivedAt > at) return undefined;
  if (lead.outcome === 'OPEN' || !lead.outcomeAt) return lead;
  if (lead.outcomeAt > at) return { ...lead, outcome: 'OPEN', outcomeAt: null };
  return lead.recordedAt && lead.recordedAt > at ? undefined : lead;
}

/** Share of the outcomes a champion learned from that must be new before the same recipe learns again … */
const NEW_SHARE = 0.01;
/** … but no more than this: a large group learns every night too … */
const MOST_NEW = 200;
/** … and no fewer: scores that move by a handful of outcomes only unsettle the desk. */
const LEAST_NEW = 20;

/** Outcomes that must be new before the same recipe learns again. */
export const newOutcomesNeeded = (learnedFrom: number): number =>
  Math.max(LEAST_NEW, Math.min(MOST_NEW, Math.ceil(NEW_SHARE * learnedFrom)));

/** Leads whose outcome was recorded after `since`. */
export const newOutcomes = (leads: readonly LeadOutcome[], since: Date): number =>
  leads.filter(({ outcome, recordedAt }) => outcome !== 'OPEN' && recordedAt && recordedAt > since)
    .length;

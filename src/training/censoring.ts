import type { LeadOutcome } from '#leads';

const DAY_MS = 86_400_000;
/** Below this share of leads observed long enough a weight stops growing (Cole & Hernán 2008 on truncation). */
const LEAST_OBSERVED_SHARE = 0.05;

/** What one lead may teach: won within the horizon or not, and how much it counts. */
export interface LeadLabel {
  leadId: string;
  label: 0 | 1;
  /** >= 1; the lead stands for this many leads of its kind. */
  weight: number;
}

export interface LabelledLeads {
  labels: Map<string, LeadLabel>;
  /** Leads whose label is not known yet: open and younger than the horizon. */
  censored: number;
}

/**
 * Labels leads "won within `horizonDays` of arrival" without waiting for all of them to mature.
 *
 * A lead whose answer came at age T is seen only if it arrived at least T ago, so quick answers are
 * over-represented among young leads. Each known answer is therefore weighted by 1 / P(age >= T),
 * the share of all these leads observed at least that long (inverse probability of censoring;
 * ages are known for every lead, so that share is counted, not modelled). Open leads older than the
 * horizon, and sales after it, are negatives answered at the horizon. Leads without an answer have
 * no label; the weights of the others stand in for them.
 *
 * @param leads - All leads of the population to be described, open ones included.
 * @see Robins & Rotnitzky 1992; Graf et al. 1999, section 3
 */
export function labelLeads(
  leads: readonly LeadOutcome[],
  now: Date,
  horizonDays: number,
): LabelledLeads {
  const horizonMs = horizonDays * DAY_MS;
  const taught = leads.filter((lead) => lead.outcome !== 'EXCLUDED');
  const observedAtLeast = shareObserved(taught, now);
  const labels = new Map<string, LeadLabel>();
  for (const lead of taught) {
    const answer = answerOf(lead, now, horizonMs);
    if (!answer) continue;
    const share = Math.max(LEAST_OBSERVED_SHARE, observedAtLeast(answer.ageMs));
    labels.set(lead.leadId, { leadId: lead.leadId, label: answer.label, weight: 1 / share });
  }
  return { labels, censored: taught.length - labels.size };
}

/** The label and the age at which it became certain; undefined while it is not. */
function answerOf(
  lead: LeadOutcome,
  now: Date,
  horizonMs: number,
): { label: 0 | 1; ageMs: number } | undefined {
  const age = observedMs(lead, now);
  if (lead.outcome === 'OPEN' || !lead.outcomeAt) {
    return age >= horizonMs ? { label: 0, ageMs: horizonMs } : undefined;
  }
  const resolvedAt = Math.max(0, lead.outcomeAt.getTime() - lead.arrivedAt.getTime());
  // A clock ahead of ours: the answer is here, whatever its date says.
  const ageMs = Math.min(resolvedAt, age);
  if (resolvedAt > horizonMs) return { label: 0, ageMs: horizonMs };
  return { label: lead.outcome === 'WON' ? 1 : 0, ageMs };
}

const observedMs = (lead: LeadOutcome, now: Date): number =>
  Math.max(0, now.getTime() - lead.arrivedAt.getTime());

/** P(age >= t) over the leads: a lookup in their sorted ages. */
function shareObserved(leads: readonly LeadOutcome[], now: Date): (ageMs: number) => number {
  const ages = Float64Array.from(leads, (lead) => observedMs(lead, now)).toSorted();
  return (ageMs) => {
    let low = 0;
    let high = ages.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ages[middle]! < ageMs) low = middle + 1;
      else high = middle;
    }
    return (ages.length - low) / ages.length;
  };
}

import { labelLeads } from '#training';
import { groupOf, report, type Group, type Judged } from '../report.js';
import type { BoardLead } from './board-lead.js';
import { grouped } from './grouped.js';
import { answerMinutes } from './today.js';

/** Of all who came, so many went so far; a sold lead went all the way, whatever was noted. */
export interface Funnel {
  arrived: number;
  answered: number;
  /** The customer wrote or called after our answer. */
  talked: number;
  /** An appointment or a visit. */
  met: number;
  sold: number;
}

export interface NamedGroup extends Pick<Group, 'leads' | 'won' | 'seen'> {
  name: string;
}

/** Of the leads ranked first by score, the share of all sales they hold. */
export interface Gain {
  /** 0.1, 0.2 … 1. */
  share: number;
  /** 0..1. */
  sales: number;
  /** Sales among them against as many picked blindly. */
  lift: number;
}

export interface Conversion {
  leads: number;
  funnel: Funnel;
  byBand: NamedGroup[];
  gains: Gain[];
  /** Promise of the scores and what was seen, lowest first. */
  reliability: Group[];
  /** By how soon a person answered. */
  bySpeed: NamedGroup[];
  /** Most leads first. */
  bySource: NamedGroup[];
}

const BANDS = ['hot', 'warm', 'cool'];
const SPEEDS: [string, number][] = [
  ['within-5-minutes', 5],
  ['within-15-minutes', 15],
  ['within-an-hour', 60],
  ['within-4-hours', 240],
  ['within-a-day', 1440],
  ['later', Number.POSITIVE_INFINITY],
];
const NEVER = 'never';
const MOST_SOURCES = 8;
const OTHERS = 'others';

/**
 * What became of leads, by what they were. Leads too young for an answer count by the censoring weights
 * of training, so that quick sales flatter nobody.
 */
export function conversion(
  leads: readonly BoardLead[],
  now: Date,
  horizonDays: number,
): Conversion {
  const { labels } = labelLeads(
    leads.map((lead) => ({ ...lead, dealershipId: '', recordedAt: null })),
    now,
    horizonDays,
  );
  const known = leads.flatMap((lead) => {
    const label = labels.get(lead.leadId);
    return label ? [{ lead, judged: judgedOf(lead, label) }] : [];
  });
  const scored = known.filter(({ lead }) => lead.score !== null);
  const by = (of: (lead: BoardLead) => string, among = known): Map<string, Judged[]> =>
    new Map(
      [...grouped(among, ({ lead }) => of(lead))].map(([name, held]) => [
        name,
        held.map(({ judged }) => judged),
      ]),
    );
  const bands = by(({ band }) => band!, scored);
  const speeds = by(speedOf);
  return {
    leads: leads.length,
    funnel: funnel(leads),
    byBand: named(bands, BANDS),
    gains: gains(scored.map(({ judged }) => judged)),
    reliability: report(scored.map(({ judged }) => judged)).calibration,
    bySpeed: named(speeds, [...SPEEDS.map(([name]) => name), NEVER]),
    bySource: sources(by(({ source }) => source ?? OTHERS)),
  };
}

const judgedOf = (
  { score, band }: BoardLead,
  { label, weight }: { label: 0 | 1; weight: number },
): Judged => ({ score: score ?? 0, band: band ?? '', label, weight });

export function funnel(leads: readonly BoardLead[]): Funnel {
  const sold = leads.filter(({ outcome }) => outcome === 'WON');
  const met = leads.filter(({ metAt, outcome }) => metAt !== null || outcome === 'WON');
  const talked = new Set([...met, ...leads.filter(({ talkedAt }) => talkedAt !== null)]);
  const answered = new Set([...talked, ...leads.filter(({ answeredAt }) => answeredAt !== null)]);
  return {
    arrived: leads.length,
    answered: answered.size,
    talked: talked.size,
    met: met.length,
    sold: sold.length,
  };
}

const weighed = (held: readonly Judged[], of: (one: Judged) => number): number =>
  held.reduce((sum, one) => sum + of(one), 0);

const wonWeight = ({ weight, label }: Judged): number => weight * label;

export function gains(judged: readonly Judged[]): Gain[] {
  const ranked = judged.toSorted((a, b) => b.score - a.score);
  const all = weighed(ranked, wonWeight);
  if (all === 0) return [];
  return Array.from({ length: 10 }, (_, tenth) => {
    const share = (tenth + 1) / 10;
    const first = ranked.slice(0, Math.round(share * ranked.length));
    const sales = weighed(first, wonWeight) / all;
    return { share, sales, lift: sales / share };
  });
}

function speedOf(lead: BoardLead): string {
  const minutes = answerMinutes(lead);
  if (minutes === null) return NEVER;
  return SPEEDS.find(([, most]) => minutes <= most)![0];
}

function sources(groups: ReadonlyMap<string, Judged[]>): NamedGroup[] {
  const ordered = [...groups].toSorted(([, a], [, b]) => b.length - a.length);
  const few = ordered.slice(0, MOST_SOURCES).filter(([name]) => name !== OTHERS);
  const kept = new Set(few.map(([name]) => name));
  const rest = ordered.filter(([name]) => !kept.has(name)).flatMap(([, held]) => held);
  return named(new Map([...few, [OTHERS, rest]]), [...kept, OTHERS]);
}

const named = (groups: ReadonlyMap<string, Judged[]>, order: readonly string[]): NamedGroup[] =>
  order.flatMap((name) => {
    const held = groups.get(name) ?? [];
    if (held.length === 0) return [];
    const { leads, won, seen } = groupOf(held);
    return [{ name, leads, won, seen }];
  });

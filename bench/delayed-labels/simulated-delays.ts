import type { FeatureColumn, FeatureVector } from '#features';
import type { LeadOutcome } from '#leads';
import { seededRandom } from '../../src/training/seeded-random.js';

export const DAY_MS = 86_400_000;
export const HORIZON_DAYS = 60;
/** Leads arrive over so many days; then comes `now`. */
export const HISTORY_DAYS = 214;
/** Leads of the days after `now`: what they truly became is what all are judged by. */
export const TEST_DAYS = 14;
const DRIFT_DAYS = 80;
export const NOW = new Date('2026-06-01T00:00:00Z');

/** A simulated lead; all of it is made up. */
export interface DelayedLead {
  vector: FeatureVector;
  arrivedAt: Date;
  /** True chance of a sale, known to nobody. */
  chance: number;
  won: boolean;
  /** Sold or, 60 days after arrival, lost. */
  endsAt: Date;
}

export const COLUMNS: FeatureColumn[] = [
  ...['one', 'two', 'three', 'four'].map((name) => column(name, 'numeric')),
  column('source', 'categorical'),
];

const SOURCES: [string, number][] = [
  ['marketplace', 0],
  ['website', 0.4],
  ['referral', 0.7],
  ['classifieds', -0.4],
];
/** About 6 % of leads are sold before any drift. */
const BASE_LOG_ODDS = -3.15;

/**
 * Leads arriving evenly, sold after a Weibull delay cut off at 60 days.
 *
 * @param drift - Log-odds that the chance of a sale has moved by over the newest 80 days; it goes on
 *   moving as fast during the days that are judged.
 * @see Chapelle 2014 on delayed conversions
 */
export function simulateLeads(count: number, drift: number, seed: number): DelayedLead[] {
  const random = seededRandom(seed);
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const days = HISTORY_DAYS + TEST_DAYS;
  return Array.from({ length: Math.round((count * days) / HISTORY_DAYS) }, () => {
    const day = random() * days;
    const [one, two, three, four] = [normal(), normal(), normal(), normal()];
    const [source, bySource] = SOURCES[Math.floor(random() * SOURCES.length)]!;
    const moved = (drift * Math.max(0, day - (HISTORY_DAYS - DRIFT_DAYS))) / DRIFT_DAYS;
    const logOdds =
      BASE_LOG_ODDS + 0.7 * one - 0.5 * two + 0.5 * Math.sin(2 * three) + bySource + moved;
    const chance = 1 / (1 + Math.exp(-logOdds));
    const won = random() < chance;
    const after = won ? delayDays(random(), source === 'website' ? 18 : 12) : HORIZON_DAYS;
    const arrivedAt = new Date(NOW.getTime() + (day - HISTORY_DAYS) * DAY_MS);
    return {
      vector: { one, two, three, four, source },
      arrivedAt,
      chance,
      won,
      endsAt: new Date(arrivedAt.getTime() + after * DAY_MS),
    };
  });
}

/** As the CRM had it `now`. */
export function asKnownNow({ arrivedAt, won, endsAt }: DelayedLead, at: number): LeadOutcome {
  const known = endsAt <= NOW;
  return {
    leadId: `lead-${at}`,
    dealershipId: 'simulated',
    arrivedAt,
    outcome: known ? (won ? 'WON' : 'LOST') : 'OPEN',
    outcomeAt: known ? endsAt : null,
    recordedAt: known ? endsAt : null,
  };
}

/** Weibull of shape 0.8 (many at once, some late), given that it is at most 60 days. */
function delayDays(uniform: number, scaleDays: number): number {
  const shape = 0.8;
  const within = 1 - Math.exp(-((HORIZON_DAYS / scaleDays) ** shape));
  return scaleDays * (-Math.log(1 - uniform * within)) ** (1 / shape);
}

function column(name: string, kind: FeatureColumn['kind']): FeatureColumn {
  return { name, kind, label: name, because: 'simulated' };
}

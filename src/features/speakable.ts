import { isOfRooftop } from './aspects.js';
import type { FeatureColumn } from './feature-table.js';

/** Values that say something is lacking. Whatever a model learned from it, nobody buys for lack of it. */
const LACKING: Readonly<Record<string, string>> = {
  hasPhone: 'no',
  hasMobile: 'no',
  hasPhoneAndEmail: 'no',
  emailKind: 'none',
  givesPhone: 'no',
  messageKind: 'none',
  mentionsTime: 'no',
  asksAvailability: 'no',
  asksPrice: 'no',
  asksFinance: 'no',
  asksTrade: 'no',
  asksVisit: 'no',
  asksCondition: 'no',
  namesVehicle: 'no',
  offersTradeIn: 'no',
  priceKnown: 'no',
  stillAvailable: 'no',
  boughtBefore: 'no',
  answered: 'no',
  buyerReplied: 'no',
};

/** A missing value of these is a fact of its own ("not yet answered"); of all others it is ignorance. */
const TELLING_WHEN_MISSING: ReadonlySet<string> = new Set([
  'answerMinutes',
  'hoursSinceOurs',
  'daysSinceEarlierLead',
]);

/** Nobody at a desk can make sense of these, or do anything about them. */
const IDLE: ReadonlySet<string> = new Set(['questionMarks', 'otherActivities']);

/**
 * Whether a value may be given to people as a reason. What may not is still part of the score.
 *
 * @param logOdds - What it adds; its sign is the reason's direction.
 */
export function isSpeakable(
  { name, unit }: FeatureColumn,
  value: number | string | null,
  logOdds: number,
): boolean {
  if (isOfRooftop(name) || IDLE.has(name)) return false;
  if (value === null || Number.isNaN(value)) return logOdds < 0 && TELLING_WHEN_MISSING.has(name);
  const lacking = unit === 'times' ? value === 0 : LACKING[name] === value;
  return !(logOdds > 0 && lacking);
}

/** Every feature named here, so that none outlives its declaration. */
export const FEATURES_WITH_SPEECH_RULES: readonly string[] = [
  ...Object.keys(LACKING),
  ...TELLING_WHEN_MISSING,
  ...IDLE,
];

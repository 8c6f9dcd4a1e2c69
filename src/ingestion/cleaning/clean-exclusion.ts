import type { ExcludedReason } from '#leads';
import type { Said, SaidCustomer } from '#crm';
import { cleanWord } from './clean-text.js';

/** "Service-to-Sales Conversion" is a sales lead: only the plain words and their paperwork exclude. */
const PAPERWORK =
  '(?: (?:appointment|appt|lead|request|ticket|order|inquiry|enquiry|department|dept|booking|visit|reminder))*$';
const BY_LEAD_TYPE: [RegExp, ExcludedReason][] = [
  [
    new RegExp(
      `^(?:schedule )?(?:service|maintenance|repair|recall|oil change|body ?shop|collision|detailing|tires?)${PAPERWORK}`,
    ),
    'service',
  ],
  [
    new RegExp(`^(?:parts?|accessor(?:y|ies)|parts (?:and|&) (?:service|accessories))${PAPERWORK}`),
    'parts',
  ],
  [/^(?:internal )?test(?: lead)?$/, 'test'],
  [/^duplicate(?: lead)?$/, 'duplicate'],
];
const TEST_NAME =
  /^(?:test|testing|test test|test lead|test customer|lead test|mickey mouse|asdf(?: asdf)?)$/;

/** Why a lead that arrived through the sales door is no sales lead; absent for a real one. */
export function findExclusion(
  leadType: Said,
  deleted: Said,
  customer: SaidCustomer | undefined,
): ExcludedReason | undefined {
  if (isTrue(deleted)) return 'deleted';
  const type = cleanWord(leadType, 80)?.toLowerCase().replace(/[_-]+/g, ' ') ?? '';
  const byType = BY_LEAD_TYPE.find(([pattern]) => pattern.test(type))?.[1];
  if (byType !== undefined) return byType;
  return TEST_NAME.test(fullName(customer)) ? 'test' : undefined;
}

/** True as CRMs write it. */
export const isTrue = (said: Said): boolean =>
  said === true ||
  said === 1 ||
  (typeof said === 'string' && /^(?:true|yes|y|1)$/i.test(said.trim()));

const fullName = (customer: SaidCustomer | undefined): string =>
  (
    cleanWord(customer?.name?.full) ??
    [customer?.name?.first, customer?.name?.last]
      .map((part) => cleanWord(part))
      .filter(Boolean)
      .join(' ')
  ).toLowerCase();

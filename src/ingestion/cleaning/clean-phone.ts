import {
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/metadata.max';
import type { Said } from '#crm';
import { type Cleaned, refused } from './cleaned.js';
import { cleanWord } from './clean-text.js';

export interface CleanPhone {
  /** E.164. */
  phone: string;
  phoneKind: 'mobile' | 'landline' | 'unknown';
}

const KINDS: Partial<Record<string, CleanPhone['phoneKind']>> = {
  MOBILE: 'mobile',
  FIXED_LINE: 'landline',
  VOIP: 'landline',
};
/** Numbers people type into a required field: directory enquiries, a song, counting up. */
const PLACEHOLDERS = [/^(\d)\1+$/, /555?1212$/, /8675309$/, /^0?123456789?0?$/, /^9876543210?$/];

/** A dialable number in E.164; extensions are dropped. */
export function cleanPhone(said: Said, country: string): Cleaned<CleanPhone> {
  const text = cleanWord(said, 60);
  if (text === undefined) return undefined;
  if (text.includes('@'))
    return refused(
      'phone',
      'an e-mail address stands in a phone field',
      'Map it to the e-mail field.',
    );
  if (!/\d/.test(text)) return undefined;
  const parsed = parsePhoneNumberFromString(text, defaultCountry(country), metadata);
  if (parsed === undefined || !parsed.isValid()) {
    return refused(
      'phone',
      'not a dialable number',
      'Send the number with its area code, best in E.164 (+12125550100).',
    );
  }
  if (PLACEHOLDERS.some((placeholder) => placeholder.test(parsed.nationalNumber))) {
    return refused(
      'phone',
      'a placeholder, not a number',
      'Leave the field empty when no number is known.',
    );
  }
  return { phone: parsed.number, phoneKind: KINDS[parsed.getType() ?? ''] ?? 'unknown' };
}

/** The first number of several that can be dialled; if none can, why the first could not. */
export function cleanPhones(
  said: readonly Said[] | undefined,
  country: string,
): Cleaned<CleanPhone> {
  let firstFault: Cleaned<CleanPhone>;
  for (const one of said ?? []) {
    const cleaned = cleanPhone(one, country);
    if (cleaned !== undefined && 'phone' in cleaned) return cleaned;
    firstFault ??= cleaned;
  }
  return firstFault;
}

/** A dealership in a country without a numbering plan can only receive international numbers. */
const defaultCountry = (country: string): { defaultCountry?: CountryCode } =>
  isSupportedCountry(country as CountryCode, metadata)
    ? { defaultCountry: country as CountryCode }
    : {};

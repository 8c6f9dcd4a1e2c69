import { type CountryCode, getCountries, parsePhoneNumberFromString } from 'libphonenumber-js';

/** Names people write that are no country's code and not its English name either. */
const OTHER_NAMES: Record<string, CountryCode> = {
  usa: 'US',
  'u.s.': 'US',
  'u.s.a.': 'US',
  'united states of america': 'US',
  america: 'US',
  can: 'CA',
  uk: 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  gbr: 'GB',
  mex: 'MX',
  méxico: 'MX',
  españa: 'ES',
  deutschland: 'DE',
  brasil: 'BR',
  perú: 'PE',
  panamá: 'PA',
};

let codesByName: Map<string, CountryCode> | undefined;

function countryNames(): Map<string, CountryCode> {
  if (codesByName) return codesByName;
  codesByName = new Map(Object.entries(OTHER_NAMES));
  const english = new Intl.DisplayNames(['en'], { type: 'region' });
  for (const code of getCountries()) {
    codesByName.set(code.toLowerCase(), code);
    codesByName.set((english.of(code) ?? code).toLowerCase(), code);
  }
  return codesByName;
}

/** Country of an address as a dialling region; the United States where it is missing or no country. */
export const dialingRegion = (country: string | undefined): CountryCode =>
  countryNames().get((country ?? '').toLowerCase()) ?? 'US';

/** Longer than any number with its extension and a label before it. */
const MAX_LENGTH = 60;

/** Between two numbers in one element. */
const BETWEEN_NUMBERS = /[;|]| or |(?<=\d{4} ?)\/ ?(?=[+(]?\d{3})/i;

/** Every number of a text in which two may stand ("312-555-0147 / 312-555-0148"). */
export const phonesE164 = (written: string, region: CountryCode): string[] =>
  written.split(BETWEEN_NUMBERS, 3).flatMap((number) => phoneE164(number, region) ?? []);

/**
 * E.164 of a phone as somebody wrote it, its extension dropped, or nothing where it cannot be one.
 * Checks the number's plan, not whether somebody owns it, because invented ranges must pass as well.
 */
export function phoneE164(written: string, region: CountryCode): string | undefined {
  // The contact's e-mail address often stands in <phone>; its digits are no number.
  if (written.length > MAX_LENGTH || written.includes('@')) return undefined;
  // `00` is how most of the world dials abroad, and no North American number begins so.
  const dialled = written
    .trim()
    .replace(/^00(?=[1-9])/, '+')
    .replace(/\//g, '-');
  const phone = parsePhoneNumberFromString(dialled, region);
  if (!phone?.isPossible()) return undefined;
  const northAmerican = phone.countryCallingCode === '1';
  if (northAmerican && !/^[2-9]\d\d[2-9]\d{6}$/.test(phone.nationalNumber)) return undefined;
  return phone.number;
}

import type { Said } from '#crm';
import { type Cleaned, refused } from './cleaned.js';
import { cleanWord } from './clean-text.js';

/** Letter values and position weights of 49 CFR 565.15 (c). */
const LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ';
const LETTER_VALUES = '12345678123457923456789';
const valueOf = (character: string): number =>
  Number(LETTER_VALUES[LETTERS.indexOf(character)] ?? character);
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
/** Check digits are law in North America (1-5) and China (L); makers elsewhere use position 9 freely. */
const CHECKED_REGION = /^[1-5L]/;
const YEAR_CODES = 'ABCDEFGHJKLMNPRSTVWXY123456789';

/** A vehicle identification number whose check digit adds up. */
export function cleanVin(said: Said): Cleaned<string> {
  const vin = cleanWord(said, 40)?.toUpperCase().replace(/[\s-]/g, '');
  if (vin === undefined) return undefined;
  if (!/^[A-HJ-NPR-Z0-9]{17}$/.test(vin)) {
    return refused(
      'vin',
      'not 17 letters and digits without I, O and Q',
      'Copy the number from the door frame or the title.',
    );
  }
  if (CHECKED_REGION.test(vin) && !hasCheckDigit(vin)) {
    return refused(
      'vin',
      'check digit does not add up',
      'Look for two characters swapped or misread.',
    );
  }
  return vin;
}

/** Model year by position 10, where the region's law fixes it: a letter in position 7 means 2010 or later. */
export function vinModelYear(vin: string): number | undefined {
  const code = YEAR_CODES.indexOf(vin[9] ?? '');
  if (code < 0 || !/^[1-5]/.test(vin)) return undefined;
  return (/[A-Z]/.test(vin[6] ?? '') ? 2010 : 1980) + code;
}

/** Whether character 9 is the one that the others call for. */
export function hasCheckDigit(vin: string): boolean {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * valueOf(vin[at] ?? '0'), 0);
  return vin[8] === (sum % 11 === 10 ? 'X' : String(sum % 11));
}

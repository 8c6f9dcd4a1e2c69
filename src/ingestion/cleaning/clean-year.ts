import type { Said } from '#crm';
import { type Cleaned, refused } from './cleaned.js';
import { cleanWord } from './clean-text.js';

const FIRST_YEAR = 1900;
/** Next year's models are sold this year, and announced a year before. */
const YEARS_AHEAD = 2;

/** Model year, four digits; two digits ("'15") read as the nearest such year that exists. */
export function cleanYear(said: Said, now: Date): Cleaned<number> {
  const text = cleanWord(said, 20);
  if (text === undefined || /^0+$/.test(text)) return undefined;
  const digits = /^'?(\d{2}|\d{4})(?:\.0+)?$/.exec(text)?.[1];
  const newest = now.getUTCFullYear() + YEARS_AHEAD;
  const year = digits?.length === 2 ? twoDigitYear(Number(digits), newest) : Number(digits);
  if (digits === undefined || year < FIRST_YEAR || year > newest) {
    return refused('year', 'not a model year', `Send a year from ${FIRST_YEAR} to ${newest}.`);
  }
  return year;
}

const twoDigitYear = (digits: number, newest: number): number =>
  2000 + digits <= newest ? 2000 + digits : 1900 + digits;

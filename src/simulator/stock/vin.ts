import type { Dice } from '../dice.js';

/** Letters count from the place they have in their row; I, O and Q never occur. */
const ROWS = ['0123456789', ' ABCDEFGH', ' JKLMN P R', '  STUVWXYZ'];
const valueOf = (char: string): number => Math.max(0, ...ROWS.map((row) => row.indexOf(char)));
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789';
/** Model-year letters of 2010 to 2039, in order; I, O, Q, U, Z and 0 are never used. */
const YEAR_CODES = 'ABCDEFGHJKLMNPRSTVWXY123456789';

/** The check digit of 17 characters, whatever stands in the ninth place. @see 49 CFR 565.15 */
export function vinCheckDigit(vin: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + valueOf(vin.charAt(i)) * weight, 0);
  return sum % 11 === 10 ? 'X' : String(sum % 11);
}

/** @param maker - Three characters of the world manufacturer identifier. */
export function stampVin(dice: Dice, maker: string, year: number, serial: number): string {
  const described = Array.from(
    { length: 5 },
    () => LETTERS[dice.whole(0, LETTERS.length - 1)],
  ).join('');
  const yearCode = YEAR_CODES[(year - 2010 + 300) % 30]!;
  const rest = `${yearCode}${LETTERS[dice.whole(0, 22)]}${String(serial % 1_000_000).padStart(6, '0')}`;
  const digit = vinCheckDigit(`${maker}${described}0${rest}`);
  return `${maker}${described}${digit}${rest}`;
}

import type { Said } from '#crm';
import { type Cleaned, refused } from './cleaned.js';
import { readNumber } from './clean-number.js';
import { cleanWord } from './clean-text.js';

const CURRENCY_SIGNS: Record<string, string> = {
  $: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '₺': 'TRY',
  zł: 'PLN',
};
const CURRENCY = /us\$|ca\$|c\$|a\$|[$€£¥₺]|zł|\b[a-z]{3}\b/gi;
const SIGN = /[$€£¥₺]|zł/i;
const DOLLARS = new Set(['USD', 'CAD', 'AUD', 'NZD', 'MXN', 'SGD', 'HKD']);
const HIGHEST = 10_000_000;
/** Listings at 0, 1 or 123 ask the buyer to write: no price was said. */
const LOWEST = 200;
const COUNTED_UP = new Set([1234, 12345, 123456, 1234567]);

/** An asking price in whole and hundredth units of its currency; "call for price" is no price. */
export function cleanPrice(said: Said): Cleaned<number> {
  const text = cleanWord(said, 60);
  if (text === undefined || !/\d/.test(text)) return undefined;
  const amount = typeof said === 'number' ? said : readNumber(text.replace(CURRENCY, '').trim());
  if (amount === undefined)
    return refused('price', 'not an amount of money', 'Send digits with at most one decimal sign.');
  if (amount < 0 || amount > HIGHEST)
    return refused('price', 'outside what a vehicle costs', `Send an amount up to ${HIGHEST}.`);
  if (amount < LOWEST || COUNTED_UP.has(amount)) {
    return amount === 0
      ? undefined
      : refused('price', 'a placeholder, not a price', 'Leave the price empty when none is asked.');
  }
  return Math.round(amount * 100) / 100;
}

/** ISO 4217 code, from a code, a sign, or the amount's own sign. */
export function cleanCurrency(said: Said, amount: Said, ours: string): string {
  const word = cleanWord(said, 10)?.toUpperCase() ?? '';
  if (/^[A-Z]{3}$/.test(word)) return word;
  const sign = SIGN.exec(`${word}${cleanWord(amount, 60) ?? ''}`)?.[0].toLowerCase() ?? '';
  // A dollar sign means the dealership's own dollar.
  if (sign === '$' && DOLLARS.has(ours)) return ours;
  return CURRENCY_SIGNS[sign] ?? ours;
}

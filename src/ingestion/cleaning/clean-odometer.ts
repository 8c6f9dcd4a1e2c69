import type { Said, SaidVehicle } from '#crm';
import { type Cleaned, refused } from './cleaned.js';
import { readNumber } from './clean-number.js';
import { cleanWord } from './clean-text.js';

const KM_PER_MILE = 1.609344;
const TRAILING_UNIT = /\s*(?:miles?|mi|kilomet(?:er|re)s?|kms?)\.?$/i;
const HIGHEST_KM = 2_000_000;
/** Countries whose odometers count miles. */
const MILES = new Set(['US', 'GB', 'LR', 'MM']);

/** Odometer reading in whole kilometres; the unit is the one said, else the country's. */
export function cleanOdometer(said: SaidVehicle['odometer'], country: string): Cleaned<number> {
  const { value, unit } = said ?? {};
  const text = cleanWord(value, 40);
  if (text === undefined || !/\d/.test(text)) return undefined;
  const reading = readReading(value, text);
  if (reading === undefined) {
    return refused('odometer', 'not an odometer reading', 'Send digits and the unit mi or km.');
  }
  const km = inKilometres(reading, unitOf(text) ?? unitOf(unit) ?? unitIn(country));
  if (km >= 0 && km <= HIGHEST_KM) return km;
  return refused(
    'odometer',
    'outside what a vehicle runs',
    `Send a reading up to ${HIGHEST_KM} km.`,
  );
}

/** A number is one already: 12.345 typed by a program is no twelve thousand. */
const readReading = (value: Said, text: string): number | undefined =>
  typeof value === 'number' ? value : readNumber(text.replace(TRAILING_UNIT, ''));

const unitIn = (country: string): 'mi' | 'km' => (MILES.has(country) ? 'mi' : 'km');

const inKilometres = (reading: number, unit: 'mi' | 'km'): number =>
  Math.round(unit === 'mi' ? reading * KM_PER_MILE : reading);

function unitOf(said: Said): 'mi' | 'km' | undefined {
  const text = cleanWord(said, 40) ?? '';
  if (/(?:^|[\d\s.k])(?:mi|miles?|mls)\.?$/i.test(text)) return 'mi';
  return /(?:^|[\d\s.k])(?:kms?|kilomet(?:er|re)s?)\.?$/i.test(text) ? 'km' : undefined;
}

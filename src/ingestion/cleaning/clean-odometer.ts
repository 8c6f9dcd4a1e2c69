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
  const text = cleanWord(said?.value, 40);
  if (text === undefined || !/\d/.test(text)) return undefined;
  const reading =
    typeof said?.value === 'number' ? said.value : readNumber(text.replace(TRAILING_UNIT, ''));
  if (reading === undefined)
    return refused('odometer', 'not an odometer reading', 'Send digits and the unit mi or km.');
  const unit = unitOf(text) ?? unitOf(said?.unit) ?? (MILES.has(country) ? 'mi' : 'km');
  const km = Math.round(unit === 'mi' ? reading * KM_PER_MILE : reading);
  return km >= 0 && km <= HIGHEST_KM
    ? km
    : refused('odometer', 'outside what a vehicle runs', `Send a reading up to ${HIGHEST_KM} km.`);
}

function unitOf(said: Said): 'mi' | 'km' | undefined {
  const text = cleanWord(said, 40) ?? '';
  if (/(?:^|[\d\s.k])(?:mi|miles?|mls)\.?$/i.test(text)) return 'mi';
  return /(?:^|[\d\s.k])(?:kms?|kilomet(?:er|re)s?)\.?$/i.test(text) ? 'km' : undefined;
}

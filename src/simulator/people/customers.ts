import type { Dice } from '../dice.js';
import { iso } from '../calendar.js';
import type { CrmCustomer } from '../records.js';
import type { Rooftop } from '../rooftops.js';
import { AREA_CODES } from './area-codes.js';
import { FIRST_NAMES, LAST_NAMES, UNUSUAL_NAMES } from './names.js';

export interface NewCustomer {
  id: string;
  /** Counts all customers of the group from 0; makes phone numbers and addresses differ. */
  serial: number;
  rooftop: Rooftop;
  at: number;
  marketplace: boolean;
}

const PHONES_PER_AREA = 100;

/** An invented person with the contact data such a person would leave on that source. */
export function meetCustomer(dice: Dice, arrival: NewCustomer): CrmCustomer {
  const [first, last] = dice.chance(0.012)
    ? dice.pick(UNUSUAL_NAMES)
    : [dice.pick(FIRST_NAMES), dice.pick(LAST_NAMES)];
  const reachable = dice.next();
  const hasPhone = arrival.marketplace ? reachable < 0.62 : reachable < 0.85;
  return {
    id: arrival.id,
    updated_at: iso(arrival.at),
    created_at: iso(arrival.at),
    first_name: first,
    last_name: last,
    email: emailOf(dice, arrival, first, last, hasPhone),
    phones: hasPhone ? [writePhone(dice, phoneOf(arrival.serial))] : [],
    zip: dice.chance(0.7)
      ? arrival.rooftop.zipArea + String(dice.whole(1, 60)).padStart(2, '0')
      : null,
    preferred_contact: dice.chance(0.5) ? dice.pick(['phone', 'email', 'text'] as const) : null,
    distance_miles: dice.chance(0.9) ? Math.round(distance(dice) * 10) / 10 : null,
  };
}

/** The same person entered once more by another door: a new id, the phone typed another way. */
export function enterAgain(dice: Dice, known: CrmCustomer, id: string, at: number): CrmCustomer {
  const digits = known.phones[0]?.replace(/\D/g, '').slice(-10);
  return {
    ...known,
    id,
    created_at: iso(at),
    updated_at: iso(at),
    email: known.email?.toUpperCase() ?? null,
    phones: digits ? [writePhone(dice, digits)] : [],
  };
}

/** Ten digits, different for the first 30,000 customers and ending in 555-01xx. */
function phoneOf(serial: number): string {
  const area = AREA_CODES[Math.floor(serial / PHONES_PER_AREA) % AREA_CODES.length]!;
  return `${area}55501${String(serial % PHONES_PER_AREA).padStart(2, '0')}`;
}

function writePhone(dice: Dice, digits: string): string {
  const [area, office, line] = [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)];
  return dice.pick([
    `+1 ${area} ${office} ${line}`,
    `+1 ${area} ${office} ${line}`,
    `(${area}) ${office}-${line}`,
    `${area}.${office}.${line}`,
    `1-${area}-${office}-${line}`,
  ]);
}

function emailOf(
  dice: Dice,
  arrival: NewCustomer,
  first: string,
  last: string,
  hasPhone: boolean,
): string | null {
  const roll = dice.next();
  if (arrival.marketplace && roll < 0.34) {
    return `m.${(arrival.serial * 7919 + 10_007).toString(36)}@relay.facebookmail.example.com`;
  }
  if (roll < 0.8 || (!hasPhone && roll < 0.97)) {
    const local = `${first}.${last}`
      .normalize('NFKD')
      .replace(/[^A-Za-z.]/g, '')
      .toLowerCase();
    return `${local.replace(/^\.|\.$/g, '') || 'buyer'}${arrival.serial}@example.${dice.pick(['com', 'org', 'net'])}`;
  }
  return null;
}

/** Miles to the rooftop: most live near, a few saw the listing from another state. */
function distance(dice: Dice): number {
  return dice.chance(0.06) ? dice.between(90, 420) : Math.min(160, dice.lognormal(16, 0.8));
}

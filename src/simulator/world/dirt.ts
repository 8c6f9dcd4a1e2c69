import { DAY, iso } from '../calendar.js';
import { hash32, type Dice } from '../dice.js';
import type { CrmCustomer, CrmInteraction, CrmLead, CrmVehicle } from '../records.js';

/*
 * A few records of a thousand are as wrong as typed ones are. Each must end cleaned or in
 * quarantine, and none may take the rest of its page along.
 */

const BAD_EMAILS = [
  'n/a',
  'none@none',
  'buyer@@example.com',
  'jane doe@example.org',
  'example.com',
];

export function smudgeCustomer(dice: Dice, customer: CrmCustomer): void {
  if (dice.chance(0.003)) customer.email = dice.pick(BAD_EMAILS);
}

export function smudgeVehicle(dice: Dice, vehicle: CrmVehicle): void {
  const roll = dice.next();
  if (roll < 0.003) vehicle.vin = wrongCheckDigit(vehicle.vin);
  else if (roll < 0.005) vehicle.year = 0;
  else if (roll < 0.008) vehicle.odometer_miles = shortThousands(Number(vehicle.odometer_miles));
  else if (roll < 0.011) vehicle.price = 'call';
}

export function smudgeLead(dice: Dice, lead: CrmLead, at: number): void {
  if (dice.chance(0.001)) lead.created_at = iso(at + dice.whole(3, 40) * 365 * DAY);
  if (dice.chance(0.002)) lead.deleted = true;
}

/** Rolls by one hash of `name`: a whole set of dice for each of 100,000 interactions would cost a second. */
export function smudgeInteraction(name: string, interaction: CrmInteraction, at: number): void {
  const roll = hash32(name) / 4_294_967_296;
  if (roll < 0.0004) interaction.occurred_at = iso(at + Math.ceil(roll * 75_000) * 365 * DAY);
}

function wrongCheckDigit(vin: string): string {
  const wrong = vin[8] === '0' ? '1' : '0';
  return vin.slice(0, 8) + wrong + vin.slice(9);
}

/** 34512 as somebody types it: "34,5k". */
const shortThousands = (miles: number): string => `${(miles / 1000).toFixed(1).replace('.', ',')}k`;

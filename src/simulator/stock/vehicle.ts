import { DAY, iso } from '../calendar.js';
import type { Dice } from '../dice.js';
import type { CrmVehicle } from '../records.js';
import { CATALOGUE, type ModelLine } from './catalogue.js';
import { stampVin } from './vin.js';

/** A vehicle with what the CRM does not tell: what it is really worth and when it will leave the lot. */
export interface StockVehicle {
  record: CrmVehicle;
  /** US dollars a patient buyer would call fair on the listing day. */
  fairValue: number;
  listedAt: number;
  leavesAt: number;
  /** Ascending; later ones than today are planned, not yet shown. */
  prices: { price: number; at: number }[];
}

export interface NewVehicle {
  id: string;
  serial: number;
  at: number;
  stockPrefix: string;
}

const SHARES = Object.fromEntries(CATALOGUE.map((line, i) => [String(i), line.share]));
const DEPRECIATION = 0.87;

/** Takes one used vehicle into stock at `arrival.at`, with its whole price path planned. */
export function listVehicle(dice: Dice, arrival: NewVehicle): StockVehicle {
  const line = CATALOGUE[Number(dice.weighted(SHARES))]!;
  const thisYear = new Date(arrival.at).getUTCFullYear();
  const age = Math.min(17, Math.max(1, Math.round(dice.lognormal(5, 0.55))));
  const odometer = Math.max(3_000, Math.round(age * dice.normal(11_800, 2_600)));
  const trim = dice.whole(0, line.trims.length - 1);
  const fairValue = worth(line, trim, age, odometer);
  const daysOnLot = Math.max(4, dice.lognormal(38, 0.6));
  const leavesAt = arrival.at + daysOnLot * DAY;
  const prices = pricePath(
    dice,
    fairValue * Math.exp(dice.normal(0.015, 0.085)),
    arrival.at,
    leavesAt,
  );
  const at = iso(arrival.at);
  const record: CrmVehicle = {
    id: arrival.id,
    updated_at: at,
    vin: stampVin(dice, line.maker, thisYear - age, arrival.serial),
    stock: `${arrival.stockPrefix}${String(10_000 + arrival.serial)}`,
    year: thisYear - age,
    make: line.make,
    model: line.model,
    trim: line.trims[trim]!.replaceAll('-', ' '),
    body: line.body,
    condition: age <= 5 && dice.chance(0.3) ? 'certified' : 'used',
    odometer_miles: odometer,
    price: prices[0]!.price,
    currency: 'USD',
    price_history: [{ price: prices[0]!.price, at }],
    listed_at: at,
    sold_at: null,
  };
  return { record, fairValue, listedAt: arrival.at, leavesAt, prices };
}

/** The asking price in force at `at`. */
export function priceAt(vehicle: StockVehicle, at: number): number {
  return (vehicle.prices.findLast((step) => step.at <= at) ?? vehicle.prices[0]!).price;
}

/** Writes into the record everything that has happened to the vehicle by `at`. Returns the last change. */
export function showAsOf(vehicle: StockVehicle, at: number): number {
  const shown = vehicle.prices.filter((step) => step.at <= at && step.at < vehicle.leavesAt);
  const gone = vehicle.leavesAt <= at;
  vehicle.record.price_history = shown.map((step) => ({ price: step.price, at: iso(step.at) }));
  if (typeof vehicle.record.price === 'number') vehicle.record.price = shown.at(-1)!.price;
  vehicle.record.sold_at = gone ? iso(vehicle.leavesAt) : null;
  return gone ? vehicle.leavesAt : shown.at(-1)!.at;
}

function worth(line: ModelLine, trim: number, age: number, odometer: number): number {
  const likeNew = line.newPrice * (1 + 0.11 * trim);
  const wear = 1 - (0.06 * (odometer - age * 11_800)) / 11_800;
  return Math.max(2_900, likeNew * 0.93 * DEPRECIATION ** age * wear);
}

/** First price, then a cut every two to four weeks, deeper towards the end of the year. */
function pricePath(dice: Dice, first: number, from: number, until: number): StockVehicle['prices'] {
  const prices = [{ price: ending95(first), at: from }];
  let price = first;
  for (let at = from + cutAfter(dice); at < until && prices.length < 8; at += cutAfter(dice)) {
    const month = new Date(at).getUTCMonth();
    const season = month >= 9 || month === 0 ? 1.7 : 1;
    price *= 1 - dice.between(0.008, 0.028) * season;
    const cut = { price: ending95(price), at: Math.floor(at) };
    if (cut.price < prices.at(-1)!.price) prices.push(cut);
  }
  return prices;
}

const cutAfter = (dice: Dice): number => dice.between(12, 30) * DAY;
const ending95 = (price: number): number => Math.round(price / 100) * 100 - 5;

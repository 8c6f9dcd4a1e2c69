import { DAY } from '../calendar.js';
import { Dice } from '../dice.js';
import { Lot } from '../stock/lot.js';
import { listVehicle, showAsOf, type StockVehicle } from '../stock/vehicle.js';
import type { Branch } from './branch.js';
import { smudgeVehicle } from './dirt.js';

const STANDING = 110;
const LISTED_PER_DAY = STANDING / 36;

/** Fills the lot for the whole history: the stock of the first day, then what is bought in. */
export function stockHistory(branch: Branch, from: number, until: number): void {
  const dice = new Dice(branch.diceName('stocking', 0));
  const vehicles = Array.from({ length: STANDING }, () =>
    takeIn(branch, from - dice.between(0, 45) * DAY),
  );
  for (let at = from; at < until; at += dice.exponential(1 / LISTED_PER_DAY) * DAY) {
    vehicles.push(takeIn(branch, at));
  }
  branch.lot = new Lot(vehicles);
}

/** Writes every vehicle as it stands at `until`, sales of the history included. */
export function showStock(branch: Branch, until: number): void {
  for (const vehicle of branch.stock.values()) {
    branch.logs.vehicles.put(vehicle.record, showAsOf(vehicle, until));
  }
}

/** Price cuts and departures that came due, and a new vehicle for each free place. */
export function turnStock(branch: Branch, at: number, stamp: number): void {
  for (const vehicle of branch.stock.values()) {
    if (vehicle.record.sold_at === null && isBehind(vehicle, at)) {
      showAsOf(vehicle, at);
      branch.logs.vehicles.put(vehicle.record, stamp);
    }
  }
  for (let free = STANDING - 15 - branch.lot.onLot(at).length; free > 0; free--) {
    const vehicle = takeIn(branch, at);
    branch.lot.add(vehicle);
    branch.logs.vehicles.put(vehicle.record, stamp);
  }
}

function takeIn(branch: Branch, at: number): StockVehicle {
  const { id, serial } = branch.nextId('vehicles');
  const dice = new Dice(branch.diceName('vehicle', serial));
  const stockPrefix = branch.rooftop.key[0]!.toUpperCase();
  const vehicle = listVehicle(dice, {
    id,
    serial: serial + branch.index * 200_000,
    at: Math.floor(at),
    stockPrefix,
  });
  smudgeVehicle(dice, vehicle.record);
  branch.stock.set(id, vehicle);
  return vehicle;
}

function isBehind(vehicle: StockVehicle, at: number): boolean {
  const due = vehicle.prices.filter((step) => step.at <= at && step.at < vehicle.leavesAt).length;
  return vehicle.leavesAt <= at || due > vehicle.record.price_history.length;
}

import { DAY } from '../calendar.js';
import type { Dice } from '../dice.js';
import { priceAt, type StockVehicle } from './vehicle.js';

/**
 * The vehicles one rooftop has for sale as time goes by. Time only moves forward: each call of
 * `onLot` may name no earlier instant than the call before.
 */
export class Lot {
  /** Planned but not yet listed, the next one last. */
  readonly #coming: StockVehicle[];
  #standing: StockVehicle[] = [];

  constructor(vehicles: StockVehicle[]) {
    this.#coming = vehicles.toSorted((a, b) => b.listedAt - a.listedAt);
  }

  onLot(at: number): StockVehicle[] {
    while (this.#coming.length > 0 && this.#coming.at(-1)!.listedAt <= at) {
      this.#standing.push(this.#coming.pop()!);
    }
    this.#standing = this.#standing.filter((vehicle) => vehicle.leavesAt > at);
    return this.#standing;
  }

  add(vehicle: StockVehicle): void {
    this.#standing.push(vehicle);
  }

  /** The vehicle a shopper writes about: bargains and fresh listings draw more eyes. */
  catchesEye(dice: Dice, at: number): StockVehicle | null {
    const standing = this.onLot(at);
    const pulls = standing.map((vehicle) => pull(vehicle, at));
    let left = dice.next() * pulls.reduce((sum, each) => sum + each, 0);
    for (const [i, vehicle] of standing.entries()) {
      left -= pulls[i]!;
      if (left < 0) return vehicle;
    }
    return standing.at(-1) ?? null;
  }
}

function pull(vehicle: StockVehicle, at: number): number {
  const bargain = Math.exp(-4 * (priceAt(vehicle, at) / vehicle.fairValue - 1));
  const fresh = 1 + 1.5 * Math.exp(-(at - vehicle.listedAt) / (6 * DAY));
  return bargain * fresh;
}

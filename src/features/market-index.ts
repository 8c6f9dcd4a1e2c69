import { IANAZone } from 'luxon';
import type { DealershipMarket, StockedVehicle } from '#leads';
import { UnknownTimeZoneError } from './features.errors.js';

const WEEKDAYS = [
  'Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday',
] as const; // oxfmt-ignore
export type Weekday = (typeof WEEKDAYS)[number];

export interface LocalTime {
  /** 0..23 */
  readonly hour: number;
  readonly weekday: Weekday;
}

/** What makes two vehicles comparable to a shopper. */
export interface Comparable {
  id: string | null;
  year: number | null;
  make: string | null;
  model: string | null;
  body: string | null;
}

/**
 * A vehicle's stay on the lot, in epoch ms, ready to be asked about any instant: from its first price
 * on, until it is sold. The listing date has no say, because it is often filled in afterwards.
 */
interface Stay {
  id: string;
  year: number | null;
  from: number;
  soldAt: number;
  /** Ascending, parallel to `amounts`. */
  pricedAt: number[];
  amounts: number[];
}

/** Two model years either way still compete for the same shopper. */
const YEARS_APART = 2;
/** Below this many peers of the same model a median says little, and the body style is asked instead. */
const ENOUGH_PEERS = 3;

/** A dealership's surroundings, laid out so that any instant of the past can be asked for cheaply. */
export class MarketIndex {
  private readonly zone: IANAZone;
  private lastAsked?: { instant: number; time: LocalTime };
  private readonly byModel: StayGroups;
  private readonly byBody: StayGroups;

  /** @throws {@link UnknownTimeZoneError} */
  constructor(private readonly market: DealershipMarket) {
    this.zone = IANAZone.create(market.timeZone);
    if (!this.zone.isValid) throw new UnknownTimeZoneError(market.dealershipId, market.timeZone);
    this.byModel = new StayGroups(market.stock, modelKey);
    this.byBody = new StayGroups(market.stock, bodyKey);
  }

  /** Hour and weekday as the rooftop's wall clock showed them. */
  localTime(instant: number): LocalTime {
    // A lead is asked about at several cutoffs in a row, and time zones are slow to look up.
    if (this.lastAsked?.instant !== instant) {
      const wall = new Date(instant + this.zone.offset(instant) * 60_000);
      const weekday = WEEKDAYS[wall.getUTCDay()] ?? 'Sunday';
      this.lastAsked = { instant, time: { hour: wall.getUTCHours(), weekday } };
    }
    return this.lastAsked.time;
  }

  /** Leads that arrived after `start` and not later than `end`. */
  arrivalsBetween(start: number, end: number): number {
    const { arrivals } = this.market;
    return countUpTo(arrivals, end) - countUpTo(arrivals, start);
  }

  /** Whether some lead arrived in exactly this millisecond. */
  hasArrival(instant: number): boolean {
    const { arrivals } = this.market;
    return arrivals[countUpTo(arrivals, instant) - 1] === instant;
  }

  /** Asking prices, at `instant`, of the vehicles then on the lot that a shopper would compare this one with. */
  similarPrices(vehicle: Comparable, instant: number): number[] {
    const peers = pricesStanding(this.byModel.of(vehicle), vehicle, instant);
    if (peers.length >= ENOUGH_PEERS) return peers;
    const sameBody = pricesStanding(this.byBody.of(vehicle), vehicle, instant);
    return sameBody.length >= ENOUGH_PEERS ? sameBody : [];
  }
}

type Key = (vehicle: Pick<Comparable, 'make' | 'model' | 'body'>) => string | null;

/**
 * Vehicles by what they have in common. A group is laid out when it is first asked for, so that
 * scoring one lead in a market just read does not pay for the whole lot.
 */
class StayGroups {
  private readonly vehicles = new Map<string, StockedVehicle[]>();
  private readonly laidOut = new Map<string, Stay[]>();

  constructor(
    stock: readonly StockedVehicle[],
    private readonly keyOf: Key,
  ) {
    for (const vehicle of stock) {
      const key = this.keyOf(vehicle);
      if (key === null) continue;
      const group = this.vehicles.get(key);
      if (group) group.push(vehicle);
      else this.vehicles.set(key, [vehicle]);
    }
  }

  /** Ascending by `from`. */
  of(vehicle: Comparable): readonly Stay[] {
    const key = this.keyOf(vehicle);
    const vehicles = key === null ? undefined : this.vehicles.get(key);
    if (key === null || vehicles === undefined) return [];
    let stays = this.laidOut.get(key);
    if (!stays) {
      stays = vehicles
        .map(stayOf)
        .filter(({ from }) => from < Infinity)
        .toSorted((a, b) => a.from - b.from);
      this.laidOut.set(key, stays);
    }
    return stays;
  }
}

const indexes = new WeakMap<DealershipMarket, MarketIndex>();

/** Lays a market out once; asking again for the same market object is free. Do not change a market afterwards. */
export function indexMarket(market: DealershipMarket): MarketIndex {
  const known = indexes.get(market);
  if (known) return known;
  const index = new MarketIndex(market);
  indexes.set(market, index);
  return index;
}

function stayOf(vehicle: StockedVehicle): Stay {
  const prices = vehicle.prices
    .filter(({ amount }) => Number.isFinite(amount) && amount > 0)
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return {
    id: vehicle.id,
    year: vehicle.year,
    from: prices[0]?.at.getTime() ?? Infinity,
    soldAt: vehicle.soldAt?.getTime() ?? Infinity,
    pricedAt: prices.map(({ at }) => at.getTime()),
    amounts: prices.map(({ amount }) => amount),
  };
}

function pricesStanding(stays: readonly Stay[], like: Comparable, instant: number): number[] {
  const prices: number[] = [];
  if (like.year === null) return prices;
  for (const stay of stays) {
    if (stay.from > instant) break;
    if (stay.soldAt <= instant || stay.id === like.id) continue;
    if (stay.year === null || Math.abs(stay.year - like.year) > YEARS_APART) continue;
    const price = standing(stay, instant);
    if (price !== undefined) prices.push(price);
  }
  return prices;
}

/** Mostly the newest: who asks about the present need not look for it. */
function standing({ pricedAt, amounts }: Stay, instant: number): number | undefined {
  const newest = pricedAt.length - 1;
  if (pricedAt[newest]! <= instant) return amounts[newest];
  return amounts[countUpTo(pricedAt, instant) - 1];
}

/** How many of the ascending instants are not later than `instant`, by binary search. */
function countUpTo(ascending: ArrayLike<number>, instant: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? Infinity) <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

function modelKey({ make, model }: Pick<Comparable, 'make' | 'model'>): string | null {
  return make === null || model === null ? null : `${make}\n${model}`.toLowerCase();
}

function bodyKey({ body }: Pick<Comparable, 'body'>): string | null {
  return body === null ? null : body.toLowerCase();
}

import type { DealershipMarket, LeadHistory } from '#leads';
import { InvalidInstantError } from './features.errors.js';
import { indexMarket, type LocalTime } from './market-index.js';
import { readMessage, type MessageReading } from './message-reading.js';
import { tallyTalk, type TalkTally } from './talk-tally.js';

type Activity = LeadHistory['activities'][number];

/** An activity that had happened by the cutoff. */
export interface KnownActivity extends Omit<Activity, 'occurredAt'> {
  /** Epoch ms. */
  readonly at: number;
}

/** Another lead of the same prospect that had arrived by the cutoff. */
export interface KnownLead {
  /** Epoch ms. */
  readonly arrivedAt: number;
  /** OPEN where the outcome came later than the cutoff, whatever it became. */
  readonly outcome: LeadHistory['otherLeads'][number]['outcome'];
}

/** The vehicle asked about, from stock or, failing that, as the lead itself told of it. */
export interface KnownVehicle {
  /** Null for a vehicle that only the lead tells of. */
  readonly id: string | null;
  readonly year: number | null;
  readonly make: string | null;
  readonly model: string | null;
  readonly body: string | null;
  readonly condition: string | null;
  readonly odometerKm: number | null;
  /** Epoch ms; the first price stands in for a listing date that is missing or was overwritten later. */
  readonly listedAt: number | null;
  /** Epoch ms; null unless sold by the cutoff. */
  readonly soldAt: number | null;
  /** Ascending by `at` (epoch ms), none later than the cutoff, all above 0. */
  readonly prices: readonly { amount: number; at: number }[];
}

/**
 * A lead as it stood at the cutoff. This is all a feature ever sees: whatever became known later
 * has been taken out before. All instants are epoch ms.
 *
 * Facts without a history of their own (source, message, contact kinds, the vehicle's description,
 * custom attributes) are taken as known from arrival on.
 */
export interface AsOf {
  readonly cutoff: number;
  readonly dealershipId: string;
  readonly region: string;
  readonly arrivedAt: number;
  readonly arrivedLocally: LocalTime;
  readonly source: string | null;
  readonly channel: string | null;
  /** Null where the lead came without words. */
  readonly message: MessageReading | null;
  readonly contact: Readonly<NonNullable<LeadHistory['customer']>> | null;
  readonly vehicleInterest: LeadHistory['lead']['vehicleInterest'];
  readonly tradeIn: LeadHistory['lead']['tradeIn'];
  readonly vehicle: KnownVehicle | null;
  readonly activities: readonly KnownActivity[];
  readonly talk: TalkTally;
  readonly otherLeads: readonly KnownLead[];
  readonly custom: Readonly<LeadHistory['lead']['custom']>;
  /** Asking prices at the cutoff of comparable vehicles then on the lot, without this one; unordered. */
  readonly similarPrices: readonly number[];
  /** Other leads that reached the dealership in the `hours` up to the cutoff. */
  arrivalsWithin(hours: number): number;
}

/**
 * Narrows a history and its market to what was known at the cutoff.
 *
 * @param surroundingsAt - As of when the desk and the lot around the lead are seen: not later than the
 *   market was read.
 * @throws {@link InvalidInstantError} where the cutoff or the arrival is no instant.
 * @throws {@link UnknownTimeZoneError}
 */
export function asOf(
  history: LeadHistory,
  market: DealershipMarket,
  cutoff: Date,
  surroundingsAt = cutoff,
): AsOf {
  const { lead } = history;
  const around = instant(surroundingsAt, 'surroundingsAt');
  const until = instant(cutoff, 'cutoff');
  const arrivedAt = instant(lead.arrivedAt, 'lead.arrivedAt');
  const index = indexMarket(market);
  const vehicle = knownVehicle(history, until);
  const activities = knownActivities(history.activities, until);
  return {
    cutoff: until,
    dealershipId: lead.dealershipId,
    region: market.region,
    arrivedAt,
    arrivedLocally: index.localTime(arrivedAt),
    source: lead.source,
    channel: lead.channel,
    message: lead.message === null ? null : readMessage(lead.message),
    contact: history.customer,
    vehicleInterest: lead.vehicleInterest,
    tradeIn: lead.tradeIn,
    vehicle,
    activities,
    talk: tallyTalk(activities, until),
    otherLeads: knownLeads(history.otherLeads, until),
    custom: lead.custom,
    similarPrices: vehicle === null ? [] : index.similarPrices(vehicle, around),
    arrivalsWithin: (hours) => {
      const start = around - Math.max(0, hours) * 3_600_000;
      // A stored lead is among the arrivals, an unsaved one is not: neither counts itself.
      const itself = arrivedAt > start && arrivedAt <= around && index.hasArrival(arrivedAt);
      return index.arrivalsBetween(start, around) - (itself ? 1 : 0);
    },
  };
}

function knownActivities(activities: LeadHistory['activities'], until: number): KnownActivity[] {
  const known: KnownActivity[] = [];
  for (const { kind, direction, author, occurredAt } of activities) {
    const at = occurredAt.getTime();
    if (at <= until) known.push({ kind, direction, author, at });
  }
  return known;
}

function knownLeads(leads: LeadHistory['otherLeads'], until: number): KnownLead[] {
  const known: KnownLead[] = [];
  for (const { arrivedAt, outcome, outcomeAt } of leads) {
    const at = arrivedAt.getTime();
    if (at > until) continue;
    const decided = outcomeAt !== null && outcomeAt.getTime() <= until;
    known.push({ arrivedAt: at, outcome: decided ? outcome : 'OPEN' });
  }
  return known;
}

function knownVehicle({ vehicle, lead }: LeadHistory, until: number): KnownVehicle | null {
  if (vehicle === null) return toldVehicle(lead);
  const { id, year, make, model, body, condition, odometerKm } = vehicle;
  const prices = vehicle.prices
    .map(({ amount, at }) => ({ amount, at: at.getTime() }))
    .filter(({ amount, at }) => at <= until && amount > 0 && Number.isFinite(amount));
  return {
    id,
    year,
    make,
    model,
    body,
    condition,
    odometerKm,
    listedAt: notLater(vehicle.listedAt, until) ?? prices[0]?.at ?? null,
    soldAt: notLater(vehicle.soldAt, until),
    prices,
  };
}

function toldVehicle({ vehicleInterest, arrivedAt }: LeadHistory['lead']): KnownVehicle | null {
  if (vehicleInterest === null) return null;
  const { year, make, model, price } = vehicleInterest;
  const priced = price !== undefined && price > 0 && Number.isFinite(price);
  return {
    id: null,
    year: year ?? null,
    make: make ?? null,
    model: model ?? null,
    body: null,
    condition: null,
    odometerKm: null,
    listedAt: null,
    soldAt: null,
    prices: priced ? [{ amount: price, at: arrivedAt.getTime() }] : [],
  };
}

function notLater(date: Date | null, until: number): number | null {
  const at = date?.getTime();
  return at !== undefined && at <= until ? at : null;
}

function instant(date: Date, field: string): number {
  const at = date.getTime();
  if (Number.isNaN(at)) throw new InvalidInstantError(field);
  return at;
}

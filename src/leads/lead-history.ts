import type { Outcome } from './outcome.js';
import type { ActivityKind, CustomValue, VehicleInterest } from './standard-record.js';

/** All that is known of one lead, each fact with the instant it became known. Features read nothing else. */
export interface LeadHistory {
  lead: {
    id: string;
    dealershipId: string;
    arrivedAt: Date;
    source: string | null;
    channel: string | null;
    message: string | null;
    vehicleInterest: VehicleInterest | null;
    tradeIn: VehicleInterest | null;
    custom: Record<string, CustomValue>;
  };
  customer: {
    emailKind: string | null;
    phoneKind: string | null;
    preferredContact: string | null;
    distanceKm: number | null;
  } | null;
  vehicle: StockedVehicle | null;
  /** Ascending by `occurredAt`. */
  activities: {
    kind: ActivityKind;
    direction: 'inbound' | 'outbound' | 'internal';
    author: 'human' | 'automatic';
    occurredAt: Date;
  }[];
  /** Other leads of the same person (merged customers counted as one), ascending by `arrivedAt`. */
  otherLeads: { id: string; arrivedAt: Date; outcome: Outcome; outcomeAt: Date | null }[];
}

export interface StockedVehicle {
  id: string;
  year: number | null;
  make: string | null;
  model: string | null;
  trim: string | null;
  body: string | null;
  condition: string | null;
  odometerKm: number | null;
  listedAt: Date | null;
  soldAt: Date | null;
  /** Ascending by `at`. */
  prices: { amount: number; at: Date }[];
}

/** What surrounded the lead at its dealership: how busy the desk was, what else stood in stock. */
export interface DealershipMarket {
  dealershipId: string;
  /** IANA zone of the rooftop, for hours and weekdays. */
  timeZone: string;
  region: string;
  /** Arrival instants of all leads that were not excluded, epoch ms, ascending. */
  arrivals: Float64Array;
  stock: StockedVehicle[];
}

/** What became of a lead, for training and the scorecard; never read by the feature builder. */
export interface LeadOutcome {
  leadId: string;
  dealershipId: string;
  arrivedAt: Date;
  outcome: Outcome;
  outcomeAt: Date | null;
  /** When our store first knew of the outcome. */
  recordedAt: Date | null;
}

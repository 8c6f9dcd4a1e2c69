import type { DealershipMarket, LeadHistory, StockedVehicle } from '#leads';

/** 15 March 2025, a Saturday, 10:00 in Chicago. */
export const ARRIVED_AT = new Date('2025-03-15T15:00:00Z');

/** An instant so many hours (or minutes, with `1 / 60`) after {@link ARRIVED_AT}. */
export const hoursAfterArrival = (hours: number): Date =>
  new Date(ARRIVED_AT.getTime() + hours * 3_600_000);

type LeadOverrides = Omit<Partial<LeadHistory>, 'lead'> & { lead?: Partial<LeadHistory['lead']> };

/** A bare lead that arrived at {@link ARRIVED_AT}: no words, no customer, no vehicle, nothing happened. */
export function leadHistory({ lead, ...overrides }: LeadOverrides = {}): LeadHistory {
  return {
    lead: {
      id: 'lead-1',
      dealershipId: 'dealership-1',
      arrivedAt: ARRIVED_AT,
      source: 'Facebook Marketplace',
      channel: 'message',
      message: null,
      vehicleInterest: null,
      tradeIn: null,
      custom: {},
      ...lead,
    },
    customer: null,
    vehicle: null,
    activities: [],
    otherLeads: [],
    ...overrides,
  };
}

type Activity = LeadHistory['activities'][number];

/** A call by a person at the desk, one hour after arrival, unless told otherwise. */
export function activity(overrides: Partial<Activity> = {}): Activity {
  return {
    kind: 'call',
    direction: 'outbound',
    author: 'human',
    occurredAt: hoursAfterArrival(1),
    ...overrides,
  };
}

/** A 2019 Honda Civic listed ten days before {@link ARRIVED_AT} at 15,000. */
export function stockedVehicle(overrides: Partial<StockedVehicle> = {}): StockedVehicle {
  return {
    id: 'vehicle-1',
    year: 2019,
    make: 'Honda',
    model: 'Civic',
    trim: 'EX',
    body: 'sedan',
    condition: 'used',
    odometerKm: 80_000,
    listedAt: hoursAfterArrival(-240),
    soldAt: null,
    prices: [{ amount: 15_000, at: hoursAfterArrival(-240) }],
    ...overrides,
  };
}

/** A dealership in Chicago with an empty lot and no other leads. Arrivals may be given unsorted. */
export function market({
  arrivals = [],
  ...overrides
}: Omit<Partial<DealershipMarket>, 'arrivals'> & { arrivals?: Date[] } = {}): DealershipMarket {
  return {
    dealershipId: 'dealership-1',
    timeZone: 'America/Chicago',
    region: 'midwest',
    arrivals: Float64Array.from(arrivals, (date) => date.getTime()).toSorted(),
    stock: [],
    ...overrides,
  };
}

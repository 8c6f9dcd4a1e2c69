import * as fc from 'fast-check';
import type { DealershipMarket, LeadHistory, StockedVehicle } from '#leads';
import {
  activity,
  ARRIVED_AT,
  hoursAfterArrival,
  leadHistory,
  market,
  stockedVehicle,
} from '../../test/factories/lead-history.js';
import { asOf } from './as-of.js';
import { buildFeatureVector } from './feature-vector.js';
import { InvalidInstantError, UnknownTimeZoneError } from './features.errors.js';

interface World {
  history: LeadHistory;
  market: DealershipMarket;
}

const CUTOFF = hoursAfterArrival(72);

const instantIn = (fromHours: number, toHours: number): fc.Arbitrary<Date> =>
  fc
    .integer({ min: fromHours * 60, max: toHours * 60 })
    .map((minutes) => hoursAfterArrival(minutes / 60));
const before = instantIn(-2_000, 72);
const after = fc.oneof(
  fc.constant(new Date(CUTOFF.getTime() + 1)),
  fc
    .integer({ min: 1, max: 200_000 })
    .map((minutes) => new Date(CUTOFF.getTime() + minutes * 60_000)),
);

const arbitraryActivity = (
  at: fc.Arbitrary<Date>,
): fc.Arbitrary<LeadHistory['activities'][number]> =>
  fc.record({
    kind: fc.constantFrom(
      'message',
      'call',
      'text',
      'email',
      'appointment',
      'visit',
      'test_drive',
      'quote',
      'note',
      'other',
    ),
    direction: fc.constantFrom('inbound', 'outbound', 'internal'),
    author: fc.constantFrom('human', 'automatic'),
    occurredAt: at,
  });
const arbitraryPrice = (at: fc.Arbitrary<Date>) =>
  fc.record({ amount: fc.integer({ min: 1, max: 90_000 }), at });
const outcome = fc.constantFrom('WON', 'LOST', 'STALE', 'EXCLUDED' as const);

const byAt = <T extends { at: Date }>(items: T[]): T[] => items.toSorted((a, b) => +a.at - +b.at);
const byOccurrence = <T extends { occurredAt: Date }>(items: T[]): T[] =>
  items.toSorted((a, b) => +a.occurredAt - +b.occurredAt);
const byArrival = <T extends { arrivedAt: Date }>(items: T[]): T[] =>
  items.toSorted((a, b) => +a.arrivedAt - +b.arrivedAt);

const arbitraryVehicle: fc.Arbitrary<StockedVehicle> = fc
  .record({
    id: fc.uuid(),
    model: fc.constantFrom('Civic', 'Accord'),
    year: fc.constantFrom(2017, 2018, 2019, 2020),
    listedAt: fc.option(before),
    soldAt: fc.option(before),
    prices: fc.array(arbitraryPrice(before), { maxLength: 4 }).map(byAt),
  })
  .map(stockedVehicle);

const arbitraryWorld: fc.Arbitrary<World> = fc
  .record({
    activities: fc.array(arbitraryActivity(before), { maxLength: 8 }).map(byOccurrence),
    vehicle: fc.option(arbitraryVehicle),
    otherLeads: fc
      .array(fc.record({ id: fc.uuid(), arrivedAt: before, outcome, outcomeAt: before }), {
        maxLength: 4,
      })
      .map(byArrival),
    arrivals: fc.array(before, { maxLength: 10 }),
    stock: fc.array(arbitraryVehicle, { maxLength: 8 }),
  })
  .map(({ arrivals, stock, ...history }) => ({
    history: leadHistory({ ...history, lead: { message: 'Can I see it Saturday?' } }),
    market: market({ arrivals, stock }),
  }));

/** Everything that can happen to a world once the cutoff has passed. */
const arbitraryFuture = fc.record({
  activities: fc.array(arbitraryActivity(after), { maxLength: 4 }),
  prices: fc.array(arbitraryPrice(after), { maxLength: 3 }),
  soldAt: fc.option(after),
  listedAt: fc.option(after),
  laterLeads: fc.array(
    fc.record({ id: fc.uuid(), arrivedAt: after, outcome, outcomeAt: fc.option(after) }),
    { maxLength: 3 },
  ),
  decided: fc.record({ outcome, outcomeAt: after }),
  arrivals: fc.array(after, { maxLength: 5 }),
  newStock: fc.array(fc.tuple(arbitraryVehicle, arbitraryPrice(after)), { maxLength: 4 }),
});
type Future = typeof arbitraryFuture extends fc.Arbitrary<infer T> ? T : never;

/** The world as the store knows it later, with everything in it that has happened since. */
function lived(world: World, future: Future): World {
  const age = (vehicle: StockedVehicle): StockedVehicle => ({
    ...vehicle,
    listedAt: vehicle.listedAt ?? future.listedAt,
    soldAt: vehicle.soldAt ?? future.soldAt,
    prices: byAt([...vehicle.prices, ...future.prices]),
  });
  const { history } = world;
  return {
    history: {
      ...history,
      activities: byOccurrence([...history.activities, ...future.activities]),
      vehicle: history.vehicle && age(history.vehicle),
      otherLeads: byArrival([...history.otherLeads, ...future.laterLeads]),
    },
    market: {
      ...world.market,
      arrivals: Float64Array.from([
        ...world.market.arrivals,
        ...future.arrivals.map(Number),
      ]).toSorted(),
      stock: [
        ...world.market.stock.map(age),
        ...future.newStock.map(([vehicle, price]) => ({
          ...vehicle,
          listedAt: price.at,
          soldAt: null,
          prices: [price],
        })),
      ],
    },
  };
}

/** Other leads still open at the cutoff, so that only the future decides them. */
const undecided = (world: World): World => ({
  ...world,
  history: {
    ...world.history,
    otherLeads: world.history.otherLeads.map((lead) => ({
      ...lead,
      outcome: 'OPEN',
      outcomeAt: null,
    })),
  },
});
const decidedBy = (world: World, decided: Future['decided']): World => ({
  ...world,
  history: {
    ...world.history,
    otherLeads: world.history.otherLeads.map((lead) => ({ ...lead, ...decided })),
  },
});

type Build = typeof buildFeatureVector;

const futureChangesNothing = (build: Build) =>
  fc.property(arbitraryWorld, arbitraryFuture, fc.boolean(), (world, future, alsoOutcomes) => {
    const then = alsoOutcomes ? undecided(world) : world;
    const later = lived(alsoOutcomes ? decidedBy(world, future.decided) : world, future);

    expect(build(later.history, later.market, CUTOFF)).toEqual(
      build(then.history, then.market, CUTOFF),
    );
  });

describe('a vector as of a cutoff', () => {
  it('is the same whatever happens after the cutoff', () => {
    expect(() =>
      fc.assert(futureChangesNothing(buildFeatureVector), { numRuns: 500 }),
    ).not.toThrow();
  });

  const leaks: [string, Build][] = [
    ['every activity', (history, around, cutoff) => ({
      ...buildFeatureVector(history, around, cutoff),
      calls: history.activities.length,
    })],
    ['a later price', (history, around, cutoff) => ({
      ...buildFeatureVector(history, around, cutoff),
      price: history.vehicle?.prices.at(-1)?.amount ?? null,
    })],
    ['a later sale', (history, around, cutoff) => ({
      ...buildFeatureVector(history, around, cutoff),
      sold: history.vehicle?.soldAt ? 'yes' : 'no',
    })],
    ['later outcomes', (history, around, cutoff) => ({
      ...buildFeatureVector(history, around, cutoff),
      won: history.otherLeads.filter((lead) => lead.outcome === 'WON').length,
    })],
    ['later arrivals', (history, around, cutoff) => ({
      ...buildFeatureVector(history, around, cutoff),
      arrivals: around.arrivals.length,
    })],
    ['later stock', (history, around, cutoff) => ({
      ...buildFeatureVector(history, around, cutoff),
      stock: around.stock.length,
    })],
    ['one millisecond', (history, around, cutoff) =>
      buildFeatureVector(history, around, new Date(cutoff.getTime() + 1), undefined),
    ],
  ]; // oxfmt-ignore

  it.each(leaks)('would be caught reading %s', (_, leaky) => {
    expect(fc.check(futureChangesNothing(leaky), { numRuns: 500, endOnFailure: true }).failed).toBe(
      true,
    );
  });

  it('does change with what happens before the cutoff', () => {
    const quiet = leadHistory();
    const called = leadHistory({ activities: [activity({ occurredAt: CUTOFF })] });

    expect(buildFeatureVector(called, market(), CUTOFF)).not.toEqual(
      buildFeatureVector(quiet, market(), CUTOFF),
    );
  });
});

describe(asOf.name, () => {
  it('keeps what happened at the very instant of the cutoff', () => {
    const history = leadHistory({
      activities: [activity({ occurredAt: CUTOFF })],
      vehicle: stockedVehicle({ soldAt: CUTOFF, prices: [{ amount: 9_000, at: CUTOFF }] }),
      otherLeads: [{ id: 'lead-2', arrivedAt: ARRIVED_AT, outcome: 'WON', outcomeAt: CUTOFF }],
    });

    const known = asOf(history, market({ arrivals: [CUTOFF] }), CUTOFF);

    expect(known.activities).toHaveLength(1);
    expect(known.vehicle).toMatchObject({ soldAt: +CUTOFF, prices: [{ amount: 9_000 }] });
    expect(known.otherLeads).toEqual([{ arrivedAt: +ARRIVED_AT, outcome: 'WON' }]);
    expect(known.arrivalsWithin(1)).toBe(1);
  });

  it('falls back to the vehicle as the lead told of it', () => {
    const history = leadHistory({
      lead: { vehicleInterest: { make: 'Ford', year: 2016, price: 8_000 } },
    });

    expect(asOf(history, market(), CUTOFF).vehicle).toMatchObject({
      id: null,
      make: 'Ford',
      model: null,
      year: 2016,
      prices: [{ amount: 8_000, at: +ARRIVED_AT }],
    });
  });

  it('refuses a cutoff that is no instant, and a zone nobody knows', () => {
    expect(() => asOf(leadHistory(), market(), new Date('soon'))).toThrow(InvalidInstantError);
    expect(() => asOf(leadHistory(), market({ timeZone: 'Mars/Olympus' }), CUTOFF)).toThrow(
      UnknownTimeZoneError,
    );
  });
});

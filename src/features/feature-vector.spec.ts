import * as fc from 'fast-check';
import {
  activity,
  hoursAfterArrival,
  leadHistory,
  market,
  stockedVehicle,
} from '../../test/factories/lead-history.js';
import { featureSchema } from './feature-schema.js';
import { buildFeatureVector } from './feature-vector.js';
import { UnknownFeatureError } from './features.errors.js';

const busy = leadHistory({
  lead: { message: 'Can I see it at 5?', custom: { visits: 3 } },
  customer: {
    emailKind: 'personal',
    phoneKind: 'mobile',
    preferredContact: 'phone',
    distanceKm: 12,
  },
  vehicle: stockedVehicle(),
  activities: [
    activity(),
    activity({ kind: 'text', direction: 'inbound', occurredAt: hoursAfterArrival(2) }),
  ],
});

describe(buildFeatureVector.name, () => {
  it('fills every column of the schema, in order, with a value of its kind', () => {
    const schema = featureSchema();

    const vector = buildFeatureVector(busy, market(), hoursAfterArrival(48), schema);

    expect(Object.keys(vector)).toEqual(schema.map(({ name }) => name));
    for (const { name, kind } of schema) {
      expect([null, kind === 'numeric' ? 'number' : 'string']).toContainEqual(
        vector[name] === null ? null : typeof vector[name],
      );
    }
  });

  it('is the same for a schema that came out of the store', () => {
    const schema = featureSchema();
    const stored = JSON.parse(JSON.stringify(schema)) as typeof schema;

    expect(buildFeatureVector(busy, market(), hoursAfterArrival(1), stored)).toEqual(
      buildFeatureVector(busy, market(), hoursAfterArrival(1), schema),
    );
  });

  it('survives JSON unchanged: every number is finite, whatever the lead holds', () => {
    const odd = fc.oneof(fc.double(), fc.constantFrom(0, -1, NaN, Infinity, -Infinity, 1e308));
    fc.assert(
      fc.property(odd, odd, odd, fc.string(), (year, amount, distanceKm, message) => {
        const history = leadHistory({
          lead: { message, source: message },
          customer: { emailKind: null, phoneKind: null, preferredContact: null, distanceKm },
          vehicle: stockedVehicle({
            year,
            odometerKm: amount,
            prices: [{ amount, at: hoursAfterArrival(-1) }],
          }),
        });

        const vector = buildFeatureVector(history, market(), hoursAfterArrival(48));

        // JSON itself turns -0 into 0.
        expect(JSON.parse(JSON.stringify(vector))).toEqual(
          Object.fromEntries(
            Object.entries(vector).map(([name, value]) => [name, value === 0 ? 0 : value]),
          ),
        );
      }),
    );
  });

  it('refuses a schema with a feature it does not build', () => {
    const unknown = {
      name: 'moonPhase',
      kind: 'numeric' as const,
      label: 'Moon',
      because: 'Tides.',
    };
    const otherKind = { ...unknown, name: 'ageHours', kind: 'categorical' as const };

    expect(() => buildFeatureVector(busy, market(), hoursAfterArrival(1), [unknown])).toThrow(
      UnknownFeatureError,
    );
    expect(() => buildFeatureVector(busy, market(), hoursAfterArrival(1), [otherKind])).toThrow(
      UnknownFeatureError,
    );
  });

  it('leaves the history as it was', () => {
    const before = structuredClone(busy);
    buildFeatureVector(busy, market(), hoursAfterArrival(1));
    expect(busy).toEqual(before);
  });
});

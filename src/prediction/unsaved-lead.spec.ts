import * as fc from 'fast-check';

import { InvalidLeadError } from './prediction.errors.js';
import { readUnsavedLead } from './unsaved-lead.js';

const NOW = new Date('2026-06-01T12:00:00Z');
const read = (body: unknown) => readUnsavedLead(body, 'd', NOW);
const faultsOf = (body: unknown): string[] => {
  try {
    read(body);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidLeadError)) throw error;
    return error.faults.map(({ field }) => field);
  }
};

describe(readUnsavedLead.name, () => {
  it('reads a lead with its customer, vehicle and activities in time order', () => {
    const { history, cutoff } = read({
      arrivedAt: '2026-05-30T10:00:00Z',
      message: 'Is this still available?',
      customer: { phoneKind: 'mobile', distanceKm: 12 },
      vehicle: { year: 2019, make: 'Ford', price: 18_500, listedAt: '2026-05-01T00:00:00Z' },
      custom: { campaign: 'spring', visits: 3, returning: true, empty: null },
      activities: [
        { kind: 'call', direction: 'outbound', occurredAt: '2026-05-30T11:00:00Z' },
        { kind: 'message', direction: 'inbound', occurredAt: '2026-05-30T10:30:00Z' },
      ],
    });

    expect(cutoff).toEqual(NOW);
    expect(history.vehicle!.prices).toEqual([
      { amount: 18_500, at: new Date('2026-05-01T00:00:00Z') },
    ]);
    expect(history.activities.map(({ kind }) => kind)).toEqual(['message', 'call']);
    expect(history.lead.custom).toEqual({ campaign: 'spring', visits: 3, returning: true });
  });

  it('takes an empty lead: everything about it is unknown', () => {
    expect(read({}).history).toMatchObject({ customer: null, vehicle: null, activities: [] });
  });

  it('names every field at fault at once, with its place', () => {
    expect(
      faultsOf({
        arrivedAt: 'yesterday',
        vehicle: { year: '2019', colour: 'red' },
        activities: [{ kind: 'dance', direction: 'inbound' }, 7],
        custom: { nested: {} },
        mesage: 'typo',
      }).toSorted(),
    ).toEqual(
      [
        'activities[0].kind',
        'activities[0].occurredAt',
        'activities[1]',
        'arrivedAt',
        'custom.nested',
        'mesage',
        'vehicle.colour',
        'vehicle.year',
      ].toSorted(),
    );
  });

  it('refuses the future and a lead that arrives after its cutoff', () => {
    expect(faultsOf({ cutoff: '2027-01-01T00:00:00Z' })).toEqual(['cutoff']);
    expect(faultsOf({ arrivedAt: '2026-05-02T00:00:00Z', cutoff: '2026-05-01T00:00:00Z' })).toEqual(
      ['arrivedAt'],
    );
  });

  it('answers any JSON with a lead or with faults, never with another error', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        expect(Array.isArray(faultsOf(body))).toBe(true);
      }),
    );
  });
});

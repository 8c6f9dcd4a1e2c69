import { type FamilyLead, findDuplicates } from './duplicates.js';

const day = (n: number): Date => new Date(Date.UTC(2026, 2, n));
const lead = (id: string, arrivedAt: Date, changes: Partial<FamilyLead> = {}): FamilyLead => ({
  id,
  person: 'p',
  arrivedAt,
  outcome: 'OPEN',
  outcomeAt: null,
  sourceOutcome: null,
  duplicateOf: null,
  vehicleId: null,
  vin: null,
  make: 'Honda',
  model: 'Civic',
  ...changes,
});

describe(findDuplicates, () => {
  it('finds the same person asking again for the same model within two weeks', () => {
    expect(
      findDuplicates([lead('a', day(1)), lead('b', day(10)), lead('c', day(16))]).duplicates,
    ).toEqual([{ id: 'b', of: 'a' }]);
  });

  it.each([
    ['another person', { person: 'q' }],
    ['another model', { model: 'Accord' }],
    ['another vehicle of that model', { vin: 'B' }],
    ['no model at all', { model: null }],
    ['already excluded', { outcome: 'EXCLUDED', outcomeAt: day(2) }],
  ] as const)('leaves alone: %s', (_, changes) => {
    expect(
      findDuplicates([lead('a', day(1), { vin: 'A' }), lead('b', day(2), changes)]).duplicates,
    ).toEqual([]);
  });

  it('leaves alone a lead that came after the earlier one was decided', () => {
    expect(
      findDuplicates([lead('a', day(1), { outcome: 'LOST', outcomeAt: day(3) }), lead('b', day(4))])
        .duplicates,
    ).toEqual([]);
  });

  it('finds a repeat of a lead that was decided later', () => {
    expect(
      findDuplicates([lead('a', day(1), { outcome: 'LOST', outcomeAt: day(9) }), lead('b', day(4))])
        .duplicates,
    ).toHaveLength(1);
  });

  it('counts the sale of a repeat for the lead it repeats', () => {
    const found = findDuplicates([
      lead('a', day(1)),
      lead('b', day(2), { outcome: 'WON', outcomeAt: day(9) }),
    ]);

    expect(found).toEqual({ duplicates: [{ id: 'b', of: 'a' }], won: [{ id: 'a', at: day(9) }] });
  });

  it('counts a sale that comes after the repeat was found, once', () => {
    const repeat = lead('b', day(2), {
      outcome: 'EXCLUDED',
      outcomeAt: day(9),
      duplicateOf: 'a',
      sourceOutcome: 'WON',
    });

    expect(findDuplicates([lead('a', day(1)), repeat]).won).toEqual([{ id: 'a', at: day(9) }]);
    expect(
      findDuplicates([lead('a', day(1), { outcome: 'WON', outcomeAt: day(9) }), repeat]).won,
    ).toEqual([]);
  });
});

import type { LeadOutcome } from '#leads';
import type { LabelledExamples } from './example-rows.js';
import { labelsKnownAt, newOutcomes, newOutcomesNeeded, unseenRows } from './newer-answers.js';

const DAY_MS = 86_400_000;
const LEARNED_AT = new Date('2026-03-01T03:00:00Z');
const day = (days: number): Date => new Date(LEARNED_AT.getTime() + days * DAY_MS);

const lead = (leadId: string, changes: Partial<LeadOutcome> = {}): LeadOutcome => ({
  leadId,
  dealershipId: 'dealership-1',
  arrivedAt: day(-10),
  outcome: 'LOST',
  outcomeAt: day(1),
  recordedAt: day(1),
  ...changes,
});

/** One example a lead, all of weight 1. */
function holdoutOf(leads: LeadOutcome[]): LabelledExamples {
  return {
    groups: leads.map(({ leadId }) => leadId),
    labels: Float64Array.from(leads, ({ outcome }) => (outcome === 'WON' ? 1 : 0)),
    weights: new Float64Array(leads.length).fill(1),
    leadOf: Int32Array.from(leads.keys()),
  } as unknown as LabelledExamples;
}

const many = (count: number, changes: (index: number) => Partial<LeadOutcome>): LeadOutcome[] =>
  Array.from({ length: count }, (_, index) => lead(`lead-${index}`, changes(index)));

const rowsOf = (leads: LeadOutcome[]): number[] | undefined =>
  unseenRows({ leads, horizonDays: 90 }, holdoutOf(leads), LEARNED_AT);

/** So many of the first are won. */
const won =
  (sales: number) =>
  (index: number): Partial<LeadOutcome> => ({ outcome: index < sales ? 'WON' : 'LOST' });

describe(unseenRows.name, () => {
  it('takes leads whose outcome was recorded after learning, and no others', () => {
    const leads = many(220, (index) => ({
      outcome: index % 5 === 0 ? 'WON' : 'LOST',
      recordedAt: day(index < 100 ? -1 : 1),
    }));

    expect(rowsOf(leads)).toEqual(Array.from({ length: 120 }, (_, index) => 100 + index));
  });

  it('needs ten sales and a hundred leads', () => {
    expect(rowsOf(many(100, won(10)))).toHaveLength(100);
    expect(rowsOf(many(100, won(9)))).toBeUndefined();
    expect(rowsOf(many(99, won(10)))).toBeUndefined();
  });

  it('knows that a lead past its horizon was a negative by then, whenever the CRM closed it', () => {
    const leads = many(130, (index) => ({ ...won(30)(index), arrivedAt: day(-200) }));

    expect(rowsOf(leads)).toBeUndefined();
  });
});

describe(labelsKnownAt.name, () => {
  it('labels as somebody learning then would have', () => {
    const leads = [
      lead('won since', { outcome: 'WON' }),
      lead('lost then', { outcomeAt: day(-2), recordedAt: day(-2) }),
      lead('reported late', { outcome: 'WON', outcomeAt: day(-2), recordedAt: day(3) }),
      lead('arrived since', { arrivedAt: day(1), outcomeAt: day(2), recordedAt: day(2) }),
      lead('old and open then', { arrivedAt: day(-120), outcome: 'WON' }),
    ];

    const labels = labelsKnownAt({ leads, horizonDays: 90 }, LEARNED_AT);

    expect([...labels.values()].map(({ leadId, label }) => [leadId, label])).toEqual([
      ['lost then', 0],
      ['old and open then', 0],
    ]);
  });
});

describe(newOutcomesNeeded.name, () => {
  it('is one in a hundred, within 20 and 200', () => {
    expect([0, 1999, 2001, 15_000, 90_000].map(newOutcomesNeeded)).toEqual([20, 20, 21, 150, 200]);
  });
});

describe(newOutcomes.name, () => {
  it('counts outcomes recorded since, not open leads', () => {
    const leads = [
      lead('1'),
      lead('2', { recordedAt: day(-1) }),
      lead('3', { outcome: 'OPEN', outcomeAt: null, recordedAt: null }),
    ];

    expect(newOutcomes(leads, LEARNED_AT)).toBe(1);
  });
});

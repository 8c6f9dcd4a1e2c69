import type { CrmRecord, SaidLead } from '#crm';
import type { CleaningContext } from './cleaning-context.js';
import { CleaningNotes, Refused } from './cleaned.js';
import { cleanRecord, emptyBatch } from './clean-record.js';

const context: CleaningContext = {
  connectionId: '11111111-1111-4111-8111-111111111111',
  country: 'US',
  timeZone: 'America/Chicago',
  currency: 'USD',
  now: new Date('2026-06-01T12:00:00Z'),
  statusMapping: { Open: { outcome: 'OPEN' }, Sold: { outcome: 'WON' } },
  ownFields: new Set(),
  pulledKinds: new Set(),
};
const lead = (said: Partial<SaidLead> = {}): CrmRecord => ({
  kind: 'lead',
  payload: said,
  said: { externalId: 'L1', arrivedAt: '2026-05-01T10:00:00Z', status: 'Open', ...said },
});

function clean(record: CrmRecord, changes: Partial<CleaningContext> = {}) {
  const batch = emptyBatch();
  const notes = new CleaningNotes();
  const refused = cleanRecord(record, { ...context, ...changes }, notes, batch);
  return { batch, notes: notes.counts(), refused };
}

const outcomeAt = (said: Partial<SaidLead>): string | undefined =>
  clean(lead({ status: 'Sold', ...said })).batch.leads[0]?.outcomeAt?.toISOString();

describe(cleanRecord, () => {
  it('keeps a lead whose small faults are only noted', () => {
    const { batch, notes, refused } = clean(
      lead({
        customer: { name: { first: 'Pat', last: 'Doe' }, email: 'nope', phones: ['212-555-0142'] },
        vehicle: {
          vin: '1HGCM82633A004325',
          year: '2003',
          make: 'honda',
          model: 'ACCORD',
          price: { amount: 'call' },
        },
      }),
    );

    expect(refused).toBeUndefined();
    expect(batch.leads[0]).toMatchObject({
      customerExternalId: 'lead:L1',
      vehicleInterest: { year: 2003, make: 'Honda', model: 'Accord' },
      outcome: 'OPEN',
    });
    expect(batch.customers[0]).toMatchObject({
      externalId: 'lead:L1',
      name: 'Pat Doe',
      phone: '+12125550142',
    });
    expect(notes).toEqual({
      'email: not an e-mail address': 1,
      'vin: check digit does not add up': 1,
    });
  });

  it.each([
    [{ externalId: undefined }, 'externalId', 'missing'],
    [{ arrivedAt: undefined }, 'arrivedAt', 'missing'],
    [{ arrivedAt: 'soon' }, 'arrivedAt', 'not an instant'],
    [{ arrivedAt: '2027-01-01T00:00:00Z' }, 'arrivedAt', 'lies in the future'],
    [{ status: 'Working' }, 'status', 'unknown status'],
  ])('refuses a lead with %p and stores nothing of it', (said, field, reason) => {
    const { batch, refused } = clean(lead({ customer: { email: 'pat@example.com' }, ...said }));

    expect(refused?.refusal).toMatchObject({ field, reason });
    expect(batch).toEqual(emptyBatch());
  });

  it('dates an outcome by the status change, else by the update, never before arrival', () => {
    expect([
      outcomeAt({ statusAt: '2026-05-09T00:00:00Z', updatedAt: '2026-05-10T00:00:00Z' }),
      outcomeAt({ updatedAt: '2026-05-10T00:00:00Z' }),
      outcomeAt({ statusAt: '2026-04-01T00:00:00Z' }),
    ]).toEqual([
      '2026-05-09T00:00:00.000Z',
      '2026-05-10T00:00:00.000Z',
      '2026-05-01T10:00:00.000Z',
    ]);
  });

  it('excludes a service ticket whatever its status says', () => {
    expect(clean(lead({ leadType: 'Service', status: 'Sold' })).batch.leads[0]).toMatchObject({
      outcome: 'EXCLUDED',
      excludedReason: 'service',
      crmStatus: 'Sold',
    });
  });

  it('lets a carried copy refer to the record that is pulled on its own', () => {
    const { batch } = clean(lead({ customer: { externalId: 'C1', email: 'pat@example.com' } }), {
      pulledKinds: new Set(['customer']),
    });

    expect(batch.customers).toEqual([]);
    expect(batch.leads[0]?.customerExternalId).toBe('C1');
  });

  it('keeps a carried person no pull would bring', () => {
    const { batch } = clean(lead({ customer: { email: 'pat@example.com' } }), {
      pulledKinds: new Set(['customer']),
    });

    expect(batch.customers).toHaveLength(1);
  });

  it('reads activities in the CRM’s own words', () => {
    const { batch } = clean({
      kind: 'activity',
      payload: {},
      said: {
        externalId: 'A1',
        leadExternalId: 'L1',
        kind: 'Outbound Phone Call',
        occurredAt: '2026-05-01T11:00:00Z',
      },
    });

    expect(batch.activities[0]).toMatchObject({
      kind: 'call',
      direction: 'outbound',
      author: 'human',
    });
  });

  it.each(['externalId', 'leadExternalId', 'occurredAt'])(
    'refuses an activity without %s',
    (field) => {
      const said = {
        externalId: 'A1',
        leadExternalId: 'L1',
        occurredAt: '2026-05-01T11:00:00Z',
        [field]: undefined,
      };

      expect(clean({ kind: 'activity', payload: {}, said }).refused?.refusal.field).toBe(field);
    },
  );

  it('dates the asking price by the update that told of it, after the history', () => {
    const { batch } = clean({
      kind: 'vehicle',
      payload: {},
      said: {
        externalId: 'V1',
        updatedAt: '2026-05-03T00:00:00Z',
        listedAt: '2026-04-01T00:00:00Z',
        price: { amount: '$9,500' },
        priceHistory: [
          { amount: 9900, at: '2026-04-20T00:00:00Z' },
          { amount: 10500, at: '2026-04-01T00:00:00Z' },
        ],
      },
    });

    expect(
      batch.vehicles[0]?.prices.map(({ amount, at }) => [amount, at.toISOString().slice(0, 10)]),
    ).toEqual([
      [10500, '2026-04-01'],
      [9900, '2026-04-20'],
      [9500, '2026-05-03'],
    ]);
  });

  it('passes on why the dialect could not read a record', () => {
    const { refused } = clean({
      kind: 'unreadable',
      payload: 'x',
      refusal: { reason: 'not JSON', fix: 'Send JSON.' },
    });

    expect(refused).toEqual(new Refused({ reason: 'not JSON', fix: 'Send JSON.' }));
  });
});

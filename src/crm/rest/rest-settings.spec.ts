import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { readRecord } from './record-reading.js';
import { readRestSettings } from './read-rest-settings.js';

const secrets = { clientId: 'a', clientSecret: 'b', webhookSecret: 'c' };
const shipped = (): Record<string, unknown> =>
  parse(readFileSync('config/dialects/simulated-crm.yaml', 'utf8')) as Record<string, unknown>;
const read = (settings: Record<string, unknown>, given: Record<string, string> = secrets) =>
  readRestSettings({ id: 'c1', dialect: 'rest', settings, secrets: given });

describe(readRestSettings, () => {
  it('takes the shipped settings', () => {
    const { pull, statuses } = read(shipped());

    expect(Object.keys(pull)).toEqual(['customer', 'vehicle', 'lead', 'activity']);
    expect(statuses['Service Ticket']).toEqual({ outcome: 'EXCLUDED', excludedReason: 'service' });
  });

  it('tells every fault at once, each with its key and the fix', () => {
    const faulty = {
      baseUrl: 'ftp://crm.example.com',
      auth: { type: 'magic' },
      pull: {
        customer: { path: '/c', paging: { type: 'cursor', param: 'p' }, fields: { nick: 'n' } },
      },
      statuses: { New: 'OPENED', Gone: { outcome: 'EXCLUDED', excludedReason: 'whim' } },
      push: { path: '/s/{leadExternalId}', batchSize: 50, fields: { x: 'likelyhood' } },
      readBack: { path: '/leads', field: 'a..b' },
      webhook: { signatureHeader: 'X-Sig' },
      paths: {},
    };

    expect(() => read(faulty, {})).toThrow(
      expect.objectContaining({
        faults: expect.arrayContaining(
          [
            'baseUrl',
            'auth.type',
            'pull.customer.paging.nextPath',
            'pull.customer.fields.nick',
            'pull.customer.fields.externalId',
            'pull.lead',
            'statuses.New',
            'statuses.Gone',
            'push.batchSize',
            'push.results',
            'push.fields.x',
            'readBack.path',
            'readBack.field',
            'secrets.webhookSecret',
            'paths',
          ].map((key) => expect.objectContaining({ key, fix: expect.stringMatching(/\w/) })),
        ),
      }),
    );
  });

  it('never shows a secret in a fault', () => {
    expect(() => read({}, { clientId: 'hidden-id', clientSecret: 'hidden-secret' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hidden') }),
    );
  });
});

describe(readRecord, () => {
  it('lays a lead of the simulated CRM out in our shape, its own score left aside', () => {
    const { pull } = read(shipped());
    const item = {
      id: 5,
      status: 'New',
      vehicle_interest: { year: 2019, make: 'Kia' },
      trade_in: null,
      custom_fields: { likelihood_percent: 41, likelihood_band: 'hot', budget: 9000, tags: ['a'] },
      deleted: false,
    };

    expect(pull.lead && readRecord(pull.lead.mapping, item)).toEqual({
      kind: 'lead',
      payload: item,
      said: {
        externalId: 5,
        status: 'New',
        vehicle: { year: 2019, make: 'Kia' },
        custom: { budget: 9000 },
        deleted: false,
      },
    });
  });

  it('converts units, renames words and pairs up lists', () => {
    const { pull } = read(shipped());
    const vehicle = {
      id: 'v',
      odometer_miles: 10,
      price_history: [{ price: 2, at: 'x' }, { price: 1 }],
    };

    expect(
      pull.customer &&
        readRecord(pull.customer.mapping, { id: 'c', distance_miles: 10, phones: ['1', null] }),
    ).toMatchObject({
      said: { distanceKm: 16.09344, phones: ['1', null] },
    });
    expect(pull.vehicle && readRecord(pull.vehicle.mapping, vehicle)).toMatchObject({
      said: {
        odometer: { value: 10, unit: 'mi' },
        priceHistory: [{ amount: 2, at: 'x' }, { amount: 1 }],
      },
    });
    expect(
      pull.activity && readRecord(pull.activity.mapping, { id: 'a', direction: 'in' }),
    ).toMatchObject({
      said: { direction: 'inbound' },
    });
  });
});

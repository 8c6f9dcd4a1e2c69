import type { CrmAdapter } from '#crm';
import { EleadGateway, type EleadRow } from '#simulator';
import { clockAhead, readToEnd, scoreOf } from '../support/dialect-reading.js';
import { vendorHarness, type AdapterOptions } from '../support/vendor-harness.js';
import { crmAdapterContract, type CrmHarness } from './crm-adapter.contract.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const OPENED = Date.now();
const ago = (ms: number): string => new Date(OPENED - ms).toISOString();

const opportunity = (id: string, more: Partial<EleadRow> = {}): EleadRow => ({
  id,
  customer: { id: `customer-${Number(id) % 12}` },
  dateIn: ago(30 * DAY_MS),
  source: 'Facebook Marketplace',
  status: 'Active',
  subStatus: 'New',
  upType: 'Internet',
  changedAt: OPENED - 20 * DAY_MS,
  ...more,
});

interface EleadHarness extends CrmHarness {
  gateway: EleadGateway;
  adapter(options?: AdapterOptions): CrmAdapter;
}

async function eleadHarness(): Promise<EleadHarness> {
  const gateway = await new EleadGateway().start();
  gateway.mostItems = 10;
  for (let number = 0; number < 12; number++) {
    gateway.customers.set(`customer-${number}`, {
      id: `customer-${number}`,
      firstName: 'Ann',
      lastName: 'Example',
      emails: [
        { address: 'old@example.com', isPreferred: false },
        { address: 'ann@example.com', isPreferred: true },
      ],
      phones: [{ number: '2125550143', phoneType: 'Cellular' }],
      address: { zip: '10001', country: 'US' },
    });
  }
  const { adapter, ...common } = vendorHarness(gateway, {
    dialect: 'elead',
    settings: {
      baseUrl: gateway.base,
      subscriptionId: EleadGateway.subscriptionId,
      scoreAs: 'comment',
    },
    secrets: EleadGateway.secrets,
    wrongSecrets: { clientSecret: 'wrong-elead-secret' },
  });
  return {
    gateway,
    ...common,
    adapter: ({ settings, ...options } = {}) =>
      adapter({
        ...options,
        settings: {
          ...(settings?.['signIn'] !== 'headers' && { tokenUrl: gateway.tokenUrl }),
          ...settings,
        },
      }),
    seed: async () => {
      const ids = Array.from({ length: 35 }, (_, number) => String(1000 + number));
      gateway.opportunities.push(...ids.map((id) => opportunity(id)));
      return ids;
    },
    addOdd: async (id, { changedAt = Date.now(), ...told } = {}) => {
      const dateIn = new Date(changedAt).toISOString();
      const odd = { mood: { today: ['sunny'] }, ...told };
      gateway.opportunities.push(opportunity(id, { dateIn, changedAt, ...odd }));
    },
    // Nothing of it changed within the last two minutes.
    overlap: () => [],
    merge: async (loser) => {
      for (const one of gateway.opportunities)
        if (one.id === loser) Object.assign(one, { status: 'Duplicate', changedAt: Date.now() });
    },
    shift: async (id) => {
      const { opportunities } = gateway;
      opportunities.splice(
        opportunities.findIndex((one) => one.id === id),
        1,
      );
    },
    refuse: (id, how) => {
      if (how === 'no longer') gateway.refuses.delete(id);
      else gateway.refuses.set(id, how === 'for now' ? 503 : 404);
    },
    chokeOn: (id) => gateway.refuses.set(id, 400),
  };
}

crmAdapterContract('elead', eleadHarness, {
  deletion: 'no search tells of opportunities that are gone',
  'read back': 'comments can be added and not be read',
  'message proof': 'leads are pulled: no message is taken',
  'message records': 'leads are pulled: no message is taken',
});

describe('Elead', () => {
  let harness: EleadHarness;

  beforeEach(async () => {
    harness = await eleadHarness();
  });
  afterEach(() => harness.stop());

  const searches = (): string[] =>
    harness.gateway.requests.flatMap(({ path }) => /\/opportunities\/(\w+)$/.exec(path)?.[1] ?? []);

  it('asks for changes only once the history was read', async () => {
    const { gateway } = harness;
    gateway.opportunities.push(opportunity('1', { changedAt: OPENED }), opportunity('2'));
    const [first, cursor] = await readToEnd(harness.adapter());

    const [second] = await readToEnd(harness.adapter(), cursor);

    expect(searches()).toEqual(['search', 'searchDelta']);
    expect(first).toHaveLength(2);
    expect(second).toEqual([
      expect.objectContaining({ said: expect.objectContaining({ externalId: '1' }) }),
    ]);
  });

  it('searches the whole history again after eight days without a sync: changes are told for seven', async () => {
    const { gateway } = harness;
    gateway.opportunities.push(opportunity('1'));
    const [, cursor] = await readToEnd(harness.adapter());
    gateway.opportunities[0]!.status = 'Sold';
    const after = harness.adapter({ clock: clockAhead(8 * DAY_MS) });

    const [records] = await readToEnd(after, cursor);

    expect(searches()).toEqual(['search', 'search']);
    expect(records).toEqual([
      expect.objectContaining({ said: expect.objectContaining({ status: 'Sold' }) }),
    ]);
  });

  it('finds the newest opportunities though their clock is ahead of ours', async () => {
    harness.gateway.opportunities.push(opportunity('1', { dateIn: ago(0) }));

    const [records] = await readToEnd(harness.adapter({ clock: clockAhead(-HOUR_MS) }));

    expect(records).toHaveLength(1);
  });

  it('begins a run of changes again by search when it was stopped for longer than they are told', async () => {
    const { gateway } = harness;
    const [, cursor] = await readToEnd(harness.adapter());
    gateway.opportunities.push(
      ...Array.from({ length: 12 }, (_, number) =>
        opportunity(String(number), { changedAt: Date.now() }),
      ),
    );
    const begun = await harness.adapter().pull('lead', cursor);

    const [records] = await readToEnd(
      harness.adapter({ clock: clockAhead(8 * DAY_MS) }),
      begun.cursor,
    );

    expect(begun.last).toBe(false);
    // The last is one look back, behind the edge of its two pages.
    expect(records).toHaveLength(12);
    expect(searches()).toEqual(['search', 'searchDelta', 'search', 'search', 'search']);
  });

  it('names the store and a new request id with every call', async () => {
    await harness.seed();
    await readToEnd(harness.adapter());
    await harness.adapter().push([scoreOf('1000')]);

    const { requests } = harness.gateway;

    const ids = requests.map(({ headers }) => headers['request-id']);
    expect(new Set(ids).size).toBe(requests.length);
    expect(requests.every(({ headers }) => headers['subscription-id'] === 'store-7')).toBe(true);
  });

  it('shows id and secret with every call where the gateway wants that, and asks for no token', async () => {
    await harness.seed();

    const adapter = harness.adapter({ settings: { signIn: 'headers' } });

    expect((await readToEnd(adapter))[0]).toHaveLength(35);
  });

  it('goes on within a page, by any process, where a call failed after some of its customers', async () => {
    const { gateway } = harness;
    const ids = Array.from({ length: 8 }, (_, number) => String(number));
    gateway.opportunities.push(...ids.map((id) => opportunity(id)));
    let calls = 0;
    gateway.chance = () => ((calls += 1) % 5 === 0 ? 'server error' : undefined);
    const pages: string[][] = [];

    for (let cursor: string | null = null, last = false; !last;) {
      const page = await harness.adapter().pull('lead', cursor);
      ({ cursor, last } = page);
      pages.push(
        page.records.map((record) =>
          record.kind === 'lead' ? String(record.said.externalId) : '',
        ),
      );
    }

    expect(pages).toEqual([
      ['0', '1', '2'],
      ['3', '4', '5'],
      ['6', '7'],
    ]);
    expect(gateway.requests).toHaveLength(3 + 8 + 2);
  });

  it('reads an opportunity that came to stand on a page while the page was read', async () => {
    const { gateway } = harness;
    const ids = Array.from({ length: 12 }, (_, number) => String(number));
    gateway.opportunities.push(...ids.map((id) => opportunity(id)));
    let calls = 0;
    gateway.chance = () => ((calls += 1) === 4 ? 'server error' : undefined);
    const begun = await harness.adapter().pull('lead', null);
    gateway.opportunities.splice(0, 1);

    const [records] = await readToEnd(harness.adapter(), begun.cursor);

    const read = [...begun.records, ...records].map(
      (record) => record.kind === 'lead' && record.said.externalId,
    );
    expect(read).toHaveLength(ids.length);
    expect(new Set(read)).toEqual(new Set(ids));
  });

  it('asks for a customer once a page, and makes do where one is gone', async () => {
    const { gateway } = harness;
    const customer = { id: 'customer-0' };
    gateway.opportunities.push(
      opportunity('1', { customer }),
      opportunity('2', { customer }),
      opportunity('3', { customer: { id: 'gone' } }),
    );

    const [records] = await readToEnd(harness.adapter());

    const asked = gateway.requests.filter(({ path }) => path.includes('/customers/'));
    expect(asked.map(({ path }) => path.split('/').at(-1))).toEqual(['customer-0', 'gone']);
    expect(records.map((record) => record.kind === 'lead' && record.said.customer)).toEqual([
      expect.objectContaining({ email: 'ann@example.com', phones: ['2125550143'] }),
      expect.objectContaining({ externalId: 'customer-0' }),
      undefined,
    ]);
  });

  it('stays within a hundred calls a minute and says when it may go on', async () => {
    const { gateway } = harness;
    const ids = Array.from({ length: 120 }, (_, number) => String(number));
    gateway.opportunities.push(...ids.map((id) => opportunity(id)));

    const results = await harness.adapter().push(ids.map((id) => scoreOf(id)));

    expect(gateway.requests).toHaveLength(100);
    expect(gateway.comments).toHaveLength(100);
    const waiting = results.filter(({ status }) => status === 'retry');
    expect(waiting).toHaveLength(20);
    expect(waiting).toEqual(
      waiting.map(() => expect.objectContaining({ retryAfterMs: expect.any(Number) })),
    );
  });

  it('waits a minute when it is refused for too many calls that somebody else made', async () => {
    harness.gateway.callsAMinute = 0;

    await expect(harness.adapter().pull('lead', null)).rejects.toMatchObject({
      retryAfterMs: 60_000,
    });
  });

  it('leaves one comment a score, with band, reason and the key that tells a repeat', async () => {
    const { gateway } = harness;
    gateway.opportunities.push(opportunity('1'));

    await harness.adapter().push([scoreOf('1', { topReason: 'x'.repeat(2000) })]);

    const [{ comment } = { comment: '' }] = gateway.comments;
    expect(comment).toHaveLength(1500);
    expect(comment).toMatch(
      /^Likelihood of a sale: 71 of 100 \(hot\)\. x+ \[Lead Likelihood key-1\]$/,
    );
  });

  it('writes nothing unless comments are asked for', async () => {
    const adapter = harness.adapter({ settings: { scoreAs: undefined } });

    expect(adapter.pushBatchSize).toBe(0);
    expect(await adapter.push([scoreOf('1')])).toEqual([
      expect.objectContaining({ status: 'refused', reason: expect.stringMatching(/scoreAs/) }),
    ]);
  });

  it('reads the car wished for, the one traded in, and who sells', async () => {
    harness.gateway.opportunities.push(
      opportunity('1', {
        soughtVehicles: [
          { make: 'Ford', isPrimary: false },
          {
            make: 'Honda',
            model: 'Civic',
            yearFrom: 2021,
            yearTo: 2021,
            isNew: false,
            isPrimary: true,
          },
        ],
        tradeIns: [{ make: 'Mazda', year: 2012, estimatedMileage: 90_000 }],
        salesTeam: [{ firstName: 'Sam', lastName: 'Seller', isPrimary: true }],
      }),
    );

    const [[record]] = await readToEnd(harness.adapter());

    expect(record).toMatchObject({
      said: {
        vehicle: { make: 'Honda', model: 'Civic', year: 2021, condition: 'used' },
        tradeIn: { make: 'Mazda', odometer: { value: 90_000, unit: 'mi' } },
        assignedTo: 'Sam Seller',
        custom: { upType: 'Internet' },
      },
    });
  });
});

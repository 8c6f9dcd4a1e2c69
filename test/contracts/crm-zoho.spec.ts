import { CrmAuthError, type CrmAdapter, type CrmRecord } from '#crm';
import { ZohoOrganisation, type ZohoRow } from '#simulator';
import { readToEnd, scoreOf } from '../support/dialect-reading.js';
import { vendorHarness, type AdapterOptions } from '../support/vendor-harness.js';
import { crmAdapterContract, type CrmHarness } from './crm-adapter.contract.js';

const HOUR_MS = 3_600_000;
const START = Date.parse('2026-02-01T00:00:00Z');
const zoned = (ms: number): string =>
  new Date(Math.floor(ms / 1000) * 1000).toISOString().replace('.000Z', '+00:00');
const at = (minute: number): string => zoned(START + minute * 60_000);

const leadRow = (id: string, minute: number, more: object = {}): ZohoRow => ({
  id,
  Created_Time: at(minute),
  Modified_Time: at(minute),
  Lead_Status: 'Not Contacted',
  First_Name: 'Ann',
  Last_Name: 'Example',
  Email: 'ann@example.com',
  Phone: '+1 212 555 0143',
  Description: 'Is Ann Example there?',
  ...more,
});

const said = (records: CrmRecord[]) =>
  records.map((record) => (record.kind === 'unreadable' ? record : record.said));

const notification = (token: string): Buffer =>
  Buffer.from(JSON.stringify({ module: 'Leads', operation: 'update', ids: ['1'], token }));

interface ZohoHarness extends CrmHarness {
  organisation: ZohoOrganisation;
  adapter(options?: AdapterOptions): CrmAdapter;
}

async function zohoHarness(): Promise<ZohoHarness> {
  const organisation = await new ZohoOrganisation().start();
  organisation.pageSize = 10;
  const find = (id: string) => organisation.rows.Leads.findIndex((row) => row.id === id);
  const remove = async (id: string): Promise<void> => {
    organisation.rows.Leads.splice(find(id), 1);
    organisation.deleted.push({ id, deleted_time: new Date(organisation.now()).toISOString() });
  };
  return {
    organisation,
    ...vendorHarness(organisation, {
      dialect: 'zoho',
      settings: {
        baseUrl: organisation.origin,
        accountsUrl: organisation.origin,
        scoreFields: {
          likelihood: 'Lead_Likelihood',
          band: 'Lead_Band',
          reason: 'Lead_Reason',
        },
      },
      secrets: { ...ZohoOrganisation.secrets, notifyToken: 'fake-notify-token' },
      wrongSecrets: { refreshToken: 'wrong-refresh-token' },
    }),
    seed: async () => {
      const ids = Array.from({ length: 35 }, (_, number) => String(1000 + number));
      organisation.rows.Leads.push(...ids.map((id, number) => leadRow(id, number)).toReversed());
      // Newest first.
      return ids.toReversed();
    },
    addOdd: async (id, { changedAt = Date.parse(at(40)), status } = {}) => {
      const Modified_Time = zoned(changedAt);
      const odd = {
        Mood: { today: ['sunny'] },
        Modified_Time,
        ...(status && { Lead_Status: status }),
      };
      organisation.rows.Leads.push(leadRow(id, 40, odd));
    },
    // Modified since two minutes before the newest, and not at that very instant.
    overlap: (ids) => ids.slice(0, 2),
    remove,
    merge: remove,
    refuse: (id, how) => {
      if (how === 'no longer') organisation.refuses.delete(id);
      else organisation.refuses.set(id, how === 'for now' ? 'RECORD_LOCKED' : 'INVALID_DATA');
    },
    chokeOn: (id) => organisation.chokesOn.add(id),
  };
}

crmAdapterContract('zoho', zohoHarness, {
  'message proof': 'the token that a notification carries covers no bytes: tried below',
  'message records':
    'notifications name ids and not what became of them: they hasten the next pull',
});

describe('Zoho', () => {
  let harness: ZohoHarness;

  beforeEach(async () => {
    harness = await zohoHarness();
  });
  afterEach(() => harness.stop());

  const asked = (path: string) =>
    harness.organisation.requests.filter((request) => request.path === `/crm/v8/${path}`);

  it('shows its token behind a word of its own', async () => {
    await harness.seed();
    await harness.adapter().pull('lead', null);

    expect(asked('Leads')[0]?.headers.authorization).toMatch(/^Zoho-oauthtoken \S+$/);
  });

  it('takes 304 for nothing new, and keeps its place', async () => {
    const { organisation } = harness;
    organisation.rows.Leads.push(leadRow('1', 0));
    const [, cursor] = await readToEnd(harness.adapter());
    organisation.rows.Leads.pop();

    const [records, next] = await readToEnd(harness.adapter(), cursor);

    expect(records).toEqual([]);
    expect(next).toBe(cursor);
    expect(asked('Leads').at(-1)?.headers['if-modified-since']).toBe('2026-01-31T23:58:00+00:00');
  });

  it('counts pages to 2,000 rows and goes on by token behind them', async () => {
    const { organisation } = harness;
    organisation.pageSize = 200;
    const ids = Array.from({ length: 2_500 }, (_, number) => String(10_000 + number));
    organisation.rows.Leads.push(...ids.map((id, number) => leadRow(id, number)));

    const [records] = await readToEnd(harness.adapter());

    expect(said(records)).toEqual(
      ids.toReversed().map((externalId) => expect.objectContaining({ externalId })),
    );
    // Each page is asked for once more when the next one is read.
    const places = new Set(
      asked('Leads').map(({ query }) => query.get('page') ?? query.get('page_token')),
    );
    expect([...places]).toEqual([
      ...Array.from({ length: 10 }, (_, number) => String(number + 1)),
      ...Array<unknown>(3).fill(expect.stringMatching(/-/)),
    ]);
  });

  it('begins again when a page token has run out', async () => {
    const { organisation } = harness;
    organisation.pageSize = 200;
    const ids = Array.from({ length: 2_500 }, (_, number) => String(10_000 + number));
    organisation.rows.Leads.push(...ids.map((id, number) => leadRow(id, number)));
    const adapter = harness.adapter();
    const records: CrmRecord[] = [];
    let cursor: string | null = null;
    for (let pages = 0; pages < 11; pages++) {
      // oxlint-disable-next-line no-await-in-loop -- each page needs the cursor of the one before
      const page = await adapter.pull('lead', cursor);
      records.push(...page.records);
      cursor = page.cursor;
    }
    organisation.dropPageTokens();

    const [rest] = await readToEnd(adapter, cursor);

    const seen = [...records, ...rest].flatMap((record) =>
      record.kind === 'lead' ? [record.said.externalId] : [],
    );
    expect(new Set(seen)).toEqual(new Set(ids));
  });

  it('misses nobody though leads change while it reads', async () => {
    const { organisation } = harness;
    organisation.pageSize = 10;
    const ids = Array.from({ length: 35 }, (_, number) => String(1_000 + number));
    organisation.rows.Leads.push(...ids.map((id, number) => leadRow(id, number)));
    const read = new Set<string>();

    for (let cursor: string | null = null, last = false; !last;) {
      const page = await harness.adapter().pull('lead', cursor);
      for (const record of page.records)
        if (record.kind === 'lead') read.add(String(record.said.externalId));
      ({ cursor, last } = page);
      // What was read is written to, as by scores.
      for (const row of organisation.rows.Leads) if (read.has(row.id)) row.Modified_Time = at(50);
    }

    expect(read).toEqual(new Set(ids));
  });

  it('tells of a converted lead what became of its deal, whichever of the two changed', async () => {
    const { organisation } = harness;
    const deal = {
      id: '7',
      Modified_Time: at(5),
      Stage: 'Qualification',
      Closing_Date: '2026-03-01',
    };
    organisation.rows.Leads.push(leadRow('1', 5, { Converted_Deal: { id: '7', name: 'Civic' } }));
    organisation.rows.Deals.push(deal);
    const [first, cursor] = await readToEnd(harness.adapter());
    organisation.rows.Deals[0] = { ...deal, Modified_Time: at(60), Stage: 'Closed Won' };

    const [second] = await readToEnd(harness.adapter(), cursor);

    expect(said(first)[0]).toMatchObject({ externalId: '1', status: 'Qualification' });
    expect(said(first)[0]).not.toHaveProperty('statusAt');
    expect(said(second).at(-1)).toMatchObject({
      externalId: '1',
      status: 'Closed Won',
      statusAt: '2026-03-01',
      updatedAt: at(60),
    });
  });

  it('tells of leads that were deleted', async () => {
    harness.organisation.deleted.push({ id: '9', deleted_time: at(3) });

    const [records] = await readToEnd(harness.adapter());

    expect(said(records)).toEqual([
      expect.objectContaining({ externalId: '9', deleted: true, updatedAt: at(3) }),
    ]);
  });

  it('hangs calls on their lead and leaves out those about something else', async () => {
    const call = (id: string, module: string): ZohoRow => ({
      id,
      Modified_Time: at(1),
      Call_Type: 'Inbound',
      Call_Start_Time: at(0),
      What_Id: { id: '1' },
      $se_module: module,
    });
    harness.organisation.rows.Calls.push(call('5', 'Leads'), call('6', 'Deals'));

    const [records] = await readToEnd(harness.adapter(), null, 'activity');

    expect(said(records)).toEqual([
      expect.objectContaining({
        externalId: '5',
        leadExternalId: '1',
        direction: 'Inbound',
        occurredAt: at(0),
      }),
    ]);
  });

  it('waits on a 429 that does not say for how long', async () => {
    const { organisation } = harness;
    Object.defineProperty(organisation, 'tooMany', {
      value: () => ({ status: 429, json: { code: 'TOO_MANY_REQUESTS' } }),
    });
    organisation.failNext('too many requests');

    await expect(harness.adapter().pull('lead', null)).rejects.toMatchObject({
      retryAfterMs: 30_000,
    });
  });

  it('leaves the last credits of the day to others, and shows them in the probe', async () => {
    const { organisation } = harness;
    await harness.seed();
    organisation.creditsLeft = 999;
    const adapter = harness.adapter();
    const { cursor } = await adapter.pull('lead', null);

    await expect(adapter.pull('lead', cursor)).rejects.toMatchObject({
      retryAfterMs: expect.any(Number),
    });
    expect(asked('Leads')).toHaveLength(1);
    const steps = await harness.adapter({ settings: { creditsKept: 900 } }).probe();
    expect(steps.at(-1)).toMatchObject({
      name: 'credits',
      ok: true,
      detail: expect.stringMatching(/999/),
    });
  });

  it('starts no workflow by writing a score, and writes a hundred a call', async () => {
    const ids = Array.from({ length: 150 }, (_, number) => String(2000 + number));
    harness.organisation.rows.Leads.push(...ids.map((id) => leadRow(id, 0)));

    await harness.adapter().push(ids.map((id) => scoreOf(id)));

    const bodies = asked('Leads').map(({ body }) => JSON.parse(body) as { data: []; trigger: [] });
    expect(bodies.map(({ data, trigger }) => [data.length, trigger])).toEqual([
      [100, []],
      [50, []],
    ]);
  });

  describe('notifications', () => {
    const notifyUrl = 'https://desk.example.com/v1/webhooks/zoho/my-dealership.zoho';

    it('come by a channel that is renewed before its day is over, and not with every page', async () => {
      const { organisation } = harness;
      let aheadMs = 0;
      organisation.now = () => Date.now() + aheadMs;
      const clock = { now: () => new Date(organisation.now()) };
      const adapter = harness.adapter({ clock, settings: { notifyUrl } });

      for (aheadMs of [0, HOUR_MS, 17 * HOUR_MS]) await adapter.pull('lead', null);
      expect(asked('actions/watch')).toHaveLength(1);
      aheadMs = 19 * HOUR_MS;
      await adapter.pull('lead', null);

      expect(asked('actions/watch')).toHaveLength(2);
      expect([...organisation.channels.values()]).toEqual([
        expect.objectContaining({ notify_url: notifyUrl, token: 'fake-notify-token' }),
      ]);
    });

    it('are not needed: leads are pulled without, and the probe tells why none come', async () => {
      harness.organisation.opensChannels = false;
      const ids = await harness.seed();
      const adapter = harness.adapter({ settings: { notifyUrl } });

      const [records] = await readToEnd(adapter);

      expect(records).toHaveLength(ids.length);
      expect((await adapter.probe()).at(-1)).toMatchObject({ name: 'notifications', ok: false });
      expect(asked('actions/watch')).toHaveLength(1);
    });
  });

  it('believes a notification by the token it was given and only hastens the next pull', () => {
    const notifyUrl = 'https://desk.example.com/v1/webhooks/zoho';
    const adapter = harness.adapter({ settings: { notifyUrl } });

    expect(() => adapter.verifyWebhook({}, notification('fake-notify-token'))).not.toThrow();
    expect(() => adapter.verifyWebhook({}, notification('fake'))).toThrow(CrmAuthError);
    expect(adapter.read(notification('fake-notify-token'), 'application/json')).toEqual([]);
  });
});

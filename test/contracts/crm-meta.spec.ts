import { createHash } from 'node:crypto';
import {
  CrmAuthError,
  CrmUnavailableError,
  type CrmAdapter,
  type CrmRecord,
  type StagePush,
} from '#crm';
import { MetaGraph, type MetaLead, type VendorFault } from '#simulator';
import { vendorHarness, type AdapterOptions } from '../support/vendor-harness.js';
import { LONG_ID, score } from './clauses/readings.js';
import { crmAdapterContract, type CrmHarness } from './crm-adapter.contract.js';

const [FORM, OTHER_FORM] = ['998877665544332', '887766554433221'] as const;
const DATASET = { datasetId: MetaGraph.datasetId };
const DAY_MS = 86_400_000;
/** Some weeks ago by the wall clock: Meta keeps leads for some months only. */
const START = Math.floor(Date.now() / 1000) * 1000 - 30 * DAY_MS;
const at = (minute: number): string =>
  new Date(START + minute * 60_000).toISOString().replace('.000Z', '+0000');

const formLead = (id: string, minute: number, more: object = {}): MetaLead => ({
  id,
  form_id: FORM,
  created_time: at(minute),
  platform: 'fb',
  is_organic: false,
  campaign_name: 'Used - March',
  retailer_item_id: 'SKU-P7286A',
  vehicle: '2021 Toyota RAV4 XLE',
  field_data: [
    { name: 'full_name', values: ['Ann Example'] },
    { name: 'email', values: ['ann@example.com'] },
    { name: 'phone_number', values: ['+12125550143'] },
    { name: 'zip_code', values: ['94568'] },
    { name: 'date_of_birth', values: ['01/02/1990'] },
    { name: 'when_do_you_plan_to_buy?', values: ['within_1_week'] },
  ],
  custom_disclaimer_responses: [{ checkbox_key: 'sms', is_checked: '1' }],
  ...more,
});

interface MetaHarness extends CrmHarness {
  graph: MetaGraph;
  adapter: (options?: AdapterOptions) => CrmAdapter;
}

async function metaHarness(): Promise<MetaHarness> {
  const graph = await new MetaGraph().start();
  graph.pageSize = 10;
  return {
    graph,
    ...vendorHarness(graph, {
      dialect: 'meta',
      settings: { baseUrl: graph.origin, pageId: MetaGraph.pageId, conversions: DATASET },
      secrets: MetaGraph.secrets,
      wrongSecrets: { pageToken: 'wrong-page-token' },
    }),
    seed: async () => {
      const ids = Array.from({ length: 35 }, (_, number) => String(1_204_457_781_230_000 + number));
      graph.leads.push(...ids.map((id, number) => formLead(id, number)));
      return ids.toReversed();
    },
    addOdd: async (id, { changedAt = START + 40 * 60_000 } = {}) => {
      const created_time = new Date(changedAt).toISOString();
      graph.leads.push(formLead(id, 40, { mood: 'sunny', created_time }));
    },
    // Newest first; exactly as old as the overlap is not newer.
    overlap: (ids) => ids.slice(0, 2),
    waitMs: 7 * 60_000,
    message: () => ({ ...graph.message([formLead('1204457781230001', 1)]), ids: [] }),
  };
}

const NO_SCORE = 'Meta has no field for a score: it is told stages';
crmAdapterContract('meta', metaHarness, {
  'shifting rows': 'leads of a form are neither changed nor merged, new ones come in front',
  'unknown status': 'a lead of a form has no status',
  deletion: 'Meta tells of no deletion',
  merge: 'Meta merges no leads',
  'token expiry': 'a page token does not run out and cannot be renewed',
  pushes: NO_SCORE,
  'push faults': NO_SCORE,
  'failures alone': NO_SCORE,
  'read back': NO_SCORE,
  echo: NO_SCORE,
});

const all = async (adapter: CrmAdapter, cursor: string | null = null) => {
  const records: CrmRecord[] = [];
  for (let from = cursor; ;) {
    const page = await adapter.pull('lead', from);
    records.push(...page.records);
    from = page.cursor;
    if (page.last) return { records, cursor: from };
  }
};
const idsOf = (records: CrmRecord[]) =>
  records.map((record) => record.kind === 'lead' && record.said.externalId);

const challenge = (token: string, mode = 'subscribe') => ({
  'hub.mode': mode,
  'hub.verify_token': token,
  'hub.challenge': '1158201444',
});

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

describe('Meta', () => {
  let harness: MetaHarness;

  beforeEach(async () => {
    harness = await metaHarness();
  });
  afterEach(() => harness.stop());

  it('reads what was answered, the car of an inventory ad and what was ticked', async () => {
    harness.graph.leads.push(formLead('1204457781234567', 1));

    const { records } = await all(harness.adapter());

    expect(records.map((record) => record.kind === 'lead' && record.said)).toEqual([
      {
        externalId: '1204457781234567',
        arrivedAt: at(1),
        source: 'Facebook',
        customer: {
          name: { full: 'Ann Example' },
          email: 'ann@example.com',
          phones: ['+12125550143'],
          postalCode: '94568',
        },
        vehicle: { stockNumber: 'SKU-P7286A', year: '2021', make: 'Toyota', model: 'RAV4 XLE' },
        custom: {
          'when_do_you_plan_to_buy?': 'within_1_week',
          platform: 'fb',
          is_organic: false,
          campaign_name: 'Used - March',
          form_id: FORM,
          'consent sms': true,
        },
      },
    ]);
  });

  it('reads localised questions where the settings name them', async () => {
    const answers = [{ name: 'courriel', values: ['ann@example.com'] }];
    harness.graph.leads.push(formLead('1204457781234567', 1, { field_data: answers }));
    const settings = { fields: { 'customer.email': 'courriel' } };

    const { records } = await all(harness.adapter({ settings }));

    expect(records).toEqual([
      expect.objectContaining({
        said: expect.objectContaining({
          customer: expect.objectContaining({ email: 'ann@example.com' }),
        }),
      }),
    ]);
    expect(JSON.stringify(records[0]?.kind === 'lead' && records[0].said.custom)).not.toMatch(
      /courriel/,
    );
  });

  it('finds every form of the page, old and new, and reads those named alone', async () => {
    const { graph } = harness;
    graph.leads.push(formLead('1204457781234567', 1));
    const { cursor } = await all(harness.adapter());
    graph.forms.push({ id: OTHER_FORM, status: 'ARCHIVED' }, { id: '1', status: 'DRAFT' });
    graph.leads.push(formLead('1204457781234568', -90, { form_id: OTHER_FORM }));

    const later = await all(harness.adapter(), cursor);

    expect(idsOf(later.records)).toEqual(['1204457781234567', '1204457781234568']);
    const settings = { forms: [OTHER_FORM] };
    const named = await all(harness.adapter({ settings }));
    expect(idsOf(named.records)).toEqual(['1204457781234568']);
  });

  it('begins a form again when its place in the list is forgotten, and loses nothing', async () => {
    const ids = await harness.seed();
    const first = await harness.adapter().pull('lead', null);
    harness.graph.epoch++;

    const rest = await all(harness.adapter(), first.cursor);

    expect(new Set([...idsOf(first.records), ...idsOf(rest.records)])).toEqual(new Set(ids));
  });

  it('proves with every call that the token is not a stolen one', async () => {
    await all(harness.adapter());

    const { requests } = harness.graph;
    expect(
      requests.every(({ query }) => /^[0-9a-f]{64}$/.test(query.get('appsecret_proof') ?? '')),
    ).toBe(true);
  });

  it('keeps the token out of its cursor, though the next page is named with it', async () => {
    await harness.seed();

    const { cursor } = await harness.adapter().pull('lead', null);

    expect(cursor).not.toContain(MetaGraph.secrets.pageToken);
  });

  it('says so when the token is refused, with the trace and without the message', async () => {
    await expect(harness.adapter({ wrong: true }).pull('lead', null)).rejects.toMatchObject({
      constructor: CrmAuthError,
      message: expect.stringMatching(/code 190, trace AbCdEf123/),
    });
  });

  describe('limits', () => {
    it('waits as many minutes as error 80005 says', async () => {
      harness.graph.failNext('too many requests');

      await expect(harness.adapter().pull('lead', null)).rejects.toMatchObject({
        constructor: CrmUnavailableError,
        retryAfterMs: 7 * 60_000,
        message: expect.stringMatching(/80005/),
      });
    });

    it('leaves a share to others: it stops before Meta has to', async () => {
      const now = new Date();
      const adapter = harness.adapter({ clock: { now: () => now } });
      harness.graph.usage.percent = 93;
      await adapter.pull('lead', null).catch(() => undefined);
      const asked = harness.graph.requests.length;

      await expect(adapter.pull('lead', null)).rejects.toMatchObject({ retryAfterMs: 300_000 });
      expect(harness.graph.requests.length).toBe(asked);
    });

    it('tells in a probe how much is used up', async () => {
      harness.graph.usage.percent = 41;

      expect(await harness.adapter().probe()).toContainEqual({
        name: 'usage',
        topic: 'limit',
        ok: true,
        detail: "41 % of Meta's limits is used up",
      });
    });
  });

  describe('webhooks', () => {
    it('answer the challenge to whoever shows the verify token, and nobody else', () => {
      const adapter = harness.adapter();
      const ask = (query: Record<string, unknown>) => adapter.answerChallenge?.(query);

      expect(ask(challenge(MetaGraph.secrets.verifyToken))).toBe('1158201444');
      const refused = [challenge('other'), challenge(MetaGraph.secrets.verifyToken, 'x'), {}];
      for (const query of refused) expect(() => ask(query)).toThrow(CrmAuthError);
    });

    it('agree with the published vector', () => {
      const published = Buffer.from(
        '{"object":"page","entry":[{"id":"153125381133","time":1773550026,"changes":[{"field":"leadgen","value":{"leadgen_id":"1204457781234567","page_id":"153125381133","form_id":"998877665544332","adgroup_id":"120210000000000123","ad_id":"120210000000000123","created_time":1773550025}}]}]}\n',
      );
      const signature = 'd1aa64c199574199f0647d12ee2ab4e79888cc9bbff07b0b4cc4c4c5a5c94f59';
      const verify = (body: Buffer) =>
        harness.adapter().verifyWebhook({ 'X-Hub-Signature-256': `sha256=${signature}` }, body);

      expect(() => verify(published)).not.toThrow();
      // The same JSON in other bytes is another message.
      const again = Buffer.from(JSON.stringify(JSON.parse(String(published)), null, 1));
      expect(() => verify(again)).toThrow(CrmAuthError);
    });

    it('name leads in batches, some twice, with ids that no double can hold', async () => {
      const { graph } = harness;
      const leads = [formLead(LONG_ID, 1), formLead('1204457781234567', 2), formLead(LONG_ID, 1)];
      graph.leads.push(...leads.slice(0, 2));
      const { body } = graph.message(leads, { asNumbers: true });
      const { newcomers } = harness.adapter();

      const ids = newcomers?.namedIn(body) ?? [];

      expect(ids).toEqual([LONG_ID, '1204457781234567']);
      expect(idsOf((await newcomers?.fetch(ids)) ?? [])).toEqual(ids);
    });

    it('leave out a lead that Meta no longer has, and nothing else that is refused', async () => {
      const { newcomers } = harness.adapter();

      await expect(newcomers?.fetch(['1204457781234567'])).resolves.toEqual([]);
      const wrong = harness.adapter({ wrong: true }).newcomers;
      await expect(wrong?.fetch(['1204457781234567'])).rejects.toThrow(CrmAuthError);
    });

    it('of another page are kept for people, not fetched', () => {
      const { body } = harness.graph.message([formLead('1204457781234567', 1)], { pageId: '42' });

      expect(harness.adapter().newcomers?.namedIn(body)).toEqual([]);
      expect(harness.adapter().read(body, 'application/json')).toEqual([
        expect.objectContaining({ kind: 'unreadable' }),
      ]);
    });
  });

  describe('stages', () => {
    const lead = '1204457781234567';
    const hourAgo = new Date(Math.floor(Date.now() / 1000) * 1000 - 3_600_000);
    const reached = (stage: StagePush['stage'], more: Partial<StagePush> = {}): StagePush => ({
      leadExternalId: lead,
      stage,
      reachedAt: hourAgo,
      arrivedAt: new Date(hourAgo.getTime() - DAY_MS),
      likelihoodPercent: 25,
      price: { amount: 26_995, currency: 'USD' },
      deliveryKey: `${lead}:${stage}`,
      ...more,
    });

    it('are one event each, the score carried as the share of the price to be expected', async () => {
      await harness.adapter().stages?.tell([reached('qualified')]);

      expect(harness.graph.events).toEqual([
        {
          event_name: 'Qualified',
          event_time: hourAgo.getTime() / 1000,
          event_id: `${lead}:qualified`,
          action_source: 'system_generated',
          user_data: { lead_id: lead },
          custom_data: {
            event_source: 'crm',
            lead_event_source: 'Lead Likelihood',
            value: 6748.75,
            currency: 'USD',
          },
        },
      ]);
    });

    it('are worth the price when won, nothing when lost, and untold where no price is known', async () => {
      await harness
        .adapter()
        .stages?.tell([reached('won'), reached('lost'), reached('arrived', { price: null })]);

      expect(
        harness.graph.events.map(({ event_name, custom_data }) => [event_name, custom_data.value]),
      ).toEqual([
        ['Sold', 26_995],
        ['Lost', 0],
        ['Lead', undefined],
      ]);
    });

    it('go in the order they were reached, the first of them after the lead itself', async () => {
      const arrival = new Date(hourAgo.getTime() - 7_200_000);
      await harness
        .adapter()
        .stages?.tell([
          reached('won', { arrivedAt: arrival }),
          reached('arrived', { reachedAt: arrival, arrivedAt: arrival }),
        ]);

      expect(
        harness.graph.events.map(({ event_name, event_time }) => [event_name, event_time]),
      ).toEqual([
        ['Lead', arrival.getTime() / 1000 + 1],
        ['Sold', hourAgo.getTime() / 1000],
      ]);
    });

    it('keep a lead id of 17 digits a whole number', async () => {
      await harness.adapter().stages?.tell([reached('won', { leadExternalId: LONG_ID })]);

      expect(harness.graph.requests.at(-1)?.body).toContain(`"lead_id":${LONG_ID}`);
    });

    it('are honestly not sent where Meta could not use them, and hold up no others', async () => {
      const old = new Date(Date.now() - 8 * DAY_MS);
      const adapter = harness.adapter({
        settings: { conversions: { ...DATASET, names: { lost: false } } },
      });

      const results = await adapter.stages?.tell([
        reached('won', { leadExternalId: 'mail-77', deliveryKey: 'a' }),
        reached('won', { reachedAt: old, deliveryKey: 'b' }),
        reached('lost', { deliveryKey: 'c' }),
        reached('won', { deliveryKey: 'd' }),
      ]);

      const told = results?.map((result) => [
        result.deliveryKey,
        'reason' in result ? result.reason : 'sent',
      ]);
      expect(Object.fromEntries(told ?? [])).toEqual({
        a: 'not sent: the lead did not come by a form of Meta.',
        b: 'not sent: Meta takes events of the last seven days only.',
        c: 'not sent: no name for the stage lost.',
        d: 'sent',
      });
    });

    it('carry contact data only where that is wanted, and hashed in the one right spelling', async () => {
      const contact = { email: ' MJ.Oneill@Example.com ', phone: '+1 925 555 0142' };
      const adapter = harness.adapter({
        settings: { conversions: { ...DATASET, contact: 'hashed' } },
      });
      await harness.adapter().stages?.tell([reached('arrived', { contact })]);
      await adapter.stages?.tell([reached('won', { contact })]);

      expect(adapter.stages?.wantsContact).toBe(true);
      expect(harness.graph.events.map(({ user_data }) => user_data)).toEqual([
        { lead_id: lead },
        { lead_id: lead, em: [hash('mj.oneill@example.com')], ph: [hash('19255550142')] },
      ]);
    });

    it('come again under the same key where Meta confirms fewer than it was sent', async () => {
      harness.graph.losesOne = true;

      const results = await harness.adapter().stages?.tell([reached('won')]);

      expect(results).toEqual([expect.objectContaining({ status: 'retry' })]);
      harness.graph.losesOne = false;
      await harness.adapter().stages?.tell([reached('won')]);
      expect(harness.graph.events).toHaveLength(1);
    });

    it.each<VendorFault>([
      'too many requests',
      'server error',
      'slow',
      'half an answer',
      'a web page',
      'hangs up',
    ])('all come again later after %s', async (fault) => {
      harness.graph.failNext(fault);

      const results = await harness.adapter().stages?.tell([reached('arrived'), reached('won')]);

      expect(results?.map(({ status }) => status)).toEqual(['retry', 'retry']);
      for (const word of harness.private) expect(JSON.stringify(results)).not.toContain(word);
    });

    it('go through though one of them makes Meta refuse the whole call', async () => {
      const ids = await harness.seed();
      harness.graph.chokesOn.add(ids[4]!);

      const results = await harness
        .adapter()
        .stages?.tell(ids.map((id) => reached('won', { leadExternalId: id, deliveryKey: id })));

      expect(results).toHaveLength(ids.length);
      expect(results?.filter(({ status }) => status !== 'accepted')).toEqual([
        expect.objectContaining({ deliveryKey: ids[4], status: 'refused' }),
      ]);
      expect(harness.graph.events).toHaveLength(ids.length - 1);
    });

    it('are all there is: a score has no field, and none is sent', async () => {
      const results = await harness.adapter().push([score('1204457781230001')]);

      expect(harness.adapter().pushBatchSize).toBe(0);
      expect(results).toEqual([
        expect.objectContaining({
          status: 'refused',
          reason: expect.stringMatching(/Meta has no field/),
        }),
      ]);
    });

    it('are shown as test events where the settings name their code', async () => {
      const conversions = { ...DATASET, testEventCode: 'TEST12345' };

      await harness.adapter({ settings: { conversions } }).stages?.tell([reached('won')]);

      expect(harness.graph.requests.at(-1)?.body).toContain('"test_event_code":"TEST12345"');
    });
  });
});

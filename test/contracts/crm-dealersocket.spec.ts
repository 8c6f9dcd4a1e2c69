import { CrmAdapters, CrmReach } from '#crm';
import { SystemClock } from '#platform';
import { DealerSocketApi } from '#simulator';
import { CrmHttp } from '../../src/crm/http/crm-http.js';
import { adfOf, plainMail } from '../support/adf-mails.js';
import { scoreOf } from '../support/dialect-reading.js';
import { crmAdapterContract, type CrmHarness } from './crm-adapter.contract.js';

const clock = new SystemClock();

function adapterOf(api: DealerSocketApi, changes: object = {}, secretKey = api.secretKey) {
  const reach = new CrmReach();
  reach.allowHost('127.0.0.1');
  const { publicKey, dealerNumber } = api;
  return new CrmAdapters(new CrmHttp(reach, clock), reach, clock).create({
    id: 'ds',
    dialect: 'dealersocket',
    settings: {
      scores: {
        baseUrl: `${api.origin}/api/DealerSocket`,
        publicKey,
        dealerNumber,
        senderName: 'Lead Likelihood',
        person: { given: 'Ann', family: 'Example' },
        ...changes,
      },
      limits: { headersMs: 300, bodyMs: 300, totalMs: 600 },
    },
    secrets: { secretKey, intakeToken: 'a token of the tests' },
  });
}

async function dealerSocketHarness(): Promise<CrmHarness> {
  const api = await new DealerSocketApi().start();
  return {
    adapter: ({ wrong } = {}) => adapterOf(api, {}, wrong ? 'wrong' : undefined),
    seed: async () => {
      const ids = Array.from({ length: 8 }, (_, at) => `100000${at}`);
      for (const id of ids) api.leads.set(id, {});
      return ids;
    },
    overlap: () => [],
    failNext: (fault) => api.failNext(fault),
    requests: () => api.requests.length,
    refuse: (id, how) => api.refuse(id, how),
    chokeOn: (id) => api.refuse(id, 'for good'),
    private: [api.secretKey, 'Ann Example'],
    stop: () => api.stop(),
  };
}

const FORWARDED = 'leads are forwarded to us: nothing can be asked for';

crmAdapterContract('dealersocket', dealerSocketHarness, {
  'every lead once': FORWARDED,
  'killed anywhere': FORWARDED,
  'reads agree': FORWARDED,
  'shifting rows': FORWARDED,
  'second sync': FORWARDED,
  'clock skew': FORWARDED,
  'future cursor': FORWARDED,
  'unknown fields': FORWARDED,
  'unknown status': FORWARDED,
  'long id': FORWARDED,
  deletion: FORWARDED,
  merge: FORWARDED,
  'read faults': FORWARDED,
  'token expiry': 'each call is signed by itself',
  'wrong secrets': 'nothing is pulled; told below',
  'read back': 'a priority can be set and not be asked for',
  echo: FORWARDED,
  'message proof': 'forwarded leads carry a token in a header and no signature',
  'message records': FORWARDED,
});

describe('DealerSocket', () => {
  let api: DealerSocketApi;

  beforeEach(async () => {
    api = await new DealerSocketApi().start();
    api.leads.set('1000001', {});
  });
  afterEach(() => api.stop());

  it.each([
    ['hot', 1],
    ['warm', 2],
    ['cool', 3],
  ] as const)(
    'calls a %s lead with priority %i, the score in its comments',
    async (band, priority) => {
      await adapterOf(api).push([
        scoreOf('1000001', { band, topReason: 'asks for <today> & a test drive' }),
      ]);

      expect(api.leads.get('1000001')).toEqual({
        priority,
        comments: `Likelihood to buy: 71 of 100 (${band}). Main reason: asks for &lt;today&gt; &amp; a test drive.`,
      });
    },
  );

  it('says so when the signature is refused', async () => {
    await expect(adapterOf(api, {}, 'wrong').push([scoreOf('1000001')])).rejects.toMatchObject({
      code: 'CRM_AUTH_REFUSED',
    });
  });

  it.each([
    ['posted', adfOf('1000001'), 'application/xml'],
    ['mailed', plainMail('1000001'), 'message/rfc822'],
  ])('reads a lead that was %s under its own id there', (_, document, type) => {
    const forwarded = Buffer.from(document.replace('Lot Desk', 'DealerSocket'));

    expect(adapterOf(api).read(forwarded, type)).toMatchObject([
      { kind: 'lead', said: { externalId: '1000001' } },
    ]);
  });

  it('trusts forwarded leads by their token alone', () => {
    const adapter = adapterOf(api);

    expect(() =>
      adapter.verifyWebhook({ 'X-Intake-Token': 'a token of the tests' }, Buffer.alloc(0)),
    ).not.toThrow();
    expect(() => adapter.verifyWebhook({ 'x-intake-token': 'guess' }, Buffer.alloc(0))).toThrow(
      /token/,
    );
  });

  it('names every setting that cannot work, and the fix', () => {
    const broken = { publicKey: 'a:b', dealerNumber: '', perosn: {} };

    for (const key of ['scores.publicKey', 'scores.dealerNumber', 'scores.perosn'])
      expect(() => adapterOf(api, broken)).toThrow(key);
    expect(() => adapterOf(api, {}, '')).toThrow('secrets.secretKey');
  });
});

import { CrmAuthError, type CrmAdapter } from '#crm';
import { VinSolutionsDealer, type VinSolutionsLead } from '#simulator';
import { readToEnd, scoreOf } from '../support/dialect-reading.js';
import { vendorHarness, type AdapterOptions } from '../support/vendor-harness.js';
import { crmAdapterContract, type CrmHarness } from './crm-adapter.contract.js';

const lead = (leadId: number | string, more: Partial<VinSolutionsLead> = {}): VinSolutionsLead => ({
  leadId,
  leadStatus: 'ACTIVE_NEW_LEAD',
  leadStatusType: 'ACTIVE',
  leadType: 'INTERNET',
  leadSource: { leadSourceId: 362, leadSourceName: 'Facebook Marketplace' },
  createdUtc: '2026-02-01T09:00:00+00:00',
  contact: { href: VinSolutionsDealer.href('/contacts/id/501'), id: 501 },
  primaryVehicleOfInterest: VinSolutionsDealer.href('/vehicles/interest/id/7'),
  ...more,
});

const event = (TrackingId: string, OccurredUtc: string) => ({
  Type: 'LeadUpdated',
  TrackingId,
  OccurredUtc,
  LeadId: 9000,
  DealerId: 2002,
  Version: 1,
});
const bytes = (told: unknown): Buffer => Buffer.from(JSON.stringify(told));

interface VinSolutionsHarness extends CrmHarness {
  dealer: VinSolutionsDealer;
  adapter(options?: AdapterOptions): CrmAdapter;
}

async function vinSolutionsHarness(): Promise<VinSolutionsHarness> {
  const dealer = await new VinSolutionsDealer().start();
  dealer.pageSize = 10;
  dealer.referred.set('/contacts/id/501', {
    ContactId: 501,
    ContactInformation: {
      FirstName: 'Ann',
      LastName: 'Example',
      Emails: [{ EmailAddress: 'ann@example.com' }],
      Phones: [{ PhoneType: 'Cell', Number: '2125550143' }],
    },
  });
  dealer.referred.set('/vehicles/interest/id/7', {
    year: 0,
    make: 'Honda',
    model: 'Civic',
    trim: null,
    stockNumber: 'H7',
    inventoryType: 'USED',
    sellingPrice: 15_900,
  });
  const { secrets, dealerId, userId } = VinSolutionsDealer;
  return {
    dealer,
    ...vendorHarness(dealer, {
      dialect: 'vinsolutions',
      settings: {
        baseUrl: dealer.origin,
        tokenUrl: dealer.tokenUrl,
        dealerId,
        userId,
        scoreAs: 'isHotAndNotes',
        eventHeader: 'X-Sink-Key',
        callsPerSecond: 1000,
      },
      secrets: { ...secrets, eventHeaderValue: 'fake-sink-key' },
      wrongSecrets: { clientSecret: 'wrong-vin-secret' },
    }),
    seed: async () => {
      const ids = Array.from({ length: 35 }, (_, number) => String(9000 + number));
      for (const id of ids) {
        const path = `/contacts/id/${id}`;
        const EmailAddress = `ann+${id}@example.com`;
        const ContactInformation = { FirstName: 'Ann', Emails: [{ EmailAddress }] };
        dealer.referred.set(path, { ContactInformation });
        dealer.leads.push(lead(Number(id), { contact: VinSolutionsDealer.href(path) }));
      }
      return ids;
    },
    addOdd: async (id, { status } = {}) => {
      const odd = { mood: { today: ['sunny'] } };
      const known = status && { leadStatus: status, leadStatusType: 'LOST' };
      dealer.leads.push(lead(id, { ...odd, ...known }));
    },
    merge: async (loser) => {
      const duplicate = { leadStatus: 'BAD_DUPLICATE_LEAD', leadStatusType: 'BAD' };
      for (const one of dealer.leads)
        if (String(one.leadId) === loser) Object.assign(one, duplicate);
    },
    // Every sync walks through all of them: there is no filter by change.
    overlap: (ids) => ids,
    refuse: (id, how) => {
      if (how === 'no longer') dealer.refuses.delete(id);
      else dealer.refuses.set(id, how === 'for now' ? 503 : 409);
    },
    chokeOn: (id) => dealer.refuses.set(id, 400),
  };
}

crmAdapterContract('vinsolutions', vinSolutionsHarness, {
  deletion: 'the list of leads leaves out what is gone, and no event tells of it',
  'message proof': 'the header that an event carries covers no bytes: tried below',
  'message records': 'events name what changed and not how: they hasten the next pull',
});

describe('VinSolutions', () => {
  let harness: VinSolutionsHarness;

  beforeEach(async () => {
    harness = await vinSolutionsHarness();
  });
  afterEach(() => harness.stop());

  const shownLead = (id: number): VinSolutionsLead | undefined =>
    harness.dealer.leads.find(({ leadId }) => leadId === id);

  it('asks for each resource in its own media type, with the key beside the token', async () => {
    harness.dealer.leads.push(lead(1));
    await readToEnd(harness.adapter());
    await harness.adapter().push([scoreOf('1')]);

    const asked = harness.dealer.requests.map(({ method, path, headers }) =>
      [method, path, headers.accept, headers['content-type']].join(' ').trim(),
    );

    const [leads, others] = ['application/vnd.coxauto.v3+json', 'application/vnd.coxauto.v1+json'];
    expect(asked).toEqual([
      `GET /leads ${leads}`,
      `GET /contacts/id/501 ${others}`,
      `GET /vehicles/interest/id/7 ${others}`,
      `GET /leads/id/1 ${leads}`,
      `PUT /leads/id/1 ${leads} ${leads}`,
    ]);
  });

  it('follows references at the configured host, whatever host they name, once a reference', async () => {
    harness.dealer.leads.push(lead(1), lead(2));

    const [records] = await readToEnd(harness.adapter());

    expect(harness.dealer.requests).toHaveLength(3);
    expect(records).toEqual(
      [1, 2].map((externalId) =>
        expect.objectContaining({
          said: expect.objectContaining({
            externalId,
            source: 'Facebook Marketplace',
            customer: expect.objectContaining({ email: 'ann@example.com', phones: ['2125550143'] }),
            vehicle: expect.objectContaining({ make: 'Honda', stockNumber: 'H7', year: undefined }),
          }),
        }),
      ),
    );
  });

  it('goes nowhere that a reference of another kind names, and makes do with what is gone', async () => {
    const href = 'https://elsewhere.example.com/admin/secrets';
    harness.dealer.leads.push(
      lead(1, { contact: { href }, primaryVehicleOfInterest: null }),
      lead(2, {
        contact: VinSolutionsDealer.href('/contacts/id/404'),
        primaryVehicleOfInterest: null,
      }),
    );

    const [records] = await readToEnd(harness.adapter());

    expect(harness.dealer.requests.map(({ path }) => path)).toEqual(['/leads', '/contacts/id/404']);
    expect(records.map((record) => record.kind === 'lead' && record.said.customer)).toEqual([
      undefined,
      undefined,
    ]);
  });

  it.each([
    ['SOLD_PENDING_FINANCE', { outcome: 'WON' }],
    ['LOST_REQUESTED_NO_FURTHER_CONTACT', { outcome: 'LOST' }],
    ['LOST_DID_NOT_RESPOND', { outcome: 'STALE' }],
    ['BAD_DUPLICATE_LEAD', { outcome: 'EXCLUDED', excludedReason: 'duplicate' }],
    ['OPEN_RO', { outcome: 'EXCLUDED', excludedReason: 'service' }],
    ['BAD_SOMETHING_NEW', undefined],
  ])('reads %s as %p', (status, outcome) => {
    expect(harness.adapter().statusMapping()[status]).toEqual(outcome);
  });

  it('takes a new status for open only where its type is active', async () => {
    harness.dealer.leads.push(
      lead(1, { leadStatus: 'ACTIVE_SOMETHING_NEW' }),
      lead(2, { leadStatus: 'LOST_SOMETHING_NEW', leadStatusType: 'LOST' }),
    );

    const [records] = await readToEnd(harness.adapter());

    expect(records).toEqual([
      expect.objectContaining({
        said: expect.objectContaining({ status: 'ACTIVE', statusReason: 'ACTIVE_SOMETHING_NEW' }),
      }),
      expect.objectContaining({ said: expect.objectContaining({ status: 'LOST_SOMETHING_NEW' }) }),
    ]);
  });

  it('marks hot leads and unmarks the others, and leaves notes alone unless they are asked for', async () => {
    harness.dealer.leads.push(lead(1, { notes: 'Called twice' }), lead(2, { isHot: true }));
    const adapter = harness.adapter({ settings: { scoreAs: 'isHot' } });

    await adapter.push([scoreOf('1'), scoreOf('2', { band: 'warm' })]);

    expect(shownLead(1)).toMatchObject({ isHot: true, notes: 'Called twice' });
    expect(shownLead(2)).toMatchObject({ isHot: false });
    expect(shownLead(2)).not.toHaveProperty('notes');
    expect(await adapter.readBack('1')).toBeNull();
  });

  it('keeps what people noted, and renews its own line instead of adding another', async () => {
    harness.dealer.leads.push(lead(1, { notes: 'Called twice' }));
    const adapter = harness.adapter();

    await adapter.push([scoreOf('1')]);
    const noted = shownLead(1)?.notes;
    await adapter.push([
      scoreOf('1', { likelihoodPercent: 12, band: 'cool', topReason: 'Silent' }),
    ]);

    expect(noted).toBe(
      'Called twice\n\nLikelihood of a sale: 71 of 100 (hot). Asks to see the car',
    );
    expect(shownLead(1)).toMatchObject({
      isHot: false,
      notes: 'Called twice\n\nLikelihood of a sale: 12 of 100 (cool). Silent',
    });
  });

  it('does not tell its own mark back as something about the lead', async () => {
    harness.dealer.leads.push(lead(1));
    const [before] = await readToEnd(harness.adapter());
    await harness.adapter().push([scoreOf('1')]);

    const [after] = await readToEnd(harness.adapter());

    expect(after[0]).toMatchObject({ said: (before[0] as { said: object }).said });
    expect(JSON.stringify((after[0] as { said: object }).said)).not.toMatch(/hot|Likelihood/i);
  });

  describe('events', () => {
    it('are believed by the header agreed on, and by no other', () => {
      const adapter = harness.adapter();

      expect(() =>
        adapter.verifyWebhook({ 'x-sink-key': 'fake-sink-key' }, bytes({})),
      ).not.toThrow();
      for (const headers of [{}, { 'x-sink-key': 'fake' }, { authorization: 'fake-sink-key' }]) {
        expect(() => adapter.verifyWebhook(headers, bytes({}))).toThrow(CrmAuthError);
      }
    });

    it('change nothing by themselves, so that one told twice or too late can do no harm', () => {
      const adapter = harness.adapter();
      const [late, early] = [
        event('t2', '2026-02-01T10:00:00Z'),
        event('t1', '2026-02-01T09:00:00Z'),
      ];

      for (const told of [late, early, early, [late, early]]) {
        expect(adapter.read(bytes(told), 'application/json')).toEqual([]);
      }
    });

    it('are kept for people where they carry no tracking id', () => {
      const told = bytes({ Type: 'LeadUpdated' });

      expect(harness.adapter().read(told, 'application/json')).toEqual([
        expect.objectContaining({ kind: 'unreadable' }),
      ]);
    });
  });
});

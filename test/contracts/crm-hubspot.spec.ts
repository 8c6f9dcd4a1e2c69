import { createHmac } from 'node:crypto';
import { CrmAuthError, type CrmAdapter, type CrmRecord, type RecordKind } from '#crm';
import { HubSpotPortal, type HubSpotRow } from '#simulator';
import { vendorHarness, type AdapterOptions } from '../support/vendor-harness.js';
import { crmAdapterContract, type CrmHarness } from './crm-adapter.contract.js';

const START = Date.parse('2026-02-01T00:00:00Z');
const at = (minute: number): string => new Date(START + minute * 60_000).toISOString();

const contact = (id: string, minute: number, more: Record<string, string> = {}): HubSpotRow => ({
  id,
  properties: {
    createdate: at(minute),
    lastmodifieddate: at(minute),
    firstname: 'Ann',
    lastname: 'Example',
    email: 'ann@example.com',
    phone: '+1 212 555 0143',
    hs_lead_status: 'NEW',
    message: 'Is Ann Example there?',
    ...more,
  },
});

interface HubSpotHarness extends CrmHarness {
  portal: HubSpotPortal;
  adapter(options?: AdapterOptions): CrmAdapter;
}

async function hubSpotHarness(): Promise<HubSpotHarness> {
  const portal = await new HubSpotPortal().start();
  portal.pageSize = 10;
  return {
    portal,
    ...vendorHarness(portal, {
      dialect: 'hubspot',
      settings: {
        baseUrl: portal.origin,
        webhookUrl: 'https://api.example.com/v1/webhooks/hubspot',
        scoreProperties: {
          likelihood: 'lead_likelihood',
          band: 'lead_band',
          reason: 'lead_reason',
        },
      },
      secrets: HubSpotPortal.secrets,
      wrongSecrets: { token: 'wrong-hubspot-token' },
    }),
    seed: async () => {
      const ids = Array.from({ length: 35 }, (_, number) => String(1000 + number));
      portal.rows.contacts.push(...ids.map((id, number) => contact(id, number)).toReversed());
      return ids;
    },
    addOdd: async (id, { changedAt = Date.parse(at(40)), status } = {}) => {
      const lastmodifieddate = new Date(changedAt).toISOString();
      const odd = { mood: 'sunny', lastmodifieddate, ...(status && { hs_lead_status: status }) };
      portal.rows.contacts.push(contact(id, 40, odd));
    },
    overlap: (ids) => ids.slice(-3),
    refuse: (id, how) => {
      if (how === 'no longer') portal.refuses.delete(id);
      else portal.refuses.set(id, how === 'for now' ? 'RATE_LIMITS' : 'VALIDATION_ERROR');
    },
    chokeOn: (id) => portal.chokesOn.add(id),
  };
}

crmAdapterContract('hubspot', hubSpotHarness, {
  deletion:
    'search leaves out what was archived; the webhook that tells of it names no contact by what it was',
  merge: 'search leaves out the contact that was merged away',
  'token expiry': 'a private app has one token that does not end',
  'message proof': 'signature 3 covers the time too: tried below, with the published vector',
  'message records': 'events name what changed and not how: they hasten the next pull',
});

describe('HubSpot', () => {
  let harness: HubSpotHarness;

  beforeEach(async () => {
    harness = await hubSpotHarness();
  });
  afterEach(() => harness.stop());

  const all = async (
    kind: RecordKind,
    cursor: string | null = null,
  ): Promise<[CrmRecord[], string]> => {
    const records: CrmRecord[] = [];
    for (let from = cursor; ;) {
      const page = await harness.adapter().pull(kind, from);
      records.push(...page.records);
      from = page.cursor;
      if (page.last) return [records, from];
    }
  };

  it('tells of a contact what became of its newest deal, whichever of the two changed', async () => {
    const { portal } = harness;
    portal.rows.contacts.push(contact('1', 1));
    const deal = (id: string, minute: number, more: object) => ({
      id,
      properties: {
        createdate: at(minute),
        hs_lastmodifieddate: at(minute),
        dealstage: '77',
        ...more,
      },
    });
    portal.rows.deals.push(deal('8', 2, { hs_is_closed: 'true', hs_is_closed_won: 'false' }));
    portal.associations.push(['deals:8', 'contacts:1'], ['deals:9', 'contacts:1']);
    const [first, cursor] = await all('lead');
    portal.rows.deals.push(
      deal('9', 50, { hs_is_closed: 'true', hs_is_closed_won: 'true', closedate: at(50) }),
    );

    const [second] = await all('lead', cursor);

    expect(first.at(-1)).toMatchObject({ said: { externalId: '1', status: 'deal lost' } });
    expect(second.at(-1)).toMatchObject({
      said: { externalId: '1', status: 'deal won', statusAt: at(50), updatedAt: at(50) },
    });
  });

  it('misses nobody though contacts change while it reads, all of one instant', async () => {
    const { portal } = harness;
    portal.pageSize = 10;
    const ids = Array.from({ length: 35 }, (_, number) => String(100 + number));
    portal.rows.contacts.push(...ids.map((id) => contact(id, 1)));
    const read = new Set<string>();

    for (let cursor: string | null = null, last = false; !last;) {
      const page = await harness.adapter().pull('lead', cursor);
      for (const record of page.records)
        if (record.kind === 'lead') read.add(String(record.said.externalId));
      ({ cursor, last } = page);
      // What was read is written to, as by scores, and moves to the end.
      for (const row of portal.rows.contacts)
        if (read.has(row.id)) row.properties['lastmodifieddate'] = at(50);
    }

    expect(read).toEqual(new Set(ids));
  });

  it('hangs calls and meetings on their contact and leaves out those of nobody', async () => {
    const { portal } = harness;
    portal.rows.calls.push(
      {
        id: '5',
        properties: {
          hs_lastmodifieddate: at(1),
          hs_timestamp: at(1),
          hs_call_direction: 'INBOUND',
        },
      },
      { id: '6', properties: { hs_lastmodifieddate: at(2), hs_timestamp: at(2) } },
    );
    portal.rows.meetings.push({
      id: '5',
      properties: { hs_lastmodifieddate: at(1), hs_meeting_start_time: at(90) },
    });
    portal.associations.push(['calls:5', 'contacts:1'], ['meetings:5', 'contacts:1']);

    const [records] = await all('activity');

    expect(records.map((record) => record.kind === 'activity' && record.said)).toEqual([
      expect.objectContaining({ externalId: 'calls:5', leadExternalId: '1', direction: 'inbound' }),
      expect.objectContaining({
        externalId: 'meetings:5',
        kind: 'appointment',
        occurredAt: at(90),
      }),
    ]);
  });

  describe('webhooks', () => {
    const sentAt = 1_773_550_026_000;
    const clock = { now: () => new Date(sentAt + 1000) };
    const events = [
      { eventId: 1, subscriptionId: 12_345, occurredAt: sentAt - 1000, objectId: 123 },
      { eventId: 1, subscriptionId: 12_345, occurredAt: sentAt - 1000, objectId: 123 },
    ];
    const body = Buffer.from(JSON.stringify(events));
    const signature = (over: Buffer, timestamp = String(sentAt)): Record<string, string> => ({
      'X-HubSpot-Signature-v3': createHmac('sha256', HubSpotPortal.secrets.clientSecret)
        .update('POSThttps://api.example.com/v1/webhooks/hubspot')
        .update(over)
        .update(timestamp)
        .digest('base64'),
      'X-HubSpot-Request-Timestamp': timestamp,
    });

    it('are believed by signature 3 over the registered address, the very bytes and a fresh time', () => {
      const adapter = harness.adapter({ clock });

      expect(() => adapter.verifyWebhook(signature(body), body)).not.toThrow();
      const old = signature(body, String(sentAt - 400_000));
      for (const [headers, sent] of [
        [signature(body), Buffer.from(`${String(body)} `)],
        [old, body],
        [{}, body],
      ] as const)
        expect(() => adapter.verifyWebhook(headers, sent)).toThrow(CrmAuthError);
    });

    it('agree with the published vector', () => {
      const published = Buffer.from(
        '[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1773550025000,"subscriptionType":"contact.propertyChange","attemptNumber":0,"objectId":123,"propertyName":"hs_lead_status","propertyValue":"OPEN_DEAL","changeSource":"CRM","sourceId":"userId:1"}]',
      );
      const headers = {
        'x-hubspot-signature-v3': 'H1n2nwZyMRC+8RwJSKWKKxWD49lo8cz1HdO1p9rYXUU=',
        'x-hubspot-request-timestamp': String(sentAt),
      };

      expect(() => harness.adapter({ clock }).verifyWebhook(headers, published)).not.toThrow();
    });

    it('only hasten the next pull: events say what changed and not how, and come twice', () => {
      expect(harness.adapter().read(body, 'application/json')).toEqual([]);
    });
  });
});

import { createHmac } from 'node:crypto';
import {
  CrmAdapters,
  CrmAuthError,
  CrmReach,
  type CrmAdapter,
  type CrmRecord,
  type RecordKind,
} from '#crm';
import { SystemClock, type Clock } from '#platform';
import { HubSpotPortal, type HubSpotRow } from '#simulator';
import { CrmHttp } from '../../src/crm/http/crm-http.js';
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
  adapter(options?: { wrong?: boolean; clock?: Clock }): CrmAdapter;
}

async function hubSpotHarness(): Promise<HubSpotHarness> {
  const portal = await new HubSpotPortal().start();
  portal.pageSize = 10;
  const reach = new CrmReach();
  reach.allowHost(portal.host);
  const own = new SystemClock();
  const http = new CrmHttp(reach, own);
  return {
    portal,
    adapter: ({ wrong, clock = own } = {}) =>
      new CrmAdapters(http, reach, clock).create({
        id: 'hubspot',
        dialect: 'hubspot',
        settings: {
          baseUrl: portal.origin,
          webhookUrl: 'https://api.example.com/v1/webhooks/hubspot',
          scoreProperties: {
            likelihood: 'lead_likelihood',
            band: 'lead_band',
            reason: 'lead_reason',
          },
          limits: { headersMs: 300, bodyMs: 300, totalMs: 2000 },
        },
        secrets: { ...HubSpotPortal.secrets, ...(wrong && { token: 'wrong-hubspot-token' }) },
      }),
    seed: async () => {
      const ids = Array.from({ length: 35 }, (_, number) => String(1000 + number));
      portal.rows.contacts.push(...ids.map((id, number) => contact(id, number)).toReversed());
      return ids;
    },
    addOdd: async (id) => {
      portal.rows.contacts.push(contact(id, 40, { mood: 'sunny' }));
    },
    overlap: (ids) => ids.slice(-3),
    failNext: (fault) => portal.failNext(fault),
    requests: () => portal.requests.length,
    refuse: (id, how) =>
      portal.refuses.set(id, how === 'for now' ? 'RATE_LIMITS' : 'VALIDATION_ERROR'),
    chokeOn: (id) => portal.chokesOn.add(id),
    private: [
      'ann@example.com',
      'Ann Example',
      ...Object.values(HubSpotPortal.secrets),
      'wrong-hubspot-token',
    ],
    stop: async () => {
      await http.onModuleDestroy();
      await portal.stop();
    },
  };
}

crmAdapterContract('hubspot', hubSpotHarness, {
  pulls: true,
  fails: true,
  signsIn: false,
  pushes: true,
  answersPushes: true,
  webhooks: false,
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

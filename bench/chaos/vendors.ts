import { createHmac } from 'node:crypto';
import {
  EleadGateway,
  HubSpotPortal,
  SalesforceOrg,
  VinSolutionsDealer,
  ZohoOrganisation,
} from '#simulator';
import {
  arrivedAt,
  countedFrom,
  emailOf,
  LIMITS,
  type Dealer,
  type Message,
  type TakenScore,
} from './dealer.js';

const SYNC_EVERY_SECONDS = 5;
const HOOK = 'https://desk.example.com/v1/webhooks/hubspot/chaos.hubspot';
const json = { 'content-type': 'application/json' };

export async function salesforce(): Promise<Dealer> {
  const org = await new SalesforceOrg().start();
  const digits = countedFrom(1_000_000_000_000);
  const idOf = (number: number): string => `00Q${digits(number).slice(1)}`;
  const taken = countingScores(org.scores);
  return {
    dialect: 'salesforce',
    connection: connection('salesforce', SalesforceOrg.secrets, {
      baseUrl: org.origin,
      scoreFields: {
        likelihood: 'Lead_Likelihood__c',
        band: 'Lead_Band__c',
        reason: 'Lead_Reason__c',
      },
    }),
    server: org,
    idOf,
    taken,
    arrive: async (numbers) => {
      for (const number of numbers)
        org.rows.Lead.push({
          Id: idOf(number),
          SystemModstamp: new Date().toISOString(),
          CreatedDate: arrivedAt(number),
          IsDeleted: false,
          Status: 'Open - Not Contacted',
          LastName: 'Example',
          Email: emailOf('salesforce', number),
        });
      return [];
    },
  };
}

export async function hubSpot(): Promise<Dealer> {
  const portal = await new HubSpotPortal().start();
  const idOf = countedFrom(100_000);
  return {
    dialect: 'hubspot',
    connection: connection('hubspot', HubSpotPortal.secrets, {
      baseUrl: portal.origin,
      webhookUrl: HOOK,
      scoreProperties: { likelihood: 'lead_likelihood', band: 'lead_band', reason: 'lead_reason' },
    }),
    server: portal,
    idOf,
    taken: countingScores(portal.scores),
    arrive: async (numbers) => {
      for (const number of numbers)
        portal.rows.contacts.push({
          id: idOf(number),
          properties: {
            createdate: arrivedAt(number),
            lastmodifieddate: new Date().toISOString(),
            lastname: 'Example',
            email: emailOf('hubspot', number),
            hs_lead_status: 'NEW',
          },
        });
      const body = Buffer.from(
        JSON.stringify(numbers.slice(0, 100).map((number) => ({ eventId: 1, objectId: number }))),
      );
      const at = String(Date.now());
      const signature = createHmac('sha256', HubSpotPortal.secrets.clientSecret)
        .update(`POST${HOOK}`)
        .update(body)
        .update(at)
        .digest('base64');
      const headers = {
        ...json,
        'x-hubspot-signature-v3': signature,
        'x-hubspot-request-timestamp': at,
      };
      return [{ path: '/v1/webhooks/hubspot/chaos.hubspot', headers, body }];
    },
  };
}

export async function zoho(): Promise<Dealer> {
  const organisation = await new ZohoOrganisation().start();
  const idOf = countedFrom(500_000_000_000);
  return {
    dialect: 'zoho',
    connection: connection(
      'zoho',
      { ...ZohoOrganisation.secrets, notifyToken: 'fake-notify-token' },
      {
        baseUrl: organisation.origin,
        accountsUrl: organisation.origin,
        notifyUrl: 'https://desk.example.com/v1/webhooks/zoho/chaos.zoho',
        scoreFields: { likelihood: 'Lead_Likelihood', band: 'Lead_Band', reason: 'Lead_Reason' },
      },
    ),
    server: organisation,
    idOf,
    taken: countingScores(organisation.scores),
    arrive: async (numbers) => {
      for (const number of numbers)
        organisation.rows.Leads.push({
          id: idOf(number),
          Created_Time: arrivedAt(number),
          Modified_Time: new Date().toISOString(),
          Lead_Status: 'Not Contacted',
          Last_Name: 'Example',
          Email: emailOf('zoho', number),
        });
      const told = { module: 'Leads', operation: 'insert', ids: numbers.slice(0, 100).map(idOf) };
      const body = Buffer.from(JSON.stringify({ ...told, token: 'fake-notify-token' }));
      return [{ path: '/v1/webhooks/zoho/chaos.zoho', headers: json, body }];
    },
  };
}

export async function elead(): Promise<Dealer> {
  const gateway = await new EleadGateway().start();
  const idOf = countedFrom(700_000);
  return {
    dialect: 'elead',
    connection: connection('elead', EleadGateway.secrets, {
      baseUrl: gateway.base,
      tokenUrl: gateway.tokenUrl,
      subscriptionId: EleadGateway.subscriptionId,
      scoreAs: 'comment',
    }),
    server: gateway,
    idOf,
    taken: async () =>
      gateway.comments.map(({ opportunityId: leadId, comment }) => {
        const [, deliveryKey] = /\[Lead Likelihood (\w+)\]$/.exec(comment) ?? [];
        return { leadId, ...(deliveryKey && { deliveryKey }) };
      }),
    arrive: async (numbers) => {
      for (const number of numbers) {
        const customer = { id: `customer-${number}` };
        const emails = [{ address: emailOf('elead', number), isPreferred: true }];
        gateway.customers.set(customer.id, { ...customer, lastName: 'Example', emails });
        gateway.opportunities.push({
          id: idOf(number),
          customer,
          dateIn: arrivedAt(number),
          changedAt: Date.now(),
          source: 'Facebook Marketplace',
          status: 'Active',
          upType: 'Internet',
        });
      }
      return [];
    },
  };
}

export async function vinSolutions(): Promise<Dealer> {
  const dealer = await new VinSolutionsDealer().start();
  dealer.pageSize = 100;
  const idOf = countedFrom(900_000);
  const { secrets, dealerId, userId } = VinSolutionsDealer;
  return {
    dialect: 'vinsolutions',
    connection: connection(
      'vinsolutions',
      { ...secrets, eventHeaderValue: 'fake-sink-key' },
      {
        baseUrl: dealer.origin,
        tokenUrl: dealer.tokenUrl,
        dealerId,
        userId,
        scoreAs: 'isHotAndNotes',
        eventHeader: 'X-Sink-Key',
        callsPerSecond: 100,
      },
    ),
    server: dealer,
    idOf,
    taken: async () =>
      dealer.requests
        .filter(({ method }) => method === 'PUT')
        .map(({ path }) => ({ leadId: path.slice('/leads/id/'.length) }))
        .filter(({ leadId }) =>
          dealer.leads.some((lead) => String(lead.leadId) === leadId && lead.notes),
        ),
    arrive: async (numbers) => {
      for (const number of numbers) {
        const path = `/contacts/id/${idOf(number)}`;
        const Emails = [{ EmailAddress: emailOf('vinsolutions', number) }];
        dealer.referred.set(path, { ContactInformation: { LastName: 'Example', Emails } });
        dealer.leads.push({
          leadId: Number(idOf(number)),
          leadStatus: 'ACTIVE_NEW_LEAD',
          leadStatusType: 'ACTIVE',
          leadType: 'INTERNET',
          createdUtc: arrivedAt(number),
          contact: { href: VinSolutionsDealer.href(path) },
        });
      }
      return numbers.slice(0, 20).toReversed().map(vinSolutionsEvent);
    },
  };
}

function vinSolutionsEvent(number: number): Message {
  const OccurredUtc = arrivedAt(number);
  const event = { Type: 'LeadCreated', TrackingId: `t-${number}`, OccurredUtc, Version: 1 };
  return {
    path: '/v1/webhooks/vinsolutions/chaos.vinsolutions',
    headers: { ...json, 'x-sink-key': 'fake-sink-key' },
    body: Buffer.from(JSON.stringify(event)),
  };
}

export function connection(
  dialect: string,
  secrets: Record<string, string>,
  settings: Record<string, unknown>,
): Dealer['connection'] {
  return {
    key: dialect,
    name: dialect,
    dialect,
    secrets,
    settings: { ...settings, limits: LIMITS },
    syncEverySeconds: SYNC_EVERY_SECONDS,
  };
}

/** Systems whose fields have no room for a key: a write that is repeated overwrites itself. */
function countingScores(scores: Map<string, unknown>): () => Promise<TakenScore[]> {
  const written: TakenScore[] = [];
  const set = scores.set.bind(scores);
  scores.set = (leadId, fields) => {
    written.push({ leadId });
    return set(leadId, fields);
  };
  return () => Promise.resolve(written);
}

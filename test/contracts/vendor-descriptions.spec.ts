import type { CrmAdapter, RecordKind, StagePush } from '#crm';
import {
  DynamicsEnvironment,
  EleadGateway,
  HubSpotPortal,
  MetaGraph,
  SalesforceOrg,
  ZohoOrganisation,
  type VendorRequest,
  type VendorServer,
} from '#simulator';
import { describeWithShared, sharedPath } from '../support/shared.js';
import { VendorDescription } from '../support/vendor-description.js';
import { vendorHarness, type VendorConnection } from '../support/vendor-harness.js';
import { score } from './clauses/readings.js';

/** One vendor with a description, and all that a connection asks of it. */
interface Described<T extends VendorServer> {
  make: () => T;
  /** A row of each kind, so that what follows from rows is asked too. */
  fill: (server: T) => void;
  leadId: string;
  connection: (server: T) => VendorConnection;
  /** Operations of the description that must have been asked, or the test proves little. */
  asks: string[];
  /** Faults that are the description's own or known to be open, each with the reason. */
  known?: [fault: RegExp, why: string][];
  /** Our request as the described service would get it. */
  as?: (request: VendorRequest) => VendorRequest;
}

const AT = '2026-02-01T00:00:00Z';
const GUID = '00000000-0000-4000-8000-000000000001';
const META_LEAD = '1204457781234567';

function askedOf<T extends VendorServer>(vendor: string, described: Described<T>): void {
  const file = `formats/specs/${vendor}/openapi.yaml`;
  describeWithShared(file, `requests to ${vendor}, held against its description`, () => {
    it('are as described, from probe to push', async () => {
      const server = await described.make().start();
      const { adapter, stop } = vendorHarness(server, described.connection(server));
      described.fill(server);
      await everything(adapter(), described.leadId);
      await stop();
      const description = VendorDescription.read(sharedPath(file));

      const { as = (request) => request, known = [] } = described;
      const faults = [...new Set(server.requests.flatMap((one) => description.faultsOf(as(one))))];

      expect(faults.filter((fault) => !known.some(([pattern]) => pattern.test(fault)))).toEqual([]);
      // What is excused must be there, or the excuse has to go.
      expect(known.filter(([pattern]) => !faults.some((fault) => pattern.test(fault)))).toEqual([]);
      expect([...description.seen]).toEqual(expect.arrayContaining(described.asks));
    });
  });
}

async function everything(adapter: CrmAdapter, leadId: string): Promise<void> {
  await adapter.probe();
  for (const kind of adapter.pullableKinds()) await twice(adapter, kind);
  await adapter.push([score(leadId)]);
  await adapter.readBack(leadId);
  await adapter.newcomers?.fetch([leadId]);
  await adapter.stages?.tell([stageOf(leadId)]);
}

/** The second time asks for changes. */
async function twice(adapter: CrmAdapter, kind: RecordKind): Promise<void> {
  let cursor: string | null = null;
  for (let ends = 0, page = 0; ends < 2 && page < 50; page++) {
    const read = await adapter.pull(kind, cursor);
    ({ cursor } = read);
    if (read.last) ends++;
  }
}

const stageOf = (leadExternalId: string): StagePush => ({
  leadExternalId,
  stage: 'won',
  reachedAt: new Date(Date.now() - 60_000),
  arrivedAt: new Date(AT),
  likelihoodPercent: 50,
  price: { amount: 26_995, currency: 'USD' },
  contact: { email: 'ann@example.com', phone: '+12125550143' },
  deliveryKey: 'key',
});

askedOf('hubspot', {
  make: () => new HubSpotPortal(),
  fill: ({ rows, associations }) => {
    const dates = { createdate: AT, lastmodifieddate: AT, hs_lastmodifieddate: AT };
    rows.contacts.push({ id: '1', properties: dates });
    rows.deals.push({ id: '2', properties: { ...dates, dealstage: '7' } });
    rows.calls.push({ id: '3', properties: { ...dates, hs_timestamp: AT } });
    associations.push(['deals:2', 'contacts:1'], ['calls:3', 'contacts:1']);
  },
  leadId: '1',
  connection: ({ origin }) => ({
    dialect: 'hubspot',
    settings: { baseUrl: origin, scoreProperties: { likelihood: 'lead_likelihood' } },
    secrets: HubSpotPortal.secrets,
    wrongSecrets: {},
  }),
  asks: [
    'POST /crm/v3/objects/contacts/search',
    'POST /crm/v3/objects/deals/search',
    'POST /crm/v3/associations/{fromObjectType}/{toObjectType}/batch/read',
    'POST /crm/v3/objects/contacts/batch/update',
    'GET /crm/v3/objects/contacts/{contactId}',
    'GET /crm/v3/properties/{objectType}/{propertyName}',
  ],
});

askedOf('salesforce', {
  make: () => new SalesforceOrg(),
  fill: ({ rows }) => {
    rows.Lead.push({ Id: '00Q000000000001', SystemModstamp: AT, CreatedDate: AT, Status: 'New' });
  },
  leadId: '00Q000000000001',
  connection: ({ origin }) => ({
    dialect: 'salesforce',
    settings: { baseUrl: origin, scoreFields: { likelihood: 'Lead_Likelihood__c' } },
    secrets: SalesforceOrg.secrets,
    wrongSecrets: {},
  }),
  asks: ['GET /services/data/v59.0/queryAll', 'PATCH /services/data/v59.0/composite/sobjects'],
});

askedOf('zoho', {
  make: () => new ZohoOrganisation(),
  fill: ({ rows }) => {
    rows.Leads.push({ id: '1001', Created_Time: AT, Modified_Time: AT, Last_Name: 'Example' });
  },
  leadId: '1001',
  connection: ({ origin }) => ({
    dialect: 'zoho',
    settings: {
      baseUrl: origin,
      accountsUrl: origin,
      scoreFields: { likelihood: 'Lead_Likelihood' },
    },
    secrets: ZohoOrganisation.secrets,
    wrongSecrets: {},
  }),
  asks: [
    'GET /crm/v8/{module_api_name}',
    'PUT /crm/v8/{module_api_name}',
    'GET /crm/v8/{module_api_name}/deleted',
  ],
});

askedOf('meta', {
  make: () => new MetaGraph(),
  fill: ({ leads }) => {
    const created_time = new Date(Date.now() - 3_600_000).toISOString();
    leads.push({ id: META_LEAD, form_id: '998877665544332', created_time, field_data: [] });
  },
  leadId: META_LEAD,
  connection: ({ origin }) => ({
    dialect: 'meta',
    settings: {
      baseUrl: origin,
      pageId: MetaGraph.pageId,
      conversions: { datasetId: MetaGraph.datasetId, contact: 'hashed', testEventCode: 'TEST1' },
    },
    secrets: MetaGraph.secrets,
    wrongSecrets: {},
  }),
  asks: [
    'GET /{version}/{leadgen_id}',
    'GET /{version}/{form_id}/leads',
    'GET /{version}/{page_id}/leadgen_forms',
    'POST /{version}/{dataset_id}/events',
  ],
  known: [
    [
      /does not know the parameter appsecret_proof/,
      'every call may carry it; the description lists parameters of each call alone',
    ],
  ],
});

askedOf('dynamics', {
  make: () => new DynamicsEnvironment(),
  fill: (environment) => {
    const dates = { createdon: AT, modifiedon: AT };
    environment.put('leads', { leadid: GUID, ...dates, statecode: 1, statuscode: 3 });
    environment.columns.add('description');
    const columns = [
      'leadid createdon modifiedon firstname lastname companyname emailaddress1 mobilephone telephone1',
      'address1_postalcode address1_country subject description leadsourcecode statecode statuscode',
      '_ownerid_value _qualifyingopportunityid_value merged',
    ];
    for (const column of columns.join(' ').split(' ')) environment.columns.add(column);
  },
  leadId: GUID,
  connection: ({ origin }) => ({
    dialect: 'dynamics',
    settings: {
      baseUrl: origin,
      loginUrl: origin,
      tenantId: DynamicsEnvironment.tenantId,
      scoreColumns: { likelihood: 'new_likelihood', band: 'new_band', reason: 'new_reason' },
    },
    secrets: DynamicsEnvironment.secrets,
    wrongSecrets: {},
  }),
  asks: [
    'GET /api/data/v9.2/leads',
    'GET /api/data/v9.2/opportunities',
    'GET /api/data/v9.2/phonecalls',
    'PATCH /api/data/v9.2/leads({leadid})',
    'GET /api/data/v9.2/leads({leadid})',
  ],
});

askedOf('elead', {
  make: () => new EleadGateway(),
  fill: (gateway) => {
    const changedAt = Date.now() - 3_600_000;
    const dateIn = new Date(changedAt).toISOString();
    gateway.opportunities.push({
      id: GUID,
      customer: { id: GUID },
      dateIn,
      status: 'Active',
      changedAt,
    });
    gateway.customers.set(GUID, { id: GUID });
  },
  leadId: GUID,
  connection: (gateway) => ({
    dialect: 'elead',
    settings: {
      baseUrl: gateway.base,
      tokenUrl: gateway.tokenUrl,
      subscriptionId: EleadGateway.subscriptionId,
      scoreAs: 'comment',
    },
    secrets: EleadGateway.secrets,
    wrongSecrets: {},
  }),
  asks: [
    'GET /elead-sales-opportunities/search',
    'GET /elead-sales-opportunities/searchDelta',
    'GET /elead-sales-customers/{customerId}',
    'POST /elead-sales-opportunities/comment',
  ],
  as: atTheConnectorsFront,
});

/**
 * The description is of another door to the same service: credentials stand in the address there, and a
 * comment names its opportunity in the body. What both doors share is held against it.
 */
function atTheConnectorsFront(request: VendorRequest): VendorRequest {
  const { headers, query, body } = request;
  const [, place = ''] = /\/(opportunities.*|customers.*)$/.exec(request.path) ?? [];
  const commented = /^opportunities\/([^/]+)\/comments$/.exec(place)?.[1];
  const path = commented ? 'opportunities/comment' : place;
  const shown = {
    client_id: 'id',
    client_secret: 'secret',
    subscription_id: String(headers['subscription-id']),
  };
  return {
    ...request,
    path: `/elead-sales-${path}`,
    query: new URLSearchParams([...query, ...Object.entries(shown)]),
    body: commented
      ? JSON.stringify({ ...(JSON.parse(body) as object), opportunityId: commented })
      : body,
  };
}

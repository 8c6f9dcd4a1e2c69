import type { CrmRecord } from '#crm';
import { SalesforceOrg, type SalesforceRow } from '#simulator';
import { scoreOf } from '../support/dialect-reading.js';
import { vendorHarness } from '../support/vendor-harness.js';
import { crmAdapterContract, type CrmHarness } from './crm-adapter.contract.js';

const START = Date.parse('2026-02-01T00:00:00Z');
const EVERY_MS = 60_000;
const at = (minute: number): string => new Date(START + minute * EVERY_MS).toISOString();

const leadId = (number: number): string => `00Q${String(number).padStart(12, '0')}`;
const dealId = (number: number): string => `006${String(number).padStart(12, '0')}`;

function leadRow(id: string, minute: number, more: object = {}): SalesforceRow {
  return {
    Id: id,
    SystemModstamp: at(minute),
    CreatedDate: at(minute),
    IsDeleted: false,
    Status: 'Open - Not Contacted',
    FirstName: 'Ann',
    LastName: 'Example',
    Email: 'ann@example.com',
    Phone: '+1 212 555 0143',
    Description: 'Is Ann Example there?',
    ...more,
  };
}

interface SalesforceHarness extends CrmHarness {
  org: SalesforceOrg;
}

async function salesforceHarness(): Promise<SalesforceHarness> {
  const org = await new SalesforceOrg().start();
  org.pageSize = 10;
  const change = (id: string, fields: object): void => {
    const SystemModstamp = new Date(org.now()).toISOString();
    for (const row of org.rows.Lead)
      if (row.Id === id) Object.assign(row, fields, { SystemModstamp });
  };
  return {
    org,
    ...vendorHarness(org, {
      dialect: 'salesforce',
      settings: {
        baseUrl: org.origin,
        customFields: ['Trade_In__c'],
        scoreFields: {
          likelihood: 'Lead_Likelihood__c',
          band: 'Lead_Band__c',
          reason: 'Lead_Reason__c',
        },
      },
      secrets: SalesforceOrg.secrets,
      wrongSecrets: { clientSecret: 'wrong-client-secret' },
    }),
    seed: async () => {
      const ids = Array.from({ length: 35 }, (_, number) => leadId(number));
      org.rows.Lead.push(...ids.map((id, number) => leadRow(id, number)).toReversed());
      return ids;
    },
    addOdd: async (id, { changedAt = Date.parse(at(40)), status: Status } = {}) => {
      const SystemModstamp = new Date(changedAt).toISOString();
      const odd = { Mood__c: { today: ['sunny'] }, SystemModstamp, ...(Status && { Status }) };
      org.rows.Lead.push(leadRow(id, 40, odd));
    },
    overlap: (ids) => ids.slice(-3),
    remove: async (id) => change(id, { IsDeleted: true }),
    merge: async (loser, MasterRecordId) => change(loser, { IsDeleted: true, MasterRecordId }),
    refuse: (id, how) => {
      const code = how === 'for now' ? 'UNABLE_TO_LOCK_ROW' : 'FIELD_CUSTOM_VALIDATION_EXCEPTION';
      if (how === 'no longer') org.refuses.delete(id);
      else org.refuses.set(id, code);
    },
    chokeOn: (id) => org.chokesOn.add(id),
  };
}

crmAdapterContract('salesforce', salesforceHarness, {
  'message proof': 'leads are pulled: no message is taken',
  'message records': 'leads are pulled: no message is taken',
});

describe('Salesforce', () => {
  let harness: SalesforceHarness;

  beforeEach(async () => {
    harness = await salesforceHarness();
  });
  afterEach(() => harness.stop());

  const leads = async (cursor: string | null = null): Promise<[CrmRecord[], string]> => {
    const records: CrmRecord[] = [];
    for (let from = cursor; ;) {
      const page = await harness.adapter().pull('lead', from);
      records.push(...page.records);
      from = page.cursor;
      if (page.last) return [records, from];
    }
  };

  it('tells of a converted lead what became of its opportunity, though the lead itself rests', async () => {
    const { org } = harness;
    const [id, deal] = [leadId(1), dealId(1)];
    const opportunity = {
      StageName: 'Negotiation',
      IsWon: false,
      IsClosed: false,
      CloseDate: '2026-03-01',
      SystemModstamp: at(5),
    };
    const lead = leadRow(id, 5, {
      IsConverted: true,
      ConvertedOpportunityId: deal,
      ConvertedOpportunity: opportunity,
    });
    org.rows.Lead.push(lead);
    org.rows.Opportunity.push({ ...opportunity, Id: deal, CreatedDate: at(5) });
    const [, cursor] = await leads();
    const won = {
      ...opportunity,
      StageName: 'Delivered',
      IsWon: true,
      IsClosed: true,
      SystemModstamp: at(60),
    };
    lead['ConvertedOpportunity'] = won;
    org.rows.Opportunity[0] = { ...won, Id: deal, CreatedDate: at(5) };

    const [records] = await leads(cursor);

    const last = records.at(-1);
    expect(last).toMatchObject({
      kind: 'lead',
      said: { externalId: id, status: 'Closed Won', statusAt: '2026-03-01', updatedAt: at(60) },
    });
  });

  it('takes an opportunity that nobody converted for a lead of its own', async () => {
    harness.org.rows.Opportunity.push({
      Id: dealId(7),
      SystemModstamp: at(3),
      CreatedDate: at(1),
      StageName: 'Prospecting',
      IsWon: false,
      IsClosed: false,
    });

    const [records] = await leads();

    expect(records).toMatchObject([
      { said: { externalId: dealId(7), status: 'Open Opportunity' } },
    ]);
  });

  it('tells of leads that were deleted or merged away', async () => {
    harness.org.rows.Lead.push(
      leadRow(leadId(1), 1, { IsDeleted: true, MasterRecordId: leadId(2) }),
    );

    const [records] = await leads();

    expect(records).toMatchObject([{ said: { externalId: leadId(1), deleted: true } }]);
  });

  it('hangs calls and visits on the lead they are about, also when that became an opportunity', async () => {
    const { org } = harness;
    org.rows.Lead.push(leadRow(leadId(2), 1, { ConvertedOpportunityId: dealId(2) }));
    const task = { SystemModstamp: at(2), CreatedDate: at(2) };
    org.rows.Task.push(
      { ...task, Id: '00T1', WhoId: leadId(1), TaskSubtype: 'Call', CallType: 'Inbound' },
      { ...task, Id: '00T2', WhatId: dealId(2), TaskSubtype: 'Email' },
      { ...task, Id: '00T3', WhoId: '003000000000001', TaskSubtype: 'Call' },
    );

    const { records } = await harness.adapter().pull('activity', null);

    expect(records.map((record) => record.kind === 'activity' && record.said)).toEqual([
      expect.objectContaining({
        externalId: '00T1',
        leadExternalId: leadId(1),
        direction: 'Inbound',
      }),
      expect.objectContaining({
        externalId: '00T2',
        leadExternalId: leadId(2),
        direction: 'Outbound',
      }),
    ]);
  });

  it('begins again behind what it has seen when its place in the results is gone', async () => {
    const ids = await harness.seed();
    const first = await harness.adapter().pull('lead', null);
    harness.org.dropLocators();

    const [rest] = await leads(first.cursor);

    const said = rest.flatMap((record) =>
      record.kind === 'lead' ? [String(record.said.externalId)] : [],
    );
    expect(said).toEqual(expect.arrayContaining(ids.slice(10)));
  });

  it("waits when the org's daily calls are used up, by its own share or by the vendor's word", async () => {
    await harness.seed();
    harness.org.dailyCalls = { used: 100, total: 100 };

    await expect(harness.adapter().pull('lead', null)).rejects.toMatchObject({
      code: 'CRM_UNAVAILABLE',
      retryAfterMs: 900_000,
    });

    harness.org.dailyCalls = { used: 85, total: 100 };
    const adapter = harness.adapter();
    const first = await adapter.pull('lead', null);
    await expect(adapter.pull('lead', first.cursor)).rejects.toThrow(/used up/);
    expect(harness.org.dailyCalls.used).toBe(86);
  });

  it('sends 200 scores a call, and believes no 200 that holds failed rows', async () => {
    const ids = Array.from({ length: 450 }, (_, number) => leadId(number));
    harness.org.rows.Lead.push(...ids.map((id) => leadRow(id, 1)));
    harness.org.refuses.set(ids[3]!, 'UNABLE_TO_LOCK_ROW');

    const results = await harness.adapter().push(
      ids.map((leadExternalId) => ({
        leadExternalId,
        likelihoodPercent: 37,
        band: 'hot',
        topReason: 'Asks to see the car',
        scoredAt: new Date(START),
        modelVersion: 'v1',
        deliveryKey: `key-${leadExternalId}`,
      })),
    );

    expect(harness.org.requests).toHaveLength(3);
    expect(results.filter(({ status }) => status === 'accepted')).toHaveLength(449);
    expect(results.find(({ status }) => status === 'retry')).toMatchObject({
      deliveryKey: `key-${ids[3]}`,
    });
  });

  it('spends a call on every 200 of 10,000 scores, and no other', async () => {
    const ids = Array.from({ length: 10_000 }, (_, number) => leadId(number));
    harness.org.rows.Lead.push(...ids.map((id) => leadRow(id, 1)));
    const adapter = harness.adapter();

    for (let from = 0; from < ids.length; from += adapter.pushBatchSize)
      await adapter.push(ids.slice(from, from + adapter.pushBatchSize).map((id) => scoreOf(id)));

    expect(harness.org.requests).toHaveLength(50);
    expect(harness.org.dailyCalls.used).toBe(50);
    expect(harness.org.scores.size).toBe(10_000);
  });
});

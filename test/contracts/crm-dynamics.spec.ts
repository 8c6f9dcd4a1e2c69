import type { CrmRecord, RecordKind } from '#crm';
import { DynamicsEnvironment, type DynamicsRow } from '#simulator';
import { vendorHarness, type AdapterOptions } from '../support/vendor-harness.js';
import { score } from './clauses/readings.js';
import { crmAdapterContract, type CrmHarness } from './crm-adapter.contract.js';

const START = Date.parse('2026-02-01T00:00:00Z');
const at = (minute: number): string => new Date(START + minute * 60_000).toISOString();
const guid = (number: number): string =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const LABEL = '@OData.Community.Display.V1.FormattedValue';
const POINTS_TO = '@Microsoft.Dynamics.CRM.lookuplogicalname';

const leadRow = (leadid: string, minute: number, more: object = {}): DynamicsRow => ({
  leadid,
  createdon: at(minute),
  modifiedon: at(minute),
  firstname: 'Ann',
  lastname: 'Example',
  companyname: null,
  emailaddress1: 'ann@example.com',
  mobilephone: '+1 212 555 0143',
  telephone1: null,
  address1_postalcode: '94568',
  address1_country: null,
  subject: 'Used RAV4',
  description: 'Is Ann Example there?',
  leadsourcecode: 8,
  [`leadsourcecode${LABEL}`]: 'Web',
  statecode: 0,
  statuscode: 1,
  _ownerid_value: guid(900),
  [`_ownerid_value${LABEL}`]: 'Sam Seller',
  _qualifyingopportunityid_value: null,
  merged: false,
  ...more,
});

const opportunityRow = (number: number, leadId: string, more: object = {}): DynamicsRow => ({
  opportunityid: guid(number),
  _originatingleadid_value: leadId,
  createdon: at(5),
  modifiedon: at(5),
  statecode: 0,
  statuscode: 1,
  actualclosedate: null,
  ...more,
});

interface DynamicsHarness extends CrmHarness {
  environment: DynamicsEnvironment;
}

async function dynamicsHarness(
  more: Record<string, unknown> = {
    scoreColumns: { likelihood: 'new_likelihood', band: 'new_band', reason: 'new_reason' },
  },
): Promise<DynamicsHarness> {
  const environment = await new DynamicsEnvironment().start();
  environment.pageSize = 10;
  const change = (id: string, fields: object): void => {
    const modifiedon = new Date(environment.now()).toISOString();
    environment.put('leads', { ...environment.row('leads', id), ...fields, modifiedon });
  };
  return {
    environment,
    ...vendorHarness(environment, {
      dialect: 'dynamics',
      settings: {
        baseUrl: environment.origin,
        loginUrl: environment.origin,
        tenantId: DynamicsEnvironment.tenantId,
        ...more,
      },
      secrets: DynamicsEnvironment.secrets,
      wrongSecrets: { clientSecret: 'wrong-dynamics-secret' },
    }),
    seed: async () => {
      const ids = Array.from({ length: 35 }, (_, number) => guid(number));
      for (const [number, id] of ids.entries()) environment.put('leads', leadRow(id, number));
      return ids;
    },
    addOdd: async (id, { changedAt = Date.parse(at(40)), status } = {}) => {
      const modifiedon = new Date(changedAt).toISOString();
      const odd = { new_mood: 'sunny', modifiedon, ...(status && { statuscode: status }) };
      environment.put('leads', leadRow(id, 40, odd));
    },
    // A delta link is exact: nothing is told twice.
    overlap: () => [],
    remove: async (id) => environment.remove('leads', id),
    merge: async (loser) => change(loser, { merged: true, statecode: 2, statuscode: 7 }),
    refuse: (id, how) => {
      if (how === 'no longer') environment.refuses.delete(id);
      else environment.refuses.set(id, how === 'for now' ? 429 : 400);
    },
    chokeOn: (id) => environment.refuses.set(id, 400),
  };
}

crmAdapterContract('dynamics', dynamicsHarness, {
  'message proof': 'changes are pulled: no message is taken',
  'message records': 'changes are pulled: no message is taken',
});

describe('Dynamics', () => {
  let harness: DynamicsHarness;

  beforeEach(async () => {
    harness = await dynamicsHarness();
  });
  afterEach(() => harness.stop());

  const all = async (
    kind: RecordKind,
    cursor: string | null = null,
  ): Promise<{ records: CrmRecord[]; cursor: string }> => {
    const records: CrmRecord[] = [];
    for (let from = cursor; ;) {
      const page = await harness.adapter().pull(kind, from);
      records.push(...page.records);
      from = page.cursor;
      if (page.last) return { records, cursor: from };
    }
  };

  it('reads labels for people where a column holds a code or an id', async () => {
    harness.environment.put('leads', leadRow(guid(1), 1));

    const { records } = await all('lead');

    expect(records).toEqual([
      expect.objectContaining({
        said: expect.objectContaining({
          source: 'Web',
          assignedTo: 'Sam Seller',
          status: 'lead 1',
          message: 'Used RAV4\nIs Ann Example there?',
        }),
      }),
    ]);
  });

  it('tells of a qualified lead what became of its newest opportunity, though the lead itself rests', async () => {
    const { environment } = harness;
    const qualified = { statecode: 1, statuscode: 3, _qualifyingopportunityid_value: guid(8) };
    environment.put('leads', leadRow(guid(1), 1, qualified));
    const older = { createdon: at(2), statecode: 2, statuscode: 4 };
    environment.put('opportunities', opportunityRow(7, guid(1), older));
    environment.put('opportunities', opportunityRow(8, guid(1)));
    const first = await all('lead');
    const won = { statecode: 1, statuscode: 3, actualclosedate: at(60), modifiedon: at(60) };
    environment.put('opportunities', opportunityRow(8, guid(1), won));

    const second = await all('lead', first.cursor);

    expect(first.records[0]).toMatchObject({ said: { status: 'opportunity 1' } });
    expect(second.records).toEqual([
      expect.objectContaining({
        said: expect.objectContaining({
          externalId: guid(1),
          status: 'opportunity 3',
          statusAt: at(60),
          updatedAt: at(60),
        }),
      }),
    ]);
  });

  it('hands over what was removed since, and only that', async () => {
    const ids = await harness.seed();
    const { cursor } = await all('lead');
    harness.environment.remove('leads', ids[3]!);

    const { records } = await all('lead', cursor);

    expect(records).toEqual([
      expect.objectContaining({
        said: expect.objectContaining({ externalId: ids[3], deleted: true }),
      }),
    ]);
  });

  it('reads everything again when its links are not understood any more', async () => {
    const ids = await harness.seed();
    const { cursor } = await all('lead');
    harness.environment.epoch++;

    const { records } = await all('lead', cursor);

    expect(records).toHaveLength(ids.length);
  });

  it('follows no link out of the environment', async () => {
    harness.environment.linkOrigin = 'http://10.0.0.1';
    await expect(harness.adapter().pull('lead', null)).rejects.toThrow(/outside of its own/);

    const cursor = JSON.stringify({ at: 0, links: ['../../../elsewhere', null] });
    await expect(harness.adapter().pull('lead', cursor)).rejects.toThrow(/outside of its own/);
  });

  it('hangs calls and appointments on their lead and leaves out those about anything else', async () => {
    const activity = (number: number, table: string, more: object = {}): DynamicsRow => ({
      activityid: guid(number),
      createdon: at(1),
      modifiedon: at(2),
      _regardingobjectid_value: guid(1),
      [`_regardingobjectid_value${POINTS_TO}`]: table,
      scheduledstart: at(90),
      actualstart: null,
      actualend: null,
      ...more,
    });
    const { environment } = harness;
    environment.put('phonecalls', activity(5, 'lead', { directioncode: false, actualend: at(3) }));
    environment.put('phonecalls', activity(6, 'account', { directioncode: true }));
    environment.put('appointments', activity(7, 'lead'));

    const { records } = await all('activity');

    expect(records.map((record) => record.kind === 'activity' && record.said)).toEqual([
      expect.objectContaining({ kind: 'call', direction: 'inbound', occurredAt: at(3) }),
      expect.objectContaining({ kind: 'appointment', occurredAt: at(90) }),
    ]);
  });

  it('brings no lead to life that was deleted meanwhile', async () => {
    const [gone = ''] = await harness.seed();
    harness.environment.remove('leads', gone);

    const results = await harness.adapter().push([score(gone)]);

    expect(results).toEqual([expect.objectContaining({ status: 'refused' })]);
    expect(harness.environment.row('leads', gone)).toBeUndefined();
  });

  it('waits as long as the service protection says, and tells what is left', async () => {
    harness.environment.failNext('too many requests');
    await expect(harness.adapter().pull('lead', null)).rejects.toMatchObject({
      retryAfterMs: 7000,
    });

    expect(await harness.adapter().probe()).toContainEqual(
      expect.objectContaining({ name: 'calls left', detail: expect.stringMatching(/^59\d\d /) }),
    );
  });

  describe('predictive scores', () => {
    let predictive: DynamicsHarness;

    beforeEach(async () => {
      predictive = await dynamicsHarness({ scoreAs: 'predictive' });
    });
    afterEach(() => predictive.stop());

    const push = (percent: number) =>
      predictive.adapter().push([{ ...score(guid(1)), likelihoodPercent: percent, band: 'warm' }]);
    const stored = () => predictive.environment.predictive.scores.get(guid(1));

    it('carry score, grade and the trend since the last one', async () => {
      const trends: unknown[] = [];
      for (const percent of [40, 55, 53, 30]) {
        await push(percent);
        trends.push(stored()?.msdyn_scoretrend);
      }

      expect(trends).toEqual([3, 0, 1, 2]);
      expect(stored()).toMatchObject({ msdyn_score: 30, msdyn_grade: 1 });
      expect(await predictive.adapter().readBack(guid(1))).toEqual({ likelihoodPercent: 30 });
      expect(await predictive.adapter().readBack(guid(2))).toBeNull();
    });

    it('are read again where somebody else wrote meanwhile, and come later where that goes on', async () => {
      await push(40);
      predictive.environment.predictive.interferes = 1;
      expect(await push(60)).toEqual([expect.objectContaining({ status: 'accepted' })]);
      predictive.environment.predictive.interferes = 2;

      expect(await push(80)).toEqual([expect.objectContaining({ status: 'retry' })]);
      expect(stored()?.msdyn_score).toBe(60);
    });
  });

  it('names every fault of its settings at once', () => {
    const settings = { tenantId: 'a/b', customColumns: ["x' or 1"], scoreAs: 'columns' };

    expect(() =>
      harness.adapter({ settings: { ...settings, scoreColumns: null } } as AdapterOptions),
    ).toThrow(/tenantId[\s\S]*customColumns/);
  });
});

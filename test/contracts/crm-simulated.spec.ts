import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import {
  CrmAdapters,
  CrmReach,
  CrmUnavailableError,
  type CrmAdapter,
  type RecordKind,
  type ScorePush,
} from '#crm';
import { SystemClock } from '#platform';
import {
  createWorld,
  HARSH_FAULTS,
  jsonMessage,
  LOST_STATUSES,
  OPEN_STATUSES,
  signatureOf,
  STALE_STATUSES,
  startSimulatedCrm,
  WON_STATUSES,
  type SimulatedCrm,
  type World,
} from '#simulator';
import { CrmHttp } from '../../src/crm/http/crm-http.js';

const settings = parse(readFileSync('config/dialects/simulated-crm.yaml', 'utf8')) as object;

describe('the shipped settings on the simulated CRM', () => {
  let world: World;
  let crm: SimulatedCrm;
  let http: CrmHttp;
  let adapter: CrmAdapter;

  beforeAll(async () => {
    world = createWorld({ seed: 7, now: new Date(), rooftops: 1, months: 3 });
    crm = await startSimulatedCrm({ world });
    const reach = new CrmReach();
    reach.allowHost(new URL(crm.url).host);
    const clock = new SystemClock();
    http = new CrmHttp(reach, clock);
    const { clientId, clientSecret } = world.rooftops[0]!;
    adapter = new CrmAdapters(http, reach, clock).create({
      id: 'simulated',
      dialect: 'rest',
      settings: { ...settings, baseUrl: `${crm.url}/api/v2` },
      secrets: { clientId, clientSecret, webhookSecret: 'hook' },
    });
  });
  afterAll(async () => {
    await http.onModuleDestroy();
    await crm.stop();
  });
  afterEach(() => crm.setFaults({}));

  it('pulls the same records through an ordinary day and through a terrible one', async () => {
    const calm = await pullAll(adapter);
    crm.setFaults({ ...HARSH_FAULTS, retryAfterSeconds: 0, slowMs: 5 });

    const rough = await pullAll(adapter);

    expect(calm.lead?.size).toBeGreaterThan(300);
    for (const kind of adapter.pullableKinds()) expect(rough[kind]).toEqual(calm[kind]);
  });

  it('knows every status that people choose there', () => {
    const statuses = adapter.statusMapping();

    for (const status of [...OPEN_STATUSES, ...WON_STATUSES, ...LOST_STATUSES, ...STALE_STATUSES]) {
      expect(statuses).toHaveProperty([status]);
    }
  });

  it('writes scores and reads them back while records are locked and answers break off', async () => {
    const { lead = new Set() } = await pullAll(adapter);
    const ids = [...lead].slice(0, 250);
    crm.setFaults({ ...HARSH_FAULTS, retryAfterSeconds: 0, slowMs: 5 });
    let waiting = ids.map((id) => score(id));
    const refused: string[] = [];
    for (let round = 0; waiting.length > 0 && round < 50; round++) {
      // oxlint-disable-next-line no-await-in-loop -- what failed in one round is sent in the next
      const results = await adapter.push(waiting);
      const again = new Set(
        results.flatMap((each) => (each.status === 'retry' ? [each.deliveryKey] : [])),
      );
      refused.push(...results.flatMap((each) => (each.status === 'refused' ? [each.reason] : [])));
      waiting = waiting.filter(({ deliveryKey }) => again.has(deliveryKey));
    }
    crm.setFaults({});

    expect(waiting).toEqual([]);
    // Leads that were deleted there are the only ones that cannot take a score.
    expect(new Set(refused).size).toBeLessThanOrEqual(1);
    expect(crm.scoreStats().leads_scored).toBe(ids.length - refused.length);
    const shown = await adapter.readBack(
      ids.find((id) => !world.branchOf(id).logs.leads.get(id)?.deleted) ?? '',
    );
    expect(shown).toEqual({ likelihoodPercent: 41 });
  });

  it('believes and reads the message that announces a lead', () => {
    const branch = [...world.branches.values()][0]!;
    const lead = branch.logs.leads.records()[0]!;
    const customer = branch.logs.customers.get(lead.customer_id)!;
    const body = Buffer.from(
      JSON.stringify(jsonMessage({ rooftop: '', lead, customer, vehicle: null })),
    );

    adapter.verifyWebhook({ 'x-crm-signature': signatureOf(body, 'hook') }, body);

    expect(adapter.read(body, 'application/json')).toMatchObject([
      { kind: 'customer', said: { externalId: customer.id } },
      { kind: 'lead', said: { externalId: lead.id, customerExternalId: customer.id } },
    ]);
  });

  it('passes the probe', async () => {
    const failed = (await adapter.probe()).filter(({ ok }) => !ok);

    // A status nobody mapped is part of the simulation; the probe is there to find it.
    expect(failed.filter(({ name }) => name !== 'understand statuses')).toEqual([]);
  });
});

async function pullAll(adapter: CrmAdapter): Promise<Partial<Record<RecordKind, Set<string>>>> {
  const pulled: Partial<Record<RecordKind, Set<string>>> = {};
  for (const kind of adapter.pullableKinds()) {
    // oxlint-disable-next-line no-await-in-loop -- one kind after the other, as a sync does
    pulled[kind] = await pullKind(adapter, kind);
  }
  return pulled;
}

async function pullKind(adapter: CrmAdapter, kind: RecordKind): Promise<Set<string>> {
  const ids = new Set<string>();
  let cursor: string | null = null;
  for (let page = 0; page < 2000; page++) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- each page names the next
      const { records, cursor: next, last } = await adapter.pull(kind, cursor);
      for (const record of records)
        if (record.kind === kind) ids.add(String(record.said.externalId));
      cursor = next;
      if (last) return ids;
    } catch (error) {
      if (!(error instanceof CrmUnavailableError)) throw error;
      // oxlint-disable-next-line no-await-in-loop -- waiting is the point
      await sleep(5);
    }
  }
  throw new Error('Pulling does not come to an end.');
}

const score = (leadExternalId: string): ScorePush => ({
  leadExternalId,
  likelihoodPercent: 41,
  band: 'warm',
  topReason: 'Asks about the price',
  scoredAt: new Date('2026-03-01T00:00:00Z'),
  modelVersion: '1',
  deliveryKey: `key-${leadExternalId}`,
});

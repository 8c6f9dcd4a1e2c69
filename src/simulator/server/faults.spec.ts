import { CrmClient } from '../../../test/support/crm-client.js';
import { createWorld } from '../world/world.js';
import { startSimulatedCrm, type SimulatedCrm } from './crm-server.js';
import { FaultDice, HARSH_FAULTS, MILD_FAULTS, NO_FAULTS, type Faults } from './faults.js';

const world = createWorld({
  seed: 4,
  now: new Date('2026-03-01T12:00:00Z'),
  rooftops: 1,
  months: 1,
});
const branch = world.branch('chicago');

describe('a CRM with faults', () => {
  let crm: SimulatedCrm;
  let client: CrmClient;

  beforeAll(async () => {
    crm = await startSimulatedCrm({ world });
    client = new CrmClient(crm.url, branch.rooftop);
    await client.signIn();
  });

  afterAll(() => crm.stop());

  const only = (faults: Partial<Faults>) => crm.setFaults({ ...NO_FAULTS, ...faults });

  it('asks for patience with 429 and Retry-After', async () => {
    only({ rateLimited: 1, retryAfterSeconds: 2 });

    const answer = await client.get('/api/v2/leads');

    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '2']);
  });

  it('breaks with an HTML page', async () => {
    only({ serverError: 1 });

    const answer = await client.get('/api/v2/leads');

    expect([500, 502]).toContain(answer.status);
    expect(answer.headers.get('content-type')).toBe('text/html');
    expect(await answer.text()).toContain('<html>');
  });

  it('hangs up in the middle of a body', async () => {
    only({ halfAnswer: 1 });

    const answer = await client.get('/api/v2/leads');

    await expect(answer.text()).rejects.toThrow('terminated');
  });

  it('answers late', async () => {
    only({ slow: 1, slowMs: 120 });
    const before = performance.now();

    await client.page('leads', { page_size: '1' });

    expect(performance.now() - before).toBeGreaterThan(110);
  });

  it('forgets a token in the middle of paging, and the page token still works with a new one', async () => {
    only({});
    const { next_page_token: token } = await client.page('leads', { page_size: '10' });
    only({ tokenExpiry: 1 });

    expect((await client.get('/api/v2/leads')).status).toBe(401);

    only({});
    await client.signIn();
    expect(
      (await client.page('leads', { page_size: '10', page_token: token! })).items,
    ).toHaveLength(10);
  });

  it('repeats and shuffles records, but leaves none out', async () => {
    only({ repeated: 1, shuffled: 1, churn: 0.3 });

    const records = await client.all('leads', { page_size: '40' });

    const ids = records.map((record) => record.id);
    expect(new Set(ids)).toEqual(new Set(branch.logs.leads.records().map((lead) => lead.id)));
    expect(ids.length).toBeGreaterThan(new Set(ids).size);
    expect(records.map((record) => record.updated_at)).not.toEqual(
      records.map((record) => record.updated_at).toSorted(),
    );
  });

  it('applies a score even when the answer gets lost, and drops the repeat', async () => {
    const lead = branch.logs.leads.records().find((each) => !each.deleted)!;
    const body = JSON.stringify({
      scores: [
        {
          lead_id: lead.id,
          likelihood: 12,
          band: 'cool',
          top_reason: '',
          scored_at: '2026-03-01T12:00:00Z',
          model_version: 'v1',
          idempotency_key: 'lost',
        },
      ],
    });
    only({ halfAnswer: 1 });
    const lost = await client.post('/api/v2/scores', body);
    await expect(lost.text()).rejects.toThrow('terminated');

    only({});
    await client.post('/api/v2/scores', body);

    expect(crm.scoreStats()).toEqual({ leads_scored: 1, deliveries: 1, repeats: 1 });
  });

  it('locks a record for a moment', async () => {
    const lead = branch.logs.leads.records().find((each) => !each.deleted)!;
    only({ lockedRecord: 1 });

    const answer = await client.post(
      '/api/v2/scores',
      JSON.stringify({
        scores: [
          {
            lead_id: lead.id,
            likelihood: 1,
            band: 'cool',
            top_reason: '',
            scored_at: '2026-03-01',
            model_version: 'v1',
            idempotency_key: 'l',
          },
        ],
      }),
    );

    expect(await answer.json()).toMatchObject({
      results: [{ error: 'record_locked', retryable: true }],
    });
  });

  it('stops at once even while it answers late', async () => {
    const slow = await startSimulatedCrm({ world, faults: { slow: 1, slowMs: 60_000 } });
    const patient = new CrmClient(slow.url, branch.rooftop);
    await patient.signIn();
    const asked = patient.get('/api/v2/leads').catch((error: Error) => error.message);

    await new Promise((resolve) => setTimeout(resolve, 50));
    await slow.stop();

    expect(await asked).toBe('fetch failed');
  });
});

describe(FaultDice.name, () => {
  it('rolls the same for the same seed', () => {
    expect(rolls(HARSH_FAULTS)).toEqual(rolls(HARSH_FAULTS));
    expect(rolls(HARSH_FAULTS)).not.toEqual(rolls({ ...HARSH_FAULTS, seed: 2 }));
  });

  it('strikes as often as it is told', () => {
    const struck = rolls(MILD_FAULTS).filter(Boolean).length / 4000;

    expect(struck).toBeGreaterThan(0.015);
    expect(struck).toBeLessThan(0.04);
    expect(rolls(NO_FAULTS).every((roll) => roll === null)).toBe(true);
  });

  it('never strikes more than three times in a row', () => {
    const always = rolls({ ...NO_FAULTS, serverError: 1 });

    expect(always.slice(0, 8).map(Boolean)).toEqual([
      true,
      true,
      true,
      false,
      true,
      true,
      true,
      false,
    ]);
  });
});

function rolls(faults: Faults): unknown[] {
  const dice = new FaultDice(faults);
  return Array.from({ length: 4000 }, () => dice.transport());
}

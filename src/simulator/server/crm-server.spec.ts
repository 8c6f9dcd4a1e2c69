import { CrmClient } from '../../../test/support/crm-client.js';
import type { CrmLead } from '../records.js';
import { createWorld } from '../world/world.js';
import { startSimulatedCrm, type SimulatedCrm } from './crm-server.js';

const world = createWorld({
  seed: 3,
  now: new Date('2026-03-01T12:00:00Z'),
  rooftops: 2,
  months: 2,
});
const [chicago, denver] = world.rooftops;
const leadsOf = (key: string) => world.branch(key).logs.leads;

describe('the simulated CRM', () => {
  let crm: SimulatedCrm;
  let client: CrmClient;

  beforeAll(async () => {
    crm = await startSimulatedCrm({ world });
    client = new CrmClient(crm.url, chicago!);
    await client.signIn();
  });

  afterAll(() => crm.stop());

  const push = (...scores: unknown[]) => client.post('/api/v2/scores', JSON.stringify({ scores }));

  describe('sign-in', () => {
    it('takes JSON too and says how long the token lives', async () => {
      const body = {
        grant_type: 'client_credentials',
        client_id: denver!.clientId,
        client_secret: denver!.clientSecret,
      };

      const answer = await client.post('/oauth/token', JSON.stringify(body));

      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({ expires_in: 3600, token_type: 'Bearer' });
    });

    it.each([
      [{ grant_type: 'password' }, 400, 'unsupported_grant_type'],
      [
        { grant_type: 'client_credentials', client_id: 'sim-chicago', client_secret: 'guess' },
        401,
        'invalid_client',
      ],
      [{ grant_type: 'client_credentials', client_id: 'sim-chicago' }, 401, 'invalid_client'],
    ])('refuses %j with %i', async (body, status, error) => {
      const answer = await client.post('/oauth/token', JSON.stringify(body));

      expect([answer.status, ((await answer.json()) as { error: string }).error]).toEqual([
        status,
        error,
      ]);
    });

    it('refuses a missing or unknown token', async () => {
      const stranger = new CrmClient(crm.url, chicago!);

      expect((await stranger.get('/api/v2/leads')).status).toBe(401);
      expect((await fetch(`${crm.url}/api/v2/leads`)).status).toBe(401);
    });
  });

  it('shows a lead on a page of its own, without the person, and no page for what it does not know', async () => {
    const { id, status, customer_id } = leadsOf('denver').records()[0]!;
    const { last_name } = world.branch('denver').logs.customers.get(customer_id)!;

    const page = await fetch(`${crm.url}/leads/${id}`);
    const text = await page.text();

    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(text).toContain(`<h1>Lead ${id}</h1>`);
    expect(text).toContain(status);
    expect(text).not.toContain(last_name);
    expect((await fetch(`${crm.url}/leads/nobody`)).status).toBe(404);
  });

  describe('pulling', () => {
    it('gives each rooftop all of its own records and none of another', async () => {
      const other = new CrmClient(crm.url, denver!);
      await other.signIn();

      const mine = await client.all('leads', { page_size: '97' });
      const theirs = await other.all('leads', { page_size: '1000' });

      expect(mine.map((lead) => lead.id).toSorted()).toEqual(
        leadsOf('chicago')
          .records()
          .map((lead) => lead.id)
          .toSorted(),
      );
      expect(theirs).toHaveLength(leadsOf('denver').size);
      expect((await client.get(`/api/v2/leads/${theirs[0]!.id}`)).status).toBe(404);
    });

    it('orders by updated_at and starts at updated_since', async () => {
      const since = '2026-02-20T00:00:00.000Z';

      const changed = await client.all('interactions', { updated_since: since, page_size: '200' });

      const stamps = changed.map((record) => record.updated_at);
      expect(stamps).toEqual(stamps.toSorted());
      expect(stamps[0]! >= since).toBe(true);
      expect(changed.length).toBeLessThan(world.branch('chicago').logs.interactions.size);
    });

    it('misses no change that is made while somebody pages', async () => {
      const log = leadsOf('chicago');
      const touched = new Set<string>();
      const touchOne = () => {
        const lead = log.records()[touched.size * 11]!;
        if (touched.size >= 12) return;
        touched.add(lead.id);
        lead.assigned_to = `touched ${touched.size}`;
        log.put(lead, world.stamp(Date.now()));
      };

      const seen = new Map<string, string | null>();
      for (const lead of (await client.all('leads', { page_size: '50' }, touchOne)) as CrmLead[]) {
        seen.set(lead.id, lead.assigned_to);
      }

      expect(Object.fromEntries(seen)).toEqual(
        Object.fromEntries(log.records().map((lead) => [lead.id, lead.assigned_to])),
      );
    });

    it.each([
      ['/api/v2/leads?page_size=0', 400],
      ['/api/v2/leads?page_size=1001', 400],
      ['/api/v2/leads?page_size=ten', 400],
      ['/api/v2/leads?updated_since=yesterday', 400],
      ['/api/v2/leads?page_token=abc.def', 400],
      ['/api/v2/leads/none', 404],
      ['/api/v2/deals', 404],
      ['/', 404],
      ['/api/v2/scores', 405],
    ])('answers GET %s with %i and JSON', async (path, status) => {
      const answer = await client.get(path);

      // An address outside the API still needs a token only when it exists.
      expect(answer.status).toBe(status);
      expect(await answer.json()).toHaveProperty('message');
    });

    it('refuses the page token of another list', async () => {
      const { next_page_token: token } = await client.page('leads', { page_size: '1' });

      expect((await client.get(`/api/v2/vehicles?page_token=${token}`)).status).toBe(400);
    });
  });

  describe('scores', () => {
    it('shows a pushed score on the lead and brings the lead back as changed', async () => {
      const lead = leadsOf('chicago')
        .records()
        .find((each) => !each.deleted)!;
      const { server_time: before } = await client.page('leads', { page_size: '1' });

      const answer = await push(score(lead, 'k-1', 37));

      expect(await answer.json()).toEqual({
        results: [{ lead_id: lead.id, idempotency_key: 'k-1', status: 'ok' }],
      });
      const shown = (await (await client.get(`/api/v2/leads/${lead.id}`)).json()) as CrmLead;
      expect(shown.custom_fields).toMatchObject({
        likelihood_percent: 37,
        likelihood_band: 'warm',
        likelihood_reason: 'Answered within ten minutes',
      });
      const echo = await client.all('leads', { updated_since: before });
      expect(echo.map((each) => each.id)).toContain(lead.id);
    });

    it('applies a repeated key once and counts it', async () => {
      const lead = leadsOf('chicago')
        .records()
        .filter((each) => !each.deleted)[5]!;
      const before = crm.scoreStats();

      await push(score(lead, 'k-2', 20));
      const stamped = lead.updated_at;
      const again = await push(score(lead, 'k-2', 99));

      expect(await again.json()).toMatchObject({ results: [{ status: 'ok' }] });
      expect(lead.custom_fields['likelihood_percent']).toBe(20);
      expect(lead.updated_at).toBe(stamped);
      const { deliveries, repeats, leads_scored: scored } = crm.scoreStats();
      expect([
        scored - before.leads_scored,
        deliveries - before.deliveries,
        repeats - before.repeats,
      ]).toEqual([1, 1, 1]);
      expect(await (await client.get('/api/v2/scores/stats')).json()).toEqual(crm.scoreStats());
    });

    it('answers for each score on its own', async () => {
      const [good, gone] = [leadsOf('chicago').records()[9]!, leadsOf('chicago').records()[10]!];
      [good.deleted, gone.deleted] = [false, true];

      const answer = await push(
        score(good, 'k-3'),
        { ...score(good, 'k-4'), lead_id: 'nobody' },
        score(gone, 'k-5'),
      );

      expect(await answer.json()).toEqual({
        results: [
          { lead_id: good.id, idempotency_key: 'k-3', status: 'ok' },
          {
            lead_id: 'nobody',
            idempotency_key: 'k-4',
            status: 'error',
            error: 'lead_not_found',
            retryable: false,
          },
          {
            lead_id: gone.id,
            idempotency_key: 'k-5',
            status: 'error',
            error: 'lead_deleted',
            retryable: false,
          },
        ],
      });
    });

    it.each([
      ['no list', {}],
      ['an empty list', { scores: [] }],
      ['too many', { scores: Array.from({ length: 201 }, () => ({})) }],
      ['a probability instead of a percent', { scores: [{ likelihood: 0.37 }] }],
    ])('refuses %s with 422 and applies nothing', async (_, body) => {
      const before = crm.scoreStats();

      const answer = await client.post('/api/v2/scores', JSON.stringify(body));

      expect(answer.status).toBe(422);
      expect(crm.scoreStats()).toEqual(before);
    });

    it('names the fields it cannot read', async () => {
      const lead = leadsOf('chicago').records()[0]!;

      const answer = await push({ ...score(lead, 'k-6'), likelihood: '37', scored_at: 'soon' });

      const { details } = (await answer.json()) as { details: { index: number; field: string }[] };
      expect(details.map(({ index, field }) => [index, field])).toEqual([
        [0, 'likelihood'],
        [0, 'scored_at'],
      ]);
    });

    it.each([
      ['broken JSON', '{"scores":', 'application/json', 400],
      ['a JSON list', '[]', 'application/json', 400],
      ['another content type', '{}', 'text/plain', 415],
      ['more than a mebibyte', `{"x":"${'x'.repeat(1_100_000)}"}`, 'application/json', 413],
    ])('refuses %s', async (_, body, type, status) => {
      expect((await client.post('/api/v2/scores', body, type)).status).toBe(status);
    });
  });
});

describe('stopping', () => {
  it('frees the port, and a taken port is an error that says so', async () => {
    const first = await startSimulatedCrm({ world });
    const port = Number(new URL(first.url).port);

    await expect(startSimulatedCrm({ world, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await first.stop();
    const second = await startSimulatedCrm({ world, port });
    await second.stop();

    expect(second).toBeDefined();
  });
});

function score(lead: CrmLead, key: string, likelihood = 37) {
  return {
    lead_id: lead.id,
    likelihood,
    band: 'warm',
    top_reason: 'Answered within ten minutes',
    scored_at: '2026-03-01T12:01:00Z',
    model_version: 'v1',
    idempotency_key: key,
  };
}

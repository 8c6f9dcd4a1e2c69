import request from 'supertest';
import { testApp, type TestApp } from '../support/app.js';

const SETTINGS = `
groups:
  - key: north
    name: North Group
    timeZone: America/Chicago
    dealerships:
      - key: north-a
        name: North A
        timeZone: America/Chicago
        connections:
          - { key: drop, name: Posted ADF, dialect: adf, secrets: { intakeToken: a-token-of-the-tests } }
`;

const ADF = `<?xml version="1.0"?><?adf version="1.0"?><adf><prospect>
  <id source="test">77</id><requestdate>2026-03-01T10:00:00-06:00</requestdate>
  <vehicle interest="buy"><year>2019</year><make>Honda</make><model>Civic</model></vehicle>
  <customer><contact><name part="full">Pat Doe</name><phone>212-555-0142</phone></contact><comments>Hi</comments></customer>
  <vendor><contact><name>North A</name></contact></vendor></prospect></adf>`;

const hook = (url: string, path: string, token: string): request.Test =>
  request(url).post(path).set('content-type', 'text/xml').set('x-intake-token', token).send(ADF);

describe('intake over HTTP', () => {
  let test: TestApp;
  let key: string;

  beforeAll(async () => {
    test = await testApp(SETTINGS, { ROLE: 'api' });
    key = await test.apiKey('north-a');
  });
  afterAll(() => test.stop());

  const post = (path: string, body: string | object, type = 'application/json'): request.Test =>
    request(test.url)
      .post(path)
      .set('authorization', `Bearer ${key}`)
      .set('content-type', type)
      .send(body);
  const get = (path: string): request.Test =>
    request(test.url).get(path).set('authorization', `Bearer ${key}`);

  it('stores a posted lead and gives the same answer to the same key', async () => {
    const lead = {
      message: 'Is this still available?',
      customer: { name: 'Pat Doe', phone: '212-555-0142' },
    };

    const first = await post('/v1/leads', lead).set('idempotency-key', 'k-1').expect(201);
    const second = await post('/v1/leads', lead).set('idempotency-key', 'k-1').expect(201);

    expect(first.body).toMatchObject({ status: 'stored', reason: null });
    expect(second.body).toEqual(first.body);
  });

  it('keeps a lead with an unknown status and says what would help', async () => {
    const { body } = await post('/v1/leads', { id: 'q-1', status: 'Dreaming' }).expect(202);

    expect(body).toMatchObject({
      status: 'quarantined',
      field: 'status',
      reason: 'unknown status',
      leadId: null,
    });
    const { body: waiting } = await get('/v1/connections/api/quarantine').expect(200);
    expect(waiting.items).toEqual([
      expect.objectContaining({ externalId: 'q-1', reason: 'unknown status' }),
    ]);
    expect(JSON.stringify(waiting)).not.toContain('payload');
    const replayed = await post(`/v1/quarantine/${waiting.items[0].id}/replay`, {}).expect(200);
    expect(replayed.body).toMatchObject({ stored: false, field: 'status' });
  });

  it.each([
    ['/v1/leads', '{"id": ', 'application/json', 400],
    ['/v1/leads', '{"id": {"a": 1}}', 'application/json', 422],
    ['/v1/leads', '{"nonsense": 1}', 'application/json', 422],
    ['/v1/leads', '[]', 'application/json', 422],
    ['/v1/leads', 'a=b', 'application/x-www-form-urlencoded', 422],
    ['/v1/leads/batch', '{"id": 1}', 'application/json', 422],
    ['/v1/leads/batch', '', 'application/x-ndjson', 422],
    ['/v1/intake/adf', '{}', 'application/json', 422],
    ['/v1/intake/adf?connection=nowhere', ADF, 'text/xml', 404],
    ['/v1/leads', `{"message": "${'x'.repeat(3_000_000)}"}`, 'application/json', 413],
    ['/v1/quarantine/1/replay', '{}', 'application/json', 400],
    ['/v1/connections/nowhere/sync', '{}', 'application/json', 404],
    ['/v1/connections/drop/sync', '{}', 'application/json', 409],
  ])('answers bad input to %s (%#) with a problem', async (path, body, type, status) => {
    const answer = await post(path, body, type);

    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toMatch(/application\/problem\+json/);
  });

  it('takes lines, stores the good ones and tells of each', async () => {
    const { body } = await post(
      '/v1/leads/batch',
      '{"id":"n-1"}\n{broken\n{"id":"n-2","status":"WON"}\n',
      'application/x-ndjson',
    ).expect(200);

    expect(body).toMatchObject({ stored: 2, quarantined: 1, connection: 'api' });
    expect(body.items[1]).toMatchObject({ status: 'quarantined', reason: 'not JSON' });
  });

  it('takes an ADF document, once however often it is posted', async () => {
    const { body } = await post('/v1/intake/adf', ADF, 'application/x-adf+xml').expect(200);
    const { body: again } = await post('/v1/intake/adf', ADF, 'text/xml').expect(200);

    expect(body).toMatchObject({ stored: 1, items: [{ status: 'stored' }] });
    expect(again.items[0].leadId).toBe(body.items[0].leadId);
  });

  it('quarantines a document that is no ADF', async () => {
    const { body } = await post('/v1/intake/adf', 'hello', 'text/xml').expect(200);

    expect(body).toMatchObject({ stored: 0, quarantined: 1, items: [{ reason: 'not-xml' }] });
  });

  it('lets a webhook in by its proof alone', async () => {
    await hook(test.url, '/v1/webhooks/adf/north-a.drop', 'a-token-of-the-tests').expect(200, {
      stored: 1,
      quarantined: 0,
    });
    await hook(test.url, '/v1/webhooks/adf/drop', 'a-token-of-the-tests').expect(200);
    await hook(test.url, '/v1/webhooks/adf/north-a.drop', 'guessed').expect(401);
    await hook(test.url, '/v1/webhooks/rest/north-a.drop', 'a-token-of-the-tests').expect(404);
    await hook(test.url, '/v1/webhooks/adf/nobody.drop', 'a-token-of-the-tests').expect(404);
    await hook(test.url, '/v1/webhooks/adf/%2e%2e%2f', 'a-token-of-the-tests').expect(404);
  });

  it('records touches and outcomes of a lead', async () => {
    const { body: lead } = await post('/v1/leads', { id: 'story' }).expect(201);
    const path = `/v1/leads/${lead.leadId}`;

    const touch = { kind: 'call', direction: 'outbound', occurredAt: '2026-03-01T10:00:00Z' };
    const first = await post(`${path}/activities`, touch).set('idempotency-key', 't').expect(201);
    const second = await post(`${path}/activities`, touch).set('idempotency-key', 't').expect(201);
    expect(second.body).toEqual(first.body);
    const { body: story } = await get(`${path}/activities`).expect(200);
    expect(story.items).toEqual([
      { id: first.body.id, ...touch, author: 'human', occurredAt: '2026-03-01T10:00:00.000Z' },
    ]);

    await post(`${path}/outcome`, { outcome: 'WON' })
      .expect(200)
      .expect(({ body }) => expect(body.outcome).toBe('WON'));
    await post(`${path}/outcome`, { outcome: 'STALE' }).expect(409);
    await post(`${path}/outcome`, { outcome: 'MAYBE' }).expect(422);
    await post(`${path}/activities`, { ...touch, occurredAt: '2099-01-01T00:00:00Z' }).expect(
      ({ status }) => expect([400, 422]).toContain(status),
    );
    await post('/v1/leads/0194d000-0000-7000-8000-000000000009/outcome', { outcome: 'WON' }).expect(
      404,
    );
  });

  it('keeps the note of a touch that a browser repeats without it, whichever comes first', async () => {
    const { body: lead } = await post('/v1/leads', { id: 'noted' }).expect(201);
    const path = `/v1/leads/${lead.leadId}/activities`;
    const touch = { kind: 'call', direction: 'outbound', occurredAt: '2026-03-01T10:00:00Z' };
    const noted = { ...touch, note: 'Wants the blue one' };
    const tell = async (wish: string, body: object): Promise<string> =>
      (await post(path, body).set('idempotency-key', wish).expect(201)).body.id;

    expect(await tell('late', touch)).toBe(await tell('late', noted));
    expect(await tell('early', noted)).toBe(await tell('early', touch));

    const { body: panel } = await get(`/v1/worklist/${lead.leadId}`).expect(200);
    const notes = panel.timeline.map(({ note }: { note: string | null }) => note).filter(Boolean);
    expect(notes).toEqual([noted.note, noted.note]);
  });

  it('lists connections without their secrets', async () => {
    const { body, text } = await get('/v1/connections').expect(200);

    expect(body.items.map((one: { key: string }) => one.key)).toEqual(
      expect.arrayContaining(['api', 'drop']),
    );
    expect(text).not.toMatch(/token|secret|cursor/i);
    const { body: probe } = await post('/v1/connections/drop/probe', {}).expect(200);
    expect(probe.steps[0]).toMatchObject({ name: 'intake', ok: true });
  });
});

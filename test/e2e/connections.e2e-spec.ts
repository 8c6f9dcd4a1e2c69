import request from 'supertest';
import { DataSource } from 'typeorm';
import { testApp, type TestApp } from '../support/app.js';
import { RestCrm } from '#simulator';
import { readEvents } from '../support/event-stream.js';

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
      - { key: north-b, name: North B, timeZone: America/Chicago }
`;

const settingsFor = (crm: RestCrm): object => ({
  baseUrl: crm.origin,
  auth: { type: 'oauth2-client-credentials', tokenUrl: '/oauth/token' },
  statuses: { Open: 'OPEN', Sold: 'WON' },
  pull: {
    lead: {
      path: '/api/v2/leads',
      items: 'items',
      paging: { type: 'cursor', param: 'page_token', nextPath: 'next_page_token' },
      fields: {
        externalId: 'id',
        updatedAt: 'updated_at',
        arrivedAt: 'created_at',
        status: 'status',
        'customer.email': 'email',
      },
    },
  },
});

describe('connections made through the API', () => {
  let test: TestApp;
  let key: string;
  let crm: RestCrm;
  const { clientId, clientSecret } = RestCrm.secrets;

  beforeAll(async () => {
    crm = await new RestCrm().start();
    test = await testApp(SETTINGS);
    key = await test.apiKey('north-a');
  });
  afterAll(async () => {
    await test.stop();
    await crm.stop();
  });

  const send = (method: 'get' | 'post' | 'patch' | 'put' | 'delete', path: string): request.Test =>
    request(test.url)[method](path).set('authorization', `Bearer ${key}`);
  const added = (changes: object = {}): object => ({
    key: 'crm',
    name: 'Our CRM',
    dialect: 'rest',
    settings: settingsFor(crm),
    secrets: { clientId, clientSecret },
    ...changes,
  });
  const record = (id: string, status: string): void => {
    crm.records.leads.push({
      id,
      status,
      created_at: '2026-03-01T10:00:00Z',
      updated_at: '2026-03-02T10:00:00Z',
      email: 'pat.doe@example.com',
    });
  };

  it('tells for every dialect what it takes, in the words of its own reader', async () => {
    const { body } = await send('get', '/v1/dialects').expect(200);

    const fieldsOf = (name: string): { key: string; required: boolean }[] =>
      body.items.find(({ dialect }: { dialect: string }) => dialect === name).fields;
    expect(fieldsOf('salesforce')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ key: 'baseUrl', kind: 'text', required: true }),
        expect.objectContaining({ key: 'apiVersion', fallback: 'v59.0', required: false }),
        expect.objectContaining({ key: 'secrets.clientSecret', kind: 'secret' }),
        expect.objectContaining({ key: 'scoreFields.likelihood', required: true }),
      ]),
    );
    for (const { dialect, fields } of body.items) expect([dialect, fields.length]).not.toContain(0);
  });

  it('lists every fault with its key and the fix, and keeps nothing', async () => {
    const settings = { baseUrl: 'nowhere', auth: { type: 'bearer' }, pul: {} };
    const { body } = await send('post', '/v1/connections')
      .send(added({ settings, secrets: {} }))
      .expect(422);

    expect(body.code).toBe('CRM_SETTINGS_INVALID');
    const keys = body.faults.map((fault: { key: string }) => fault.key);
    expect(keys).toEqual(expect.arrayContaining(['baseUrl', 'secrets.token', 'pull', 'pul']));
    expect(body.faults.every(({ fix }: { fix: string }) => fix.length > 0)).toBe(true);
    await send('get', '/v1/connections/crm').expect(404);
  });

  it.each([
    [{ key: 'Not A Key' }, 422],
    [{ dialect: 'morse' }, 422],
    [{ secrets: { clientId: 7 } }, 422],
    [{ key: 'api' }, 409],
    [{ key: 'drop' }, 409],
    [{ dialect: 'file', settings: { inbox: 'north-b/inbox', mapping: {} } }, 422],
    [{ dialect: 'file', settings: { outbox: 'north-a/../north-b' } }, 422],
  ])('refuses %j with %i', async (changes, status) => {
    await send('post', '/v1/connections').send(added(changes)).expect(status);
  });

  it('is made, synced with progress, and never shows its secrets', async () => {
    record('1', 'Open');
    record('2', 'Dreaming');
    const made = await send('post', '/v1/connections').send(added()).expect(201);

    expect(made.body).toMatchObject({
      key: 'crm',
      origin: 'desk',
      secretNames: ['clientId', 'clientSecret'],
    });
    expect(JSON.stringify(made.body)).not.toContain(clientSecret);
    const asked = await send('post', '/v1/connections/crm/sync').expect(202);
    const events = await readEvents(`${test.url}${asked.body.events}`, key);
    expect(events.at(-1)).toMatchObject({
      type: 'done',
      data: { counts: { quarantined: expect.any(Number) }, pages: expect.any(Number) },
    });
    const sealed = await test.app
      .get(DataSource)
      .query(
        `SELECT settings::text || encode(secrets_sealed, 'escape') AS row FROM crm_connection`,
      );
    expect(JSON.stringify(sealed)).not.toContain(clientSecret);
  });

  it('probes with what each status means here, and shows nobody', async () => {
    const { body } = await send('post', '/v1/connections/crm/probe').expect(200);

    const step = (topic: string): Record<string, unknown> =>
      body.steps.find((one: { topic: string }) => one.topic === topic);
    expect(step('statuses')).toMatchObject({
      ok: false,
      statuses: [
        { status: 'Open', count: 1, outcome: 'OPEN' },
        { status: 'Dreaming', count: 1, outcome: null },
      ],
    });
    expect(step('read')['samples']).toEqual([
      expect.arrayContaining(['status', 'customer.email']),
      expect.anything(),
    ]);
    expect(step('clock')).toMatchObject({ ok: true });
    expect(JSON.stringify(body)).not.toContain('pat.doe');
  });

  it('takes in what waited once somebody says what its status means', async () => {
    const before = await send('get', '/v1/connections/crm/statuses').expect(200);
    expect(before.body.unknown).toMatchObject([{ status: 'Dreaming', waiting: 1 }]);
    await send('put', '/v1/connections/crm/statuses')
      .send({ status: 'Dreaming', outcome: 'EXCLUDED' })
      .expect(422);

    const said = await send('put', '/v1/connections/crm/statuses')
      .send({ status: 'Dreaming', outcome: 'LOST' })
      .expect(200);

    expect(said.body).toEqual({ stored: 1, refused: 0 });
    const { body } = await send('get', '/v1/connections/crm/statuses').expect(200);
    expect(body.unknown).toEqual([]);
    expect(body.known).toContainEqual({
      status: 'Dreaming',
      meaning: { outcome: 'LOST' },
      saidHere: true,
    });
    record('3', 'dreaming');
    const asked = await send('post', '/v1/connections/crm/sync').expect(202);
    const events = await readEvents(`${test.url}${asked.body.events}`, key);
    expect(events.at(-1)).toMatchObject({ type: 'done', data: { counts: { quarantined: 0 } } });
  });

  it('changes what is given, keeps the other secrets, and tells of a failing sync', async () => {
    await send('patch', '/v1/connections/crm')
      .send({ name: 'Renamed', secrets: { clientSecret: 'wrong' } })
      .expect(200);
    const asked = await send('post', '/v1/connections/crm/sync').expect(202);
    const events = await readEvents(`${test.url}${asked.body.events}`, key);

    expect(events.at(-1)).toMatchObject({
      type: 'failed',
      data: { error: expect.stringMatching(/CRM_AUTH_REFUSED/) },
    });
    const { body } = await send('patch', '/v1/connections/crm')
      .send({ secrets: { clientSecret } })
      .expect(200);
    expect(body).toMatchObject({ name: 'Renamed', secretNames: ['clientId', 'clientSecret'] });
  });

  it('pauses, and asks for nothing meanwhile', async () => {
    await send('post', '/v1/connections/crm/pause').expect(200);

    const { body } = await send('post', '/v1/connections/crm/sync').expect(409);
    expect(body.code).toBe('CONNECTION_PAUSED');
    const resumed = await send('post', '/v1/connections/crm/resume').expect(200);
    expect(resumed.body.enabled).toBe(true);
  });

  it('leaves connections of the settings file to the settings file', async () => {
    await send('patch', '/v1/connections/drop').send({ name: 'Mine' }).expect(409);
    await send('delete', '/v1/connections/drop').expect(409);
  });

  it('is removed with its secrets; its leads stay and are the same when it comes back', async () => {
    await send('delete', '/v1/connections/crm').expect(204);
    await send('get', '/v1/connections/crm').expect(404);
    const rows = await test.app.get(DataSource).query(
      `SELECT settings, secrets_sealed, (SELECT count(*)::int FROM lead) AS leads
         FROM crm_connection WHERE key = 'crm'`,
    );
    expect(rows).toEqual([{ settings: {}, secrets_sealed: null, leads: 3 }]);
    await send('post', '/v1/connections')
      .send(added({ dialect: 'adf', settings: {} }))
      .expect(409);

    await send('post', '/v1/connections').send(added()).expect(201);

    const asked = await send('post', '/v1/connections/crm/sync').expect(202);
    await readEvents(`${test.url}${asked.body.events}`, key);
    const leads = await test.app.get(DataSource).query('SELECT count(*)::int AS n FROM lead');
    expect(leads).toEqual([{ n: 3 }]);
    const events = await send('get', '/v1/audit-events').expect(200);
    expect(events.body.map(({ action }: { action: string }) => action)).toEqual(
      expect.arrayContaining([
        'connection.added',
        'connection.changed',
        'connection.paused',
        'connection.removed',
        'connection.status_mapped',
      ]),
    );
  });
});

import request from 'supertest';
import { AuditTrail, StaffAccounts } from '#access';
import { testApp, type TestApp } from '../support/app.js';

const SETTINGS = `
groups:
  - key: north
    name: North Group
    timeZone: America/Chicago
    dealerships:
      - { key: north-a, name: North A, timeZone: America/Chicago }
      - { key: north-b, name: North B, timeZone: America/Denver }
  - key: south
    name: South Group
    timeZone: America/Chicago
    dealerships:
      - { key: south-a, name: South A, timeZone: America/Chicago }
`;

const bearer = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` });

describe('access', () => {
  let test: TestApp;

  const get = (path: string, headers: Record<string, string> = {}): request.Test =>
    request(test.url).get(path).set(headers);

  beforeAll(async () => {
    test = await testApp(SETTINGS);
  });

  afterAll(() => test.stop());

  it('answers health and metrics to anybody, without a word about leads', async () => {
    await get('/health/live').expect(200, { status: 'up' });
    await get('/metrics')
      .expect(200)
      .expect(/lead_likelihood_/);
    const ready = await get('/health/ready').expect(200);
    expect(ready.body.checks.map((check: { name: string }) => check.name)).toEqual(
      expect.arrayContaining(['database', 'queue', 'migrations']),
    );
  });

  it('refuses whoever sends no credentials, with a problem that says what to do', async () => {
    const { body } = await get('/v1/me')
      .expect(401)
      .expect('content-type', /application\/problem\+json/);

    expect(body).toMatchObject({ code: 'UNAUTHENTICATED', status: 401, instance: '/v1/me' });
    expect(body.detail).toMatch(/API key/);
  });

  it('refuses a revoked key', async () => {
    const admin = await test.apiKey('north-a', ['read', 'admin']);
    const { body: issued } = await request(test.url)
      .post('/v1/api-keys')
      .set(bearer(admin))
      .send({ name: 'short-lived', scopes: ['read'] })
      .expect(201);
    await get('/v1/me', bearer(issued.key)).expect(200);

    await request(test.url).delete(`/v1/api-keys/${issued.id}`).set(bearer(admin)).expect(204);

    await get('/v1/me', bearer(issued.key)).expect(401);
  });

  it('rotates a key: the new secret works, the old one does not', async () => {
    const admin = await test.apiKey('north-a', ['read', 'admin']);
    const { body: old } = await request(test.url)
      .post('/v1/api-keys')
      .set(bearer(admin))
      .send({ name: 'rotating', scopes: ['read'] });

    const { body: fresh } = await request(test.url)
      .post(`/v1/api-keys/${old.id}/rotate`)
      .set(bearer(admin))
      .expect(201);

    await get('/v1/me', bearer(fresh.key)).expect(200);
    await get('/v1/me', bearer(old.key)).expect(401);
  });

  it('makes, changes or ends no key that the audit trail was not told of', async () => {
    const admin = await test.apiKey('north-a', ['read', 'admin']);
    const ask = (path: string) => request(test.url).post(path).set(bearer(admin));
    const body = { name: 'unnoted', scopes: ['read'] };
    const { body: kept } = await ask('/v1/api-keys').send(body).expect(201);
    const trail = test.app.get(AuditTrail);
    trail.record = () => Promise.reject(new Error('The trail is full.'));
    try {
      await ask('/v1/api-keys').send(body).expect(500);
      await ask(`/v1/api-keys/${kept.id}/rotate`).expect(500);
      await request(test.url).delete(`/v1/api-keys/${kept.id}`).set(bearer(admin)).expect(500);
    } finally {
      trail.record = (...given) => AuditTrail.prototype.record.apply(trail, given);
    }

    await get('/v1/me', bearer(kept.key)).expect(200);
    const { body: keys } = await get('/v1/api-keys', bearer(admin)).expect(200);
    const unnoted = keys.filter(({ name }: { name: string }) => name === 'unnoted');
    expect(unnoted).toMatchObject([{ id: kept.id, revokedAt: null }]);
  });

  it('keeps a key to its scopes', async () => {
    const reader = await test.apiKey('north-a', ['read']);

    const { body } = await get('/v1/api-keys', bearer(reader)).expect(403);

    expect(body.code).toBe('SCOPE_MISSING');
  });

  it("cannot be pointed at another's dealership by the header", async () => {
    const a = await test.apiKey('north-a');
    const group = await test.apiKey('north-a', undefined, true);

    await get('/v1/worklist', { ...bearer(a), 'x-dealership': 'north-b' }).expect(404);
    await get('/v1/worklist', { ...bearer(group), 'x-dealership': 'south-a' }).expect(404);
    await get('/v1/worklist', { ...bearer(group), 'x-dealership': 'north-b' }).expect(200);
  });

  it('asks a group key which dealership it means', async () => {
    const group = await test.apiKey('north-a', undefined, true);

    const { body } = await get('/v1/worklist', bearer(group)).expect(422);

    expect(body.code).toBe('DEALERSHIP_MISSING');
  });

  it('lets an admin of one rooftop make no key for another', async () => {
    const admin = await test.apiKey('north-a');

    await request(test.url)
      .post('/v1/api-keys')
      .set(bearer(admin))
      .send({ name: 'too far', scopes: ['read'], dealership: 'north-b' })
      .expect(404);
  });

  describe('sign-in', () => {
    const credentials = { email: 'dana@example.com', password: 'a long enough password' };

    beforeAll(async () => {
      const { groupId, id } = await test.dealership('north-a');
      const accounts = test.app.get(StaffAccounts);
      const account = { groupId, dealershipId: id, name: 'Dana', role: 'rep' as const };
      await accounts.save({ ...account, ...credentials });
    });

    it('gives a session in a cookie that scripts and other sites cannot use', async () => {
      const agent = request.agent(test.url);
      const signedIn = await agent.post('/v1/session').send(credentials).expect(204);

      expect(signedIn.headers['set-cookie']?.[0]).toMatch(/HttpOnly; SameSite=Strict/);
      const { body } = await agent.get('/v1/me').expect(200);
      expect(body).toMatchObject({ name: 'Dana', role: 'rep' });
      expect(body.dealerships.map(({ key }: { key: string }) => key)).toEqual(['north-a']);

      await agent.delete('/v1/session').set('sec-fetch-site', 'cross-site').expect(401);
      await agent.get('/v1/me').expect(200);
      await agent.delete('/v1/session').set('sec-fetch-site', 'same-origin').expect(204);
      await agent.get('/v1/me').expect(401);
    });

    it('says the same for a wrong password and an unknown account', async () => {
      const answers = await Promise.all(
        [
          { ...credentials, password: 'wrong' },
          { ...credentials, email: 'nobody@example.com' },
        ].map((body) => request(test.url).post('/v1/session').send(body).expect(401)),
      );

      expect(answers[0]?.body).toEqual(answers[1]?.body);
    });

    it('refuses a change asked for by a page of another site', async () => {
      const agent = request.agent(test.url);
      await agent.post('/v1/session').send(credentials).expect(204);

      const { body } = await agent
        .post('/v1/predictions')
        .set('sec-fetch-site', 'cross-site')
        .send({})
        .expect(401);

      expect(body.detail).toMatch(/another site/);
    });
  });
});

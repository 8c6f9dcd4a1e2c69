import request from 'supertest';
import { AuditTrail } from '#access';
import { testApp, type TestApp } from '../support/app.js';
import { signedIn } from '../support/signed-in.js';

const SETTINGS = `
groups:
  - key: north
    name: North Group
    timeZone: America/Chicago
    dealerships:
      - { key: north-a, name: North A, timeZone: America/Chicago, openingHours: { mon: '09:00-20:00' } }
      - { key: north-b, name: North B, timeZone: America/Chicago }
`;

describe('settings of a rooftop', () => {
  let test: TestApp;
  let admin: string;

  const as = (key: string) => ({
    get: (path: string) => request(test.url).get(path).set('authorization', `Bearer ${key}`),
    patch: (body: object) =>
      request(test.url).patch('/v1/settings').set('authorization', `Bearer ${key}`).send(body),
    preview: (body: object) =>
      request(test.url)
        .post('/v1/settings/preview')
        .set('authorization', `Bearer ${key}`)
        .send(body),
  });

  beforeAll(async () => {
    test = await testApp(SETTINGS);
    admin = await test.apiKey('north-a');
  });

  afterAll(() => test.stop());

  it('are changed one by one, outrank the file, stay at this rooftop, and go back to the file', async () => {
    const change = { responsePromiseMinutes: 5, openingHours: null };
    const { body: changed } = await as(admin).patch(change).expect(200);
    expect(changed.inForce).toMatchObject(change);
    expect(changed.fromFile).toMatchObject({
      responsePromiseMinutes: 15,
      openingHours: { mon: '09:00-20:00' },
    });
    expect(changed.changedHere.toSorted()).toEqual(['openingHours', 'responsePromiseMinutes']);
    const other = await test.apiKey('north-b');
    const { body: beside } = await as(other).get('/v1/settings').expect(200);
    expect(beside.inForce.responsePromiseMinutes).toBe(15);

    const { body: back } = await as(admin)
      .patch({ reset: ['openingHours'] })
      .expect(200);
    expect(back.changedHere).toEqual(['responsePromiseMinutes']);
    expect(back.inForce.openingHours).toEqual({ mon: '09:00-20:00' });
    const { body: trail } = await as(admin).get('/v1/audit-events?action=settings.').expect(200);
    expect(trail[0].details).toMatchObject({ set: {}, reset: ['openingHours'] });
  });

  it('that cannot be, or do not go together, are refused by name', async () => {
    const { body: clash } = await as(admin)
      .patch({ bands: { hot: 0.1, warm: 0.2 } })
      .expect(422);
    expect(clash.faults).toEqual([expect.objectContaining({ field: 'bands.warm' })]);
    await as(admin)
      .patch({ openingHours: { mon: '20:00-09:00' } })
      .expect(422);
    await as(admin)
      .patch({ contactHours: { from: 6, until: 23 } })
      .expect(422);
  });

  it('are previewed on a lead without being changed', async () => {
    const intake = request(test.url).post('/v1/leads').set('authorization', `Bearer ${admin}`);
    const { body: lead } = await intake.send({ id: 'L-1', message: 'Still there?' }).expect(201);
    const { body } = await as(admin)
      .preview({ leadId: lead.leadId, staleAfterDays: 3, openingHours: null, reset: ['bands'] })
      .expect(200);

    const days = (Date.parse(body.before.quietAt) - Date.parse(body.after.quietAt)) / 86_400_000;
    expect(days).toBe(42);
    expect(body.after.promise.dueAt < body.before.promise.dueAt).toBe(true);
    const { body: standing } = await as(admin).get('/v1/settings').expect(200);
    expect(standing.inForce.staleAfterDays).toBe(45);
    await as(admin).preview({ leadId: '5b0b7a52-6c0e-4d2f-9a53-000000000000' }).expect(404);
  });

  it('stay as they were where the audit trail was not told', async () => {
    const trail = test.app.get(AuditTrail);
    trail.record = () => Promise.reject(new Error('The trail is full.'));
    try {
      await as(admin).patch({ staleAfterDays: 20 }).expect(500);
    } finally {
      trail.record = (...given) => AuditTrail.prototype.record.apply(trail, given);
    }
    const { body } = await as(admin).get('/v1/settings').expect(200);
    expect(body.inForce.staleAfterDays).toBe(45);
  });

  it('are read by an auditor, and changed by nobody but an admin', async () => {
    const store = await test.dealership('north-a');
    const auditor = await signedIn(test, store, { role: 'auditor' });
    const manager = await signedIn(test, store, { role: 'manager' });
    const asStaff = (who: typeof auditor) => request.agent(test.url).set(who.headers);

    await asStaff(auditor).get('/v1/settings').expect(200);
    await asStaff(auditor).patch('/v1/settings').send({ staleAfterDays: 9 }).expect(403);
    await asStaff(manager).get('/v1/settings').expect(403);
  });
});

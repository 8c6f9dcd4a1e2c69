import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { Client } from 'pg';
import { testApp, type TestApp } from '../support/app.js';
import { signedIn, signIn, type SignedIn } from '../support/signed-in.js';

const SETTINGS = `
groups:
  - key: north
    name: North Group
    timeZone: America/Chicago
    dealerships: [{ key: north-a, name: North A, timeZone: America/Chicago }]
`;
const HOT = { band: 'hot', waiting: true, columns: ['likelihood', 'customer'] };

describe('saved views', () => {
  let test: TestApp;
  let dana: SignedIn;
  let sam: SignedIn;

  const as = (headers: Record<string, string>) => ({
    list: () => request(test.url).get('/v1/me/views').set(headers),
    save: (body: object) => request(test.url).put('/v1/me/views').set(headers).send(body),
    remove: (id: string) => request(test.url).delete(`/v1/me/views/${id}`).set(headers),
  });

  beforeAll(async () => {
    test = await testApp(SETTINGS, { ROLE: 'api' });
    const here = await test.dealership('north-a');
    dana = await signedIn(test, here, { role: 'manager' });
    sam = await signedIn(test, here, { role: 'rep' });
  });

  afterAll(() => test.stop());

  it('are there on another device, and a name said again replaces the view', async () => {
    await as(dana.headers).save({ name: 'Hot now', view: HOT }).expect(200);
    await as(dana.headers)
      .save({ name: 'Web', view: { source: 'Web form' } })
      .expect(200);
    await as(dana.headers)
      .save({ name: 'Hot now', view: { band: 'hot' } })
      .expect(200);

    const elsewhere = await signIn(test, dana.email);
    const { body } = await as(elsewhere).list().expect(200);
    expect(body).toEqual([
      { id: expect.any(String), name: 'Hot now', view: { band: 'hot' } },
      { id: expect.any(String), name: 'Web', view: { source: 'Web form' } },
    ]);
    await as(elsewhere).remove(body[0].id).expect(204);
    const { body: left } = await as(dana.headers).list();
    expect(left.map(({ name }: { name: string }) => name)).toEqual(['Web']);
  });

  it('are one’s own: nobody else lists or removes them, and a key of a program has none', async () => {
    const { body: mine } = await as(dana.headers).save({ name: 'Mine', view: {} }).expect(200);
    expect((await as(sam.headers).list().expect(200)).body).toEqual([]);
    const { body: refusal } = await as(sam.headers).remove(mine.id).expect(404);
    expect(refusal.code).toBe('SAVED_VIEW_NOT_FOUND');
    await as(sam.headers)
      .save({ name: 'Mine', view: { waiting: true } })
      .expect(200);
    expect((await as(dana.headers).list()).body).toContainEqual(mine);
    await as(dana.headers).remove(randomUUID()).expect(404);

    const key = { authorization: `Bearer ${await test.apiKey('north-a')}` };
    expect((await as(key).list().expect(403)).body.code).toBe('NOT_SIGNED_IN');
  });

  it.each([
    ['no name', { name: '', view: {} }],
    ['a name of 41 characters', { name: 'v'.repeat(41), view: {} }],
    ['no view', { name: 'v' }],
    ['a band there is not', { name: 'v', view: { band: 'lukewarm' } }],
    ['a column there is not', { name: 'v', view: { columns: ['phone'] } }],
    ['whom it looks for', { name: 'v', view: { text: 'Dana Reyes' } }],
  ])('are refused with %s', async (_, body) => {
    await as(dana.headers).save(body).expect(422);
  });

  it('are 30 at the most, also where they are saved at once', async () => {
    const here = await test.dealership('north-a');
    const { headers } = await signedIn(test, here, { role: 'rep' });
    const saved = await Promise.all(
      Array.from({ length: 33 }, (_, at) => as(headers).save({ name: `View ${at}`, view: {} })),
    );
    expect(saved.filter(({ status }) => status === 200)).toHaveLength(30);
    expect(saved.find(({ status }) => status === 409)?.body.code).toBe('TOO_MANY_VIEWS');
    expect((await as(headers).list()).body).toHaveLength(30);
    const kept = saved.find(({ status }) => status === 200)!.body.name;
    await as(headers)
      .save({ name: kept, view: { band: 'cool' } })
      .expect(200);
  });

  it('keep their names sealed', async () => {
    await as(dana.headers).save({ name: 'Calls for Pat Doe', view: {} }).expect(200);
    const database = new Client({ connectionString: test.databaseUrl });
    await database.connect();
    const { rows } = await database.query<{ row: string; name: string }>(
      `SELECT saved_view::text AS row, encode(name_sealed, 'escape') AS name FROM saved_view`,
    );
    await database.end();
    expect(rows.length).toBeGreaterThan(1);
    expect(JSON.stringify(rows)).not.toContain('Pat Doe');
  });
});

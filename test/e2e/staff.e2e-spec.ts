import type { Dealership } from '#access';
import { testApp, type TestApp } from '../support/app.js';
import { signedIn, signIn, type SignedIn } from '../support/signed-in.js';

const SETTINGS = `
groups:
  - key: north
    name: North Group
    timeZone: America/Chicago
    dealerships:
      - { key: north-a, name: North A, timeZone: America/Chicago }
      - { key: north-b, name: North B, timeZone: America/Chicago }
`;

const NEWCOMER = { name: 'Noor Aziz', role: 'rep', dealerships: ['north-a'] };

describe('Staff', () => {
  let test: TestApp;
  let store: Dealership;
  let boss: SignedIn;

  beforeAll(async () => {
    test = await testApp(SETTINGS, { ROLE: 'api' });
    store = await test.dealership('north-a');
    boss = await signedIn(test, store, { role: 'admin', wholeGroup: true, name: 'Bo Ss' });
  });

  afterAll(() => test.stop());

  const call = async (
    who: Pick<SignedIn, 'headers'>,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: Record<string, string> }> => {
    const answer = await fetch(`${test.url}${path}`, {
      method,
      headers: {
        ...who.headers,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text ? JSON.parse(text) : {} };
  };

  const useLink = (link: string, password: string) =>
    call({ headers: { cookie: '', 'sec-fetch-site': 'same-origin' } }, 'POST', '/v1/session/link', {
      token: new URL(link).hash.slice(1),
      password,
    });

  it('are invited by a link that sets their password, once', async () => {
    const email = 'noor@example.com';
    const invited = await call(boss, 'POST', '/v1/staff', { ...NEWCOMER, email });
    expect(invited.status).toBe(201);
    const link = invited.body['link']!;

    expect((await useLink(link, 'short')).status).toBe(422);
    expect((await useLink(link, 'words that are long')).status).toBe(204);
    expect((await useLink(link, 'words that are longer')).status).toBe(401);

    const headers = await signIn(test, email, 'words that are long');
    expect((await call({ headers }, 'GET', '/v1/me')).body).toMatchObject({ name: 'Noor Aziz' });
    expect((await call(boss, 'POST', '/v1/staff', { ...NEWCOMER, email })).status).toBe(409);
  });

  it('get a new password by a link that ends their sessions and their lock', async () => {
    const rep = await signedIn(test, store, { role: 'rep' });
    for (let attempt = 0; attempt < 5; attempt += 1)
      await expect(signIn(test, rep.email, 'guessed')).rejects.toThrow();
    const { body } = await call(boss, 'POST', `/v1/staff/${rep.staffId}/link`);

    expect((await useLink(body['link']!, 'a brand new password')).status).toBe(204);

    expect((await call(rep, 'GET', '/v1/me')).status).toBe(401);
    await expect(signIn(test, rep.email, 'a brand new password')).resolves.toBeDefined();
  });

  it('change role at once, and leave at once', async () => {
    const rep = await signedIn(test, store, { role: 'rep' });
    const change = (body: unknown) => call(boss, 'PATCH', `/v1/staff/${rep.staffId}`, body);

    expect((await change({ role: 'manager' })).body).toMatchObject({ role: 'manager' });
    expect((await call(rep, 'GET', '/v1/staff')).status).toBe(200);
    expect((await change({ disabled: true })).status).toBe(200);
    expect((await call(rep, 'GET', '/v1/me')).status).toBe(401);
    await expect(signIn(test, rep.email)).rejects.toThrow('401');
    expect((await change({ disabled: false })).body).toMatchObject({ disabledAt: null });
    await expect(signIn(test, rep.email)).resolves.toBeDefined();
  });

  it('are managed by an admin within the admin’s own rooftops, and never by oneself', async () => {
    const local = await signedIn(test, store, { role: 'admin' });
    const elsewhere = await signedIn(test, await test.dealership('north-b'), { role: 'rep' });
    const asLocal = (method: string, path: string, body?: unknown) =>
      call(local, method, path, body);
    const invite = { ...NEWCOMER, email: 'far@example.com' };

    expect((await asLocal('POST', '/v1/staff', { ...invite, dealerships: null })).status).toBe(404);
    expect(
      (await asLocal('POST', '/v1/staff', { ...invite, dealerships: ['north-b'] })).status,
    ).toBe(404);
    expect((await asLocal('PATCH', `/v1/staff/${elsewhere.staffId}`, { name: 'X' })).status).toBe(
      404,
    );
    expect((await asLocal('PATCH', `/v1/staff/${boss.staffId}`, { role: 'rep' })).status).toBe(404);
    expect((await asLocal('POST', `/v1/staff/${boss.staffId}/link`)).status).toBe(404);
    expect((await asLocal('PATCH', `/v1/staff/${local.staffId}`, { role: 'rep' })).status).toBe(
      409,
    );
    const listed = await asLocal('GET', '/v1/staff');
    expect(JSON.stringify(listed.body)).not.toContain(elsewhere.staffId);
  });

  it('of two rooftops name the one they mean', async () => {
    const { body } = await call(boss, 'POST', '/v1/staff', {
      ...NEWCOMER,
      email: 'both@example.com',
      role: 'manager',
      dealerships: ['north-a', 'north-b'],
    });
    await useLink(body['link']!, 'a long enough password');
    const headers = await signIn(test, 'both@example.com');

    expect((await call({ headers }, 'GET', '/v1/worklist')).status).toBe(422);
    const named = { headers: { ...headers, 'x-dealership': 'north-b' } };
    expect((await call(named, 'GET', '/v1/worklist')).status).toBe(200);
  });

  it.each([
    ['rep', 403, 403, 403],
    ['manager', 200, 403, 403],
    ['auditor', 200, 200, 403],
    ['admin', 200, 200, 201],
  ] as const)(
    'as %s list staff %s, read the trail %s, make keys %s',
    async (role, staff, trail, keys) => {
      const who = await signedIn(test, store, { role });
      const key = { name: 'mine', scopes: ['read'] };

      expect((await call(who, 'GET', '/v1/staff')).status).toBe(staff);
      expect((await call(who, 'GET', '/v1/audit-events')).status).toBe(trail);
      expect((await call(who, 'POST', '/v1/api-keys', key)).status).toBe(keys);
    },
  );

  it('leave a trail that is read by page, by what was done and by whom, with names', async () => {
    const auditor = await signedIn(test, store, { role: 'auditor', wholeGroup: true });
    const read = async (
      query: string,
    ): Promise<{ id: string; actorName: string; action: string }[]> =>
      (await call(auditor, 'GET', `/v1/audit-events?${query}`)).body as unknown as {
        id: string;
        actorName: string;
        action: string;
      }[];

    const staff = await read('action=staff.&limit=2');
    const [, last] = staff;
    const older = await read(`action=staff.&limit=2&before=${last!.id}`);

    expect(staff).toHaveLength(2);
    expect(older[0]!.id).not.toBe(last!.id);
    expect([...staff, ...older].every(({ action }) => action.startsWith('staff.'))).toBe(true);
    const mine = await read(`actor=staff:${boss.staffId}&action=staff.invited`);
    expect(mine.map(({ actorName }) => actorName)).toContain('Bo Ss');
    expect(await read('from=2099-01-01T00:00:00Z')).toEqual([]);
  });
});

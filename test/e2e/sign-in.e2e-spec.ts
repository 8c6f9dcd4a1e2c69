import { Secret, TOTP } from 'otpauth';
import { DataSource } from 'typeorm';
import type { Dealership } from '#access';
import { testApp, type TestApp } from '../support/app.js';
import { PASSWORD, signedIn, signIn, type SignedIn } from '../support/signed-in.js';

const SETTINGS = `
groups:
  - key: north
    name: North Group
    timeZone: America/Chicago
    dealerships:
      - { key: north-a, name: North A, timeZone: America/Chicago }
`;

const SAME_ORIGIN = { 'sec-fetch-site': 'same-origin' };

describe('Sign-in', () => {
  let test: TestApp;
  let store: Dealership;

  beforeAll(async () => {
    test = await testApp(SETTINGS, { ROLE: 'api' });
    store = await test.dealership('north-a');
  });

  afterAll(() => test.stop());

  const send = (
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: unknown,
  ): Promise<Response> =>
    fetch(`${test.url}${path}`, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });

  const tryPassword = (
    email: string,
    password: string,
    more: { code?: string; cookie?: string } = {},
  ): Promise<Response> =>
    send(
      'POST',
      '/v1/session',
      { ...SAME_ORIGIN, ...(more.cookie && { cookie: more.cookie }) },
      { email, password, ...(more.code && { code: more.code }) },
    );

  const letTimePass = (column: string, minutes: number): Promise<unknown> =>
    test.app
      .get(DataSource)
      .query(`UPDATE staff SET ${column} = ${column} - make_interval(mins => $1)`, [minutes]);

  const turnOn = async (who: SignedIn): Promise<{ totp: TOTP; recoveryCodes: string[] }> => {
    const started = await send('POST', '/v1/me/second-factor', who.headers);
    const { secret } = (await started.json()) as { secret: string };
    const totp = new TOTP({ secret: Secret.fromBase32(secret) });
    const confirmed = await send('POST', '/v1/me/second-factor/confirm', who.headers, {
      code: totp.generate(),
    });
    const { recoveryCodes } = (await confirmed.json()) as { recoveryCodes: string[] };
    return { totp, recoveryCodes };
  };

  describe('lock-out', () => {
    it('accepts nothing after five failures, and the right password again a minute later', async () => {
      const { email } = await signedIn(test, store, { role: 'rep' });
      for (let attempt = 0; attempt < 5; attempt += 1)
        expect((await tryPassword(email, 'wrong')).status).toBe(401);

      expect((await tryPassword(email, PASSWORD)).status).toBe(401);

      await letTimePass('locked_until', 1);
      expect((await tryPassword(email, PASSWORD)).status).toBe(204);
    });

    it('gives many at once no more tries than one after the other', async () => {
      const { email } = await signedIn(test, store, { role: 'rep' });

      const wrong = Array.from({ length: 8 }, () => tryPassword(email, 'wrong'));
      await Promise.all(wrong);

      const [row] = await test.app
        .get(DataSource)
        .query<[{ failed: number }]>('SELECT max(failed_sign_ins)::int AS failed FROM staff');
      expect(row.failed).toBe(5);
    });

    it('never locks out the browser that signed in before, whoever guesses elsewhere', async () => {
      const { email } = await signedIn(test, store, { role: 'rep' });
      const cookie = deviceOf(await tryPassword(email, PASSWORD));
      for (let attempt = 0; attempt < 6; attempt += 1) await tryPassword(email, 'guessed');

      expect((await tryPassword(email, PASSWORD)).status).toBe(401);
      expect((await tryPassword(email, PASSWORD, { cookie })).status).toBe(204);
    });

    it('counts wrong passwords of a known browser too', async () => {
      const { email } = await signedIn(test, store, { role: 'rep' });
      const cookie = deviceOf(await tryPassword(email, PASSWORD));
      for (let attempt = 0; attempt < 5; attempt += 1)
        await tryPassword(email, 'guessed', { cookie });

      expect((await tryPassword(email, PASSWORD, { cookie })).status).toBe(401);
      expect((await tryPassword(email, PASSWORD)).status).toBe(204);
    });
  });

  describe('a second factor', () => {
    it('is asked for once the password is right, and its code works once', async () => {
      const who = await signedIn(test, store, { role: 'manager' });
      const { totp } = await turnOn(who);

      expect(await codeOf(await tryPassword(who.email, PASSWORD))).toBe('SECOND_FACTOR_NEEDED');
      expect(await codeOf(await tryPassword(who.email, 'wrong'))).toBe('SIGN_IN_REFUSED');
      const code = next(totp);
      expect((await tryPassword(who.email, PASSWORD, { code })).status).toBe(204);
      expect((await tryPassword(who.email, PASSWORD, { code })).status).toBe(401);
    });

    it('gives way to a recovery code, once', async () => {
      const who = await signedIn(test, store, { role: 'manager' });
      const { recoveryCodes } = await turnOn(who);
      expect(recoveryCodes).toHaveLength(10);
      const code = recoveryCodes[3]!.toUpperCase();

      expect((await tryPassword(who.email, PASSWORD, { code })).status).toBe(204);
      expect((await tryPassword(who.email, PASSWORD, { code })).status).toBe(401);
    });

    it('does not count before it is confirmed, and goes off with a code only', async () => {
      const who = await signedIn(test, store, { role: 'manager' });
      await send('POST', '/v1/me/second-factor', who.headers);
      const wrong = await send('POST', '/v1/me/second-factor/confirm', who.headers, {
        code: '000000',
      });
      expect([wrong.status, (await tryPassword(who.email, PASSWORD)).status]).toEqual([422, 204]);

      const { totp } = await turnOn(who);
      const off = (code: string): Promise<Response> =>
        send('POST', '/v1/me/second-factor/off', who.headers, { code });
      expect((await off('123123')).status).toBe(422);
      expect((await off(next(totp))).status).toBe(204);
      expect((await tryPassword(who.email, PASSWORD)).status).toBe(204);
    });
  });

  describe('sessions', () => {
    it('are listed and ended one by one or all but here', async () => {
      const who = await signedIn(test, store, { role: 'rep' });
      const phone = await signIn(test, who.email);
      const list = await (await send('GET', '/v1/me/sessions', who.headers)).json();
      expect(list).toHaveLength(2);
      expect((list as { current: boolean }[]).filter(({ current }) => current)).toHaveLength(1);

      expect((await send('DELETE', '/v1/me/sessions', who.headers)).status).toBe(204);

      expect((await send('GET', '/v1/me', phone)).status).toBe(401);
      expect((await send('GET', '/v1/me', who.headers)).status).toBe(200);
    });

    it.each([
      ['nothing was asked for four hours', 'last_seen_at', 241],
      ['twelve hours are over, however busy', 'expires_at', 721],
    ])('end when %s', async (_, column, minutes) => {
      const who = await signedIn(test, store, { role: 'rep' });
      await test.app
        .get(DataSource)
        .query(
          `UPDATE staff_session SET ${column} = ${column} - make_interval(mins => $1) WHERE staff_id = $2`,
          [minutes, who.staffId],
        );

      expect((await send('GET', '/v1/me', who.headers)).status).toBe(401);
    });

    it('elsewhere end with a new password, which the old one is needed for', async () => {
      const who = await signedIn(test, store, { role: 'rep' });
      const phone = await signIn(test, who.email);
      const change = (current: string, to: string): Promise<Response> =>
        send('POST', '/v1/me/password', who.headers, { current, next: to });

      const refused = await change('wrong', 'another long password');
      expect(await codeOf(refused)).toBe('CURRENT_PASSWORD_WRONG');
      expect(await codeOf(await change(PASSWORD, 'short'))).toBe('PASSWORD_WEAK');
      expect((await change(PASSWORD, 'another long password')).status).toBe(204);

      expect((await send('GET', '/v1/me', phone)).status).toBe(401);
      expect((await tryPassword(who.email, PASSWORD)).status).toBe(401);
      expect((await tryPassword(who.email, 'another long password')).status).toBe(204);
    });
  });

  it('by cookie changes nothing for whoever cannot say which page asks', async () => {
    const { headers } = await signedIn(test, store, { role: 'rep' });
    const { cookie } = headers;
    const change = (more: Record<string, string>): Promise<Response> =>
      send('DELETE', '/v1/me/sessions', { cookie, ...more });

    expect((await change({})).status).toBe(401);
    expect((await change({ 'sec-fetch-site': 'same-site' })).status).toBe(401);
    expect((await change({ origin: 'https://evil.example' })).status).toBe(401);
    expect((await change({ origin: test.url })).status).toBe(204);
    expect((await change(SAME_ORIGIN)).status).toBe(204);
  });

  it('refuses to sign a stranger into an account from a page of another site', async () => {
    const { email } = await signedIn(test, store, { role: 'rep' });
    const body = { email, password: PASSWORD };

    const answer = await send('POST', '/v1/session', { 'sec-fetch-site': 'cross-site' }, body);

    expect(answer.status).toBe(401);
  });
});

const codeOf = async (answer: Response): Promise<string> =>
  ((await answer.json()) as { code: string }).code;

const deviceOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .find((one) => one.startsWith('ll_device='))!
    .split(';')[0]!;

/** The phone half a minute later: a code is taken once. */
const next = (totp: TOTP): string => totp.generate({ timestamp: Date.now() + 30_000 });

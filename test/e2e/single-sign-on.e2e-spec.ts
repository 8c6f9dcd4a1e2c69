import { StaffAccounts } from '#access';
import { testApp, type TestApp } from '../support/app.js';
import { SignInProvider } from '../support/sign-in-provider.js';

const SETTINGS = `
groups:
  - key: north
    name: North Group
    timeZone: America/Chicago
    dealerships:
      - { key: north-a, name: North A, timeZone: America/Chicago }
`;

/** What the provider is told is ours; nobody listens there, the test carries answers over itself. */
const PUBLIC_URL = 'http://127.0.0.1:9';
const CALLBACK = `${PUBLIC_URL}/v1/session/oidc/callback`;

describe('Single sign-on with a real provider', () => {
  let provider: SignInProvider;
  let test: TestApp;

  beforeAll(async () => {
    provider = await SignInProvider.begin(PUBLIC_URL);
    test = await testApp(SETTINGS, {
      ROLE: 'api',
      PUBLIC_URL,
      ...provider.env,
    });
    const { id, groupId } = await test.dealership('north-a');
    for (const name of ['dana', 'kim'])
      await test.app.get(StaffAccounts).save({
        groupId,
        dealershipId: id,
        email: `${name}@example.com`,
        name,
        password: 'a long enough password',
        role: 'rep',
      });
  });

  afterAll(async () => {
    await test.stop();
    provider.stop();
  });

  /** Leads a browser from the desk to the provider and through its pages. @returns where it is sent back to, and the desk's cookie. */
  async function throughProvider(login: string): Promise<{ back: URL; asked: string }> {
    const start = await fetch(`${test.url}/v1/session/oidc`, { redirect: 'manual' });
    const asked = start.headers.getSetCookie()[0]!;
    expect(asked).toMatch(/HttpOnly; SameSite=Lax/);
    const jar = new Map<string, string>();
    let at = new URL(start.headers.get('location')!);
    expect(at.searchParams.get('code_challenge_method')).toBe('S256');
    for (let hop = 0; hop < 12 && !at.href.startsWith(CALLBACK); hop += 1) {
      const form = at.pathname.startsWith('/interaction/')
        ? await formOf(at, jar, login)
        : undefined;
      const answer = await fetch(form?.action ?? at, {
        redirect: 'manual',
        headers: { cookie: cookiesOf(jar) },
        ...(form && { method: 'POST', body: form.body }),
      });
      keep(jar, answer);
      at = new URL(answer.headers.get('location')!, at);
    }
    return { back: at, asked: asked.split(';')[0]! };
  }

  const comeBack = (back: URL, cookie: string): Promise<Response> =>
    fetch(`${test.url}${back.pathname}${back.search}`, { redirect: 'manual', headers: { cookie } });

  it('signs in whose e-mail the provider has verified, and knows them again', async () => {
    const { back, asked } = await throughProvider('dana');
    const answer = await comeBack(back, asked);

    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/']);
    const me = await fetch(`${test.url}/v1/me`, { headers: { cookie: sessionOf(answer)! } });
    expect(await me.json()).toMatchObject({ name: 'dana', role: 'rep' });
    const again = await throughProvider('dana');
    expect(sessionOf(await comeBack(again.back, again.asked))).toBeDefined();
  });

  it('takes an answer once, from the browser that asked', async () => {
    const { back, asked } = await throughProvider('dana');
    const other = await throughProvider('dana');

    expect(sessionOf(await comeBack(back, other.asked))).toBeUndefined();
    expect(sessionOf(await comeBack(back, 'll_oidc=made-up'))).toBeUndefined();
    expect(sessionOf(await comeBack(other.back, other.asked))).toBeDefined();
    expect(sessionOf(await comeBack(other.back, other.asked))).toBeUndefined();
    expect(asked).not.toBe(other.asked);
  });

  it.each([['nobody'], ['unverified-kim']])('refuses %s, on the desk itself', async (login) => {
    const { back, asked } = await throughProvider(login);
    const answer = await comeBack(back, asked);

    expect(sessionOf(answer)).toBeUndefined();
    expect(answer.headers.get('location')).toBe('/?single-sign-on=refused');
  });
});

const cookiesOf = (jar: Map<string, string>): string =>
  [...jar].map(([name, value]) => `${name}=${value}`).join('; ');

function keep(jar: Map<string, string>, answer: Response): void {
  for (const cookie of answer.headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
    if (value) jar.set(name!, value);
    else jar.delete(name!);
  }
}

async function formOf(
  page: URL,
  jar: Map<string, string>,
  login: string,
): Promise<{ action: URL; body: URLSearchParams }> {
  const answer = await fetch(page, { headers: { cookie: cookiesOf(jar) } });
  keep(jar, answer);
  const html = await answer.text();
  const action = /action="([^"]+)"/.exec(html)![1]!;
  const prompt = /name="prompt" value="(\w+)"/.exec(html)![1]!;
  return {
    action: new URL(action, page),
    body: new URLSearchParams(prompt === 'login' ? { prompt, login, password: 'any' } : { prompt }),
  };
}

const sessionOf = (answer: Response): string | undefined =>
  answer.headers
    .getSetCookie()
    .find((one) => one.startsWith('ll_session='))
    ?.split(';')[0];

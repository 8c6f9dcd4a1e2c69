import { testApp, type TestApp } from '../support/app.js';
import {
  HOSTILE_QUERIES,
  HOSTILE_SEGMENTS,
  HUGE_BODY,
  spoiled,
  WHOLE_BODIES,
  type HostileBody,
} from '../support/hostile-input.js';
import { LogCapture } from '../support/log-capture.js';
import { faultOf, send, type Sent } from '../support/problem-check.js';
import { openRoutes, PERSONAL, SETTINGS, type OpenRoute } from '../support/write-routes.js';

const AT_ONCE = 6;

describe('Bad input', () => {
  const log = new LogCapture();
  let test: TestApp;
  let routes: OpenRoute[];
  let writing: OpenRoute[];

  beforeAll(async () => {
    log.start();
    test = await testApp(SETTINGS(), { ROLE: 'api', LOG_LEVEL: 'trace' });
    routes = await openRoutes(test);
    writing = routes.filter(({ method }) => method !== 'GET');
  });

  afterAll(async () => {
    await test.stop();
    log.stop();
  });

  it('takes what is valid, so that what follows is refused for its fault alone', async () => {
    const answers = await Promise.all(
      writing
        .filter(
          ({ valid, name }) =>
            // A version can be promoted once, and a run accepted only while it is held.
            Object.keys(valid as object).length > 0 && !/models|session|accept/.test(name),
        )
        .map((route) => send(test.url, route, json('valid', route.valid))),
    );

    expect(answers.filter(({ status }) => status >= 300)).toEqual([]);
    expect(answers.length).toBeGreaterThanOrEqual(7);
  });

  it('as a whole body is refused or kept, on every route that writes', async () => {
    const requests = writing.flatMap((route) =>
      WHOLE_BODIES.map((body) => () => send(test.url, route, body)),
    );

    expect(await faultsOf(requests)).toEqual([]);
  });

  it('in any one field is refused or kept, on every route that writes', async () => {
    const requests = writing.flatMap((route) =>
      spoiled(route.valid).map(
        (body, at) => () => send(test.url, route, json(`spoiled ${at}`, body)),
      ),
    );

    expect(requests.length).toBeGreaterThan(1000);
    expect(await faultsOf(requests)).toEqual([]);
  });

  it('of 5 MB is too large for every route', async () => {
    const answers: Sent[] = [];
    for (const route of writing) answers.push(await send(test.url, route, HUGE_BODY));

    expect(answers.map(faultOf).filter(Boolean)).toEqual([]);
    expect(answers.filter(({ status }) => status !== 413)).toEqual([]);
    expect(JSON.parse(answers[0]!.text)).toMatchObject({ code: 'BODY_TOO_LARGE' });
  });

  it('in paths and queries is refused or ignored, on every route', async () => {
    const requests = routes.flatMap((route) => {
      const paths = route.pattern.includes('{')
        ? HOSTILE_SEGMENTS.map((segment) => route.pattern.replace(/\{\w+\}/, segment))
        : [];
      const asked = route.method === 'GET' ? HOSTILE_QUERIES : HOSTILE_QUERIES.slice(-3);
      return [...paths, ...asked.map((query) => `${route.path}?${query}`)].map(
        (path) => () => send(test.url, route, json('valid', route.valid), { path }),
      );
    });

    expect(await faultsOf(requests)).toEqual([]);
  });

  it('in headers is refused or ignored', async () => {
    const headers: Record<string, string>[] = [
      { authorization: 'Bearer' },
      { authorization: `Bearer ${'x'.repeat(5000)}` },
      { authorization: 'Basic \u00e9\u00ff' },
      { cookie: 'll_session=%00; ll_session=a' },
      { 'x-dealership': "'; DROP TABLE lead; --" },
      { 'x-dealership': '\u00ff' },
      { 'idempotency-key': '\u00ff'.repeat(3000) },
      { 'x-crm-signature': 'sha256=zz' },
      { 'x-intake-token': '\u00e9' },
    ];
    const requests = writing.flatMap((route) =>
      headers.map(
        (header) => () => send(test.url, route, json('valid', route.valid), { headers: header }),
      ),
    );

    expect(await faultsOf(requests)).toEqual([]);
  });

  it('is told of in words for a person, with a code for a program', async () => {
    const [lead, keys] = ['POST /v1/leads', 'POST /v1/api-keys'].map((name) =>
      routes.find((route) => route.name === name)!,
    );
    expect(
      await told(test.url, keys!, { name: 'k', scopes: ['all'], expiresAt: 'soon', x: 1 }),
    ).toMatchObject({
      status: 422,
      code: 'INVALID',
      detail: 'Some fields cannot be used: x, scopes, expiresAt.',
      instance: '/v1/api-keys',
      faults: [
        { field: 'x', problem: expect.stringMatching(/no field of this request/) },
        {
          field: 'scopes',
          problem: expect.stringMatching(/one of .*intake, read, score, manage, audit, admin/),
        },
        { field: 'expiresAt', problem: expect.stringMatching(/ISO 8601 .* such as 2026-/) },
      ],
    });
    expect(await told(test.url, lead!, [])).toMatchObject({
      faults: [{ field: 'body', problem: 'must be a JSON object' }],
    });
    expect(await told(test.url, lead!, {}, '/v1/lead')).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
      detail: expect.stringMatching(/nothing at this address.*GET \/docs/),
    });
    expect(await told(test.url, lead!, {}, '/v1/leads/7/outcome')).toMatchObject({
      detail: expect.stringMatching(/not a UUID/),
    });
    expect(await told(test.url, lead!, {}, '/v1/leads/%FF/outcome')).toMatchObject({
      code: 'ADDRESS_UNREADABLE',
    });
    const bytes = Buffer.from('{"message": "caf\xe9"}', 'latin1');
    const latin = await send(test.url, lead!, { ...json('latin', {}), bytes });
    expect(JSON.parse(latin.text)).toMatchObject({ status: 422, code: 'BODY_ENCODING' });
  });

  it('under a used Idempotency-Key is a conflict; the same body again is the same answer', async () => {
    const keyed = { headers: { 'idempotency-key': 'once' } };
    for (const name of ['POST /v1/leads', 'POST /v1/leads/{leadId}/activities']) {
      const route = routes.find((one) => one.name === name)!;
      const { id: _id, ...valid } = route.valid as Record<string, unknown>;
      const first = await send(test.url, route, json('first', valid), keyed);
      const again = await send(test.url, route, json('again', valid), keyed);
      const spread = {
        ...valid,
        ...(name.endsWith('leads') ? { source: 'web' } : { kind: 'text' }),
      };
      const other = await send(test.url, route, json('another', spread), keyed);

      expect([first.status, again.status, again.text]).toEqual([201, 201, first.text]);
      expect(other.status).toBe(409);
      expect(JSON.parse(other.text)).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
      expect(faultOf(other)).toBeUndefined();
    }
  });

  it('in a batch stays behind in quarantine, with its reason, while the rest goes through', async () => {
    const route = routes.find(({ name }) => name === 'POST /v1/leads/batch')!;
    const items = [
      { id: 'ok-1' },
      7,
      { id: 'bad-1', status: 'Dreaming' },
      { id: 'bad-2', nonsense: 1 },
      { id: 'x'.repeat(300) },
      { id: 'ok-1', source: 'the same id again' },
      { id: 12_345_678_901, arrivedAt: '2999-01-01T00:00:00Z' },
      { id: 'NUL \u0000', message: 'half \uD83D' },
      { 'NUL \u0000 in a name': 1 },
    ];
    const { status, text } = await send(test.url, route, json('mixed', items));

    const { items: kept } = JSON.parse(text) as { items: Record<string, string | null>[] };
    expect(status).toBe(200);
    expect(kept.map((item) => item['status'])).toEqual([
      'stored',
      'quarantined',
      'quarantined',
      'quarantined',
      'quarantined',
      'stored',
      'quarantined',
      'stored',
      'quarantined',
    ]);
    for (const item of kept.filter((one) => one['status'] === 'quarantined')) {
      expect(item['reason']).toMatch(/\w{3}/);
      expect(item['fix']).toMatch(/\w{3}/);
    }
  });

  it('never shows in the log', () => {
    const text = log.text();

    expect(text).toContain('"route":"/v1/leads/:leadId/outcome","status":422');
    for (const one of PERSONAL) expect(text.toLowerCase()).not.toContain(one.toLowerCase());
  });
});

const json = (name: string, body: unknown): HostileBody => ({
  name,
  type: 'application/json',
  text: JSON.stringify(body),
});

/** Sends everything, some at once, and tells of every answer that is not as it should be. */
async function faultsOf(requests: (() => Promise<Sent>)[]): Promise<string[]> {
  const waiting = [...requests];
  const faults: string[] = [];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const fault = faultOf(await next());
      if (fault !== undefined) faults.push(fault);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return faults;
}

/** The problem in the answer. */
async function told(
  origin: string,
  route: OpenRoute,
  body: unknown,
  path = route.path,
): Promise<object> {
  const { text } = await send(origin, route, json('words', body), { path });
  return JSON.parse(text) as object;
}

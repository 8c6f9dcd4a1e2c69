import { writeCursor } from '../../src/leads/page.js';
import { documentedRoutes, guardedHandlers, type ApiRoute } from '../support/api-routes.js';
import { testApp, type TestApp } from '../support/app.js';
import { plantChampion } from '../support/champion.js';
import { plantGroup, type PlantedGroup } from '../support/planted-group.js';
import { plantTenant, signInRep, type PlantedTenant } from '../support/planted-tenant.js';
import { sweep, type Answered, type Caller, type SweepBody } from '../support/route-sweep.js';
import { snapshotOfDealership, snapshotOfGroup } from '../support/tenant-snapshot.js';

const SETTINGS = `
groups:
  - key: north
    name: North Group
    timeZone: America/Chicago
    dealerships:
      - { key: north-a, name: North A, timeZone: America/Chicago }
      - { key: north-b, name: North B, timeZone: America/Chicago }
  - key: south
    name: South Group
    timeZone: America/Chicago
    dealerships:
      - { key: south-a, name: South A, timeZone: America/Chicago }
`;

const PUBLIC_ROUTES = [
  'GET /health/live',
  'GET /health/ready',
  'GET /metrics',
  'POST /v1/session',
  'DELETE /v1/session',
  'GET /v1/session/options',
  'POST /v1/session/link',
  'GET /v1/session/oidc',
  'GET /v1/session/oidc/callback',
  'GET /v1/webhooks/{dialect}/{connection}',
  'POST /v1/webhooks/{dialect}/{connection}',
];

/** The same ids and contacts as the neighbour's lead: they are each tenant's own. */
const LEAD = {
  id: 'L-1',
  message: 'Is this still available?',
  status: 'LOST',
  customer: { id: 'C-1', name: 'Pat Doe', email: 'pat@example.com', phone: '+12125550142' },
  vehicle: { id: 'V-1', year: 2019, make: 'Honda', model: 'Civic' },
};
const ADF = `<?xml version="1.0"?><?adf version="1.0"?><adf><prospect><id source="test">L-1</id>
  <requestdate>2026-03-01T10:00:00-06:00</requestdate><vehicle><make>Honda</make></vehicle>
  <customer><contact><name part="full">Pat Doe</name><email>pat@example.com</email></contact></customer>
  </prospect></adf>`;

const json = (body: unknown): SweepBody => ({
  type: 'application/json',
  text: JSON.stringify(body),
});

const BODIES: Record<string, SweepBody> = {
  'POST /v1/api-keys': json({ name: 'mine', scopes: ['read'], dealership: 'north-a' }),
  'POST /v1/session/link': json({ token: 'guessed', password: 'a long enough password' }),
  'POST /v1/session': json({ email: 'nobody@example.com', password: 'guessed' }),
  'POST /v1/leads': json(LEAD),
  'POST /v1/leads/batch': json([LEAD]),
  'POST /v1/leads/{leadId}/activities': json({ kind: 'call', direction: 'outbound' }),
  'POST /v1/leads/{leadId}/outcome': json({ outcome: 'LOST', reason: 'taken over' }),
  'POST /v1/intake/adf': { type: 'application/x-adf+xml', text: ADF },
  'POST /v1/webhooks/{dialect}/{connection}': { type: 'text/xml', text: ADF },
  'POST /v1/connections/{key}/quarantine/replay': json({ reason: 'unknown status' }),
  'POST /v1/models/{modelId}/promote': json({ reason: 'ours now' }),
  'POST /v1/models/rollback': json({ reason: 'ours now' }),
  'POST /v1/training-runs/{runId}/accept': json({ reason: 'ours now' }),
  'POST /v1/court/rulings': json({ feature: 'source', ruling: 'refuse', reason: 'ours now' }),
  'POST /v1/predictions': json({ message: 'Hello' }),
  'POST /v1/predictions/batch': { type: 'application/x-ndjson', text: '{"message":"Hello"}\n' },
};

/** That search for the neighbour's lead or name it. */
const bodiesNaming = ({ marker, ids: { leadId } }: PlantedTenant): Record<string, SweepBody> => ({
  'POST /v1/leads/assignments': json({ leadIds: [leadId], staffId: null }),
  'POST /v1/worklist/search': json({ text: marker }),
  'POST /v1/worklist/sheet': json({ text: marker }),
  'PUT /v1/worklist/{leadId}/opinion': json({ direction: 'too_low', reason: 'other', percent: 9 }),
  'PUT /v1/worklist/{leadId}/contact-wish': json({ way: 'text', allowed: false }),
  'POST /v1/settings/preview': json({ leadId, bands: { hot: 0.9 } }),
});

describe('Tenants', () => {
  let test: TestApp;
  let routes: ApiRoute[];
  let a: PlantedTenant;
  let b: PlantedTenant;
  let c: PlantedTenant;
  let north: PlantedGroup;

  beforeAll(async () => {
    test = await testApp(SETTINGS, { ROLE: 'api' });
    const documented = documentedRoutes(test.app);
    routes = [
      ...documented.filter((route) => !endsSession(route)),
      ...documented.filter(endsSession),
    ];
    const [northA, northB, southA] = await Promise.all(
      ['north-a', 'north-b', 'south-a'].map((key) => test.dealership(key)),
    );
    const northModel = await plantChampion(test, northA!.groupId);
    const southModel = await plantChampion(test, southA!.groupId);
    north = await plantGroup(test, northA!.groupId, 'MARKER-NORTH-GROUP', northModel);
    await plantGroup(test, southA!.groupId, 'MARKER-SOUTH-GROUP', southModel);
    a = await plantTenant(test, northA!, 'MARKER-NORTH-A', northModel);
    b = await plantTenant(test, northB!, 'MARKER-NORTH-B', northModel);
    c = await plantTenant(test, southA!, 'MARKER-SOUTH-A', southModel);
  });

  afterAll(() => test.stop());

  const owned = (): string[] => [...Object.values(a.ids), ...Object.values(north.ids)];

  const sweepAs = (caller: Caller, only = routes): Promise<Answered[]> =>
    sweep(test.url, only, caller, {
      ids: [...owned(), a.connectionKey, `north-a.${a.connectionKey}`],
      dialects: ['adf', 'rest'],
      queries: [
        `connection=${a.connectionKey}`,
        `before=${a.ids['deliveryId']}`,
        `before=${north.ids['trainingRunId']}`,
        `cursor=${writeCursor({ at: '2026-01-01 00:00:00+00', id: a.ids['leadId']! })}`,
      ],
      bodyOf: (route) => BODIES[route] ?? bodiesNaming(a)[route],
    });

  it('see their own: what is planted does show to its owner', async () => {
    const reading = routes.filter(({ method }) => method === 'GET');
    const answers = await sweepAs(bearer('owner', await test.apiKey('north-a')), reading);

    const telling = answers.filter(({ status, text }) => status < 300 && text.includes('MARKER'));
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    expect(granted(telling)).toEqual(
      expect.arrayContaining([
        'GET /v1/api-keys',
        'GET /v1/audit-events',
        'GET /v1/connections',
        'GET /v1/connections/{key}/quarantine',
        'GET /v1/court',
        'GET /v1/deliveries',
        'GET /v1/leads',
        'GET /v1/leads/{leadId}',
        'GET /v1/leads/{leadId}/scores',
        'GET /v1/models/champion',
        'GET /v1/models/{modelId}',
        'GET /v1/training-runs',
        'GET /v1/training-runs/{runId}',
        'GET /v1/worklist',
        'GET /v1/worklist/{leadId}',
      ]),
    );
    // Numbers alone carry no marker; that they are told at all shows that the sweep reaches them.
    expect(granted(answers)).toEqual(
      expect.arrayContaining([
        'GET /v1/drift',
        'GET /v1/leads/{leadId}/waiting',
        'GET /v1/readiness',
      ]),
    );
  });

  it('of one group neither see nor change one another', async () => {
    const before = await snapshotOfDealership(test.app, a.dealership);
    const key = await test.apiKey('north-b');

    const answers = [
      ...(await sweepAs(bearer('a rooftop of the same group', key))),
      ...(await sweepAs(bearer('the same, naming the other by key', key, 'north-a'))),
      ...(await sweepAs(bearer('the same, naming the other by id', key, a.dealership.id))),
    ];

    expect(leaks(answers, [a.marker], Object.values(a.ids))).toEqual([]);
    expect(await snapshotOfDealership(test.app, a.dealership)).toEqual(before);
    expect(granted(answers)).toEqual(
      expect.arrayContaining(['GET /v1/leads', 'POST /v1/leads', 'GET /v1/worklist']),
    );
  });

  it('of another group see and change nothing of either', async () => {
    const before = await wholeGroup();
    const rooftopKey = await test.apiKey('south-a');
    const groupKey = await test.apiKey('south-a', undefined, true);

    const answers = [
      ...(await sweepAs(bearer('a rooftop of another group', rooftopKey))),
      ...(await sweepAs(bearer('another group', groupKey, 'south-a'))),
      ...(await sweepAs(bearer('another group, naming a rooftop', groupKey, 'north-a'))),
    ];

    const ids = [...owned(), ...Object.values(b.ids)];
    expect(leaks(answers, [a.marker, b.marker, north.marker], ids)).toEqual([]);
    expect(await wholeGroup()).toEqual(before);
    expect(granted(answers)).toEqual(
      expect.arrayContaining([
        'GET /v1/court',
        'GET /v1/leads',
        'GET /v1/models/champion',
        'POST /v1/court/rulings',
        'POST /v1/leads',
      ]),
    );
  });

  it('keep their desks apart: a rep of another rooftop gets no further than a key', async () => {
    const before = await snapshotOfDealership(test.app, a.dealership);
    const rep = {
      cookie: await signInRep(test, b.dealership),
      'sec-fetch-site': 'same-origin',
    };
    const repNaming = { ...rep, 'x-dealership': 'north-a' };

    const answers = [
      ...(await sweepAs({ name: 'a rep', headers: rep })),
      ...(await sweepAs({ name: 'a rep naming another rooftop', headers: repNaming })),
    ];

    expect(leaks(answers, [a.marker], Object.values(a.ids))).toEqual([]);
    expect(await snapshotOfDealership(test.app, a.dealership)).toEqual(before);
    expect(granted(answers)).toEqual(
      expect.arrayContaining([
        'GET /v1/worklist',
        'GET /v1/me',
        'GET /v1/leads',
        'POST /v1/worklist/search',
        'POST /v1/worklist/sheet',
      ]),
    );
  });

  it('are not told apart by metrics, health or documentation', async () => {
    for (const path of ['/metrics', '/health/ready', '/docs/openapi.json']) {
      const text = await (await fetch(`${test.url}${path}`)).text();

      for (const told of ['MARKER', a.ids['leadId']!, c.ids['leadId']!, 'L-1'])
        expect([path, text.includes(told)]).toEqual([path, false]);
    }
  });

  it('are asked who they are on every route but these', () => {
    const handlers = guardedHandlers(test.app);
    const silent = handlers.filter(({ isPublic, scopes }) => !isPublic && scopes === undefined);

    expect(silent.map(({ route }) => route)).toEqual([]);
    expect(
      handlers
        .filter(({ isPublic }) => isPublic)
        .map(({ route }) => route)
        .toSorted(),
    ).toEqual(PUBLIC_ROUTES.toSorted());
    const known = handlers.map(({ route }) => route);
    expect(known).toEqual(
      expect.arrayContaining(routes.map(({ method, path }) => `${method} ${path}`)),
    );
    // /metrics, and where a sign-in provider leads back to.
    expect(known).toHaveLength(routes.length + 2);
  });

  it('without credentials get nothing at all from any other route', async () => {
    const answers = await sweepAs({ name: 'nobody', headers: {} });

    const admitted = answers.filter(
      ({ route, status }) => status !== 401 && !PUBLIC_ROUTES.includes(route),
    );
    expect(admitted).toEqual([]);
  });

  const wholeGroup = async (): Promise<object[]> => [
    await snapshotOfDealership(test.app, a.dealership),
    await snapshotOfDealership(test.app, b.dealership),
    await snapshotOfGroup(test.app, a.dealership.groupId),
  ];
});

/** What a stranger must not be told: texts in any answer, ids in an answer that grants something. */
function leaks(answers: Answered[], texts: string[], ids: string[]): string[] {
  return answers.flatMap(({ caller, route, url, status, text }) => {
    const told = texts.filter((one) => text.includes(one));
    const granted = status < 300 ? ids.filter((one) => text.includes(one)) : [];
    const broken = status >= 500 ? [`answers ${status}`] : [];
    return [...told, ...granted, ...broken].map((what) => `${caller}: ${route} (${url}): ${what}`);
  });
}

const granted = (answers: Answered[]): string[] => [
  ...new Set(answers.filter(({ status }) => status < 300).map(({ route }) => route)),
];

const bearer = (name: string, key: string, dealership?: string): Caller => ({
  name,
  headers: {
    authorization: `Bearer ${key}`,
    ...(dealership !== undefined && { 'x-dealership': dealership }),
  },
});

/** Signing out ends the sweeping session, so it goes last. */
const endsSession = ({ method, path }: ApiRoute): boolean =>
  method === 'DELETE' && path === '/v1/session';

import * as fc from 'fast-check';
import { testApp, type TestApp } from '../support/app.js';
import { LogCapture } from '../support/log-capture.js';
import { faultOf, send } from '../support/problem-check.js';
import {
  openRoutes,
  ROUTES_WITH_A_BODY,
  SETTINGS,
  type OpenRoute,
} from '../support/write-routes.js';

const RUNS = 300;
/** For routes that take no body, and for sign-in, whose every try costs a password hash. */
const FEW_RUNS = 50;
/** Asked together: more than the pool has connections, so that whoever holds one and waits for another is found. */
const AT_ONCE = 25;

describe('Random input', () => {
  const log = new LogCapture();
  let test: TestApp;
  let routes: OpenRoute[];

  beforeAll(async () => {
    log.start();
    test = await testApp(SETTINGS(), { ROLE: 'api', LOG_LEVEL: 'error' });
    routes = (await openRoutes(test)).filter(({ method }) => method !== 'GET');
  });

  afterAll(async () => {
    await test.stop();
    log.stop();
  });

  it.each(ROUTES_WITH_A_BODY)(
    'of any JSON, or of known fields with any values, does not break %s',
    async (name) => {
      const route = routes.find((one) => one.name === name);
      expect(route).toBeDefined();
      await staysWhole(route!);
    },
  );

  it('breaks no route that takes no body either', async () => {
    for (const route of routes)
      if (!ROUTES_WITH_A_BODY.includes(route.name)) await staysWhole(route);
  });

  async function staysWhole(route: OpenRoute): Promise<void> {
    const bodies = fc.oneof(fc.jsonValue({ maxDepth: 6 }), likeValid(route.valid));
    await fc.assert(
      fc.asyncProperty(fc.array(bodies, { minLength: AT_ONCE, maxLength: AT_ONCE }), (some) =>
        breaksNothing(route, some),
      ),
      { numRuns: runsFor(route) / AT_ONCE, endOnFailure: true },
    );
    const { status } = await fetch(`${test.url}/health/ready`);
    expect(status).toBe(200);
    expect(log.text()).toBe('');
  }

  async function breaksNothing(route: OpenRoute, bodies: unknown[]): Promise<void> {
    const answers = await Promise.all(
      bodies.map((body) => {
        const text = JSON.stringify(body);
        return send(test.url, route, { name: text, type: 'application/json', text });
      }),
    );
    expect(answers.map(faultOf).filter(Boolean)).toEqual([]);
  }
});

/** The fields of a valid body, each left alone, left out or of any value. */
function likeValid(valid: unknown): fc.Arbitrary<unknown> {
  const anything = fc.jsonValue({ maxDepth: 3, noUnicodeString: false });
  if (typeof valid !== 'object' || valid === null)
    return fc.oneof({ weight: 3, arbitrary: fc.constant(valid) }, anything);
  if (Array.isArray(valid))
    return fc.array(fc.oneof(...valid.map(likeValid), anything), { maxLength: 4 });
  const fields = Object.fromEntries(
    Object.entries(valid).map(([name, held]) => [name, likeValid(held)]),
  );
  return fc.record(fields, { requiredKeys: [] });
}

const runsFor = ({ name, valid }: OpenRoute): number =>
  name === 'POST /v1/session' || Object.keys(valid as object).length === 0 ? FEW_RUNS : RUNS;

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Directory, Tenancy } from '#access';
import { Jobs, SecondConnectionError } from '#platform';
import { DataSource } from 'typeorm';
import { testApp, type TestApp } from '../support/app.js';
import { LogCapture } from '../support/log-capture.js';
import { faultOf, send } from '../support/problem-check.js';
import { openRoutes, SETTINGS, type OpenRoute } from '../support/write-routes.js';

const AT_ONCE = 25;

/**
 * Requests on a pool of one connection. A request that holds it and waits for another would never
 * be answered, whatever else goes on; lead-journey does the same for every job.
 */
describe('With one connection to the database', () => {
  const log = new LogCapture();
  let test: TestApp;
  let routes: OpenRoute[];

  beforeAll(async () => {
    log.start();
    test = await testApp(SETTINGS(), { DATABASE_POOL_SIZE: 1, LOG_LEVEL: 'error' });
    routes = await openRoutes(test);
  });

  afterAll(async () => {
    await test.stop();
    log.stop();
  });

  const ask = (route: OpenRoute): ReturnType<typeof send> => {
    const text = JSON.stringify(route.valid);
    return send(test.url, route, { name: 'valid', type: 'application/json', text });
  };

  it('every route answers, one request at a time', async () => {
    const faults: unknown[] = [];
    for (const route of routes) faults.push(faultOf(await ask(route)));

    expect(faults.filter(Boolean)).toEqual([]);
    expect(routes.length).toBeGreaterThan(30);
    expect(log.text()).toBe('');
  });

  it('every route answers many requests at once', async () => {
    const faults: unknown[] = [];
    for (const route of routes) {
      const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => ask(route)));
      faults.push(...answers.map(faultOf));
    }

    expect(faults.filter(Boolean)).toEqual([]);
    expect(log.text()).toBe('');
  });

  it('work that holds it is refused a second one at once, wherever it asks for it', async () => {
    const { id, groupId } = await test.dealership('hooked');
    const { app } = test;
    const tenancy = app.get(Tenancy);
    const nested: (() => Promise<unknown>)[] = [
      () => app.get(DataSource).query('SELECT 1'),
      () => app.get(DataSource).transaction(() => Promise.resolve()),
      () => tenancy.asGroup(groupId, () => Promise.resolve()),
      () => tenancy.asDealership(id, () => Promise.resolve()),
      () => app.get(Directory).groups(),
      () => app.get(Jobs).send('lead-changed', {}),
    ];

    for (const askAgain of nested)
      await expect(tenancy.asDealership(id, askAgain)).rejects.toThrow(SecondConnectionError);

    expect(await app.get(DataSource).query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

it('Nobody but Tenancy opens transactions, so that none goes unwatched; at start the vault, before there are tenants', () => {
  const opening = /\.transaction\(|createQueryRunner\(|startTransaction\(/;
  const openers = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .filter((file) => opening.test(readFileSync(join('src', file), 'utf8')));

  expect(openers).toEqual(['access/tenancy/tenancy.ts', 'access/vault/open-vault.ts']);
});

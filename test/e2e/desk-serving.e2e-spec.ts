import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import {
  type CanActivate,
  type ExecutionContext,
  Global,
  Injectable,
  Module,
} from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  ActorNames,
  ApiKeys,
  AuditTrail,
  Directory,
  RooftopOverrides,
  StaffDirectory,
  Tenancy,
  Vault,
} from '#access';
import { Clock, Jobs, ProblemFilter, READINESS_CHECKS, Schedules, SystemClock } from '#platform';
import { serveClient, WebModule } from '#web';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { DeskNotices } from '../../src/web/live/desk-notices.js';
import { testDatabase, type TestDatabase } from '../support/database.js';

const SCRIPT = 'export const desk = 1;'.repeat(50);
const vault = new Vault('a secret key for tests, long enough');

/** Lets everybody in as the dealership named in a header. */
@Injectable()
class AnybodyGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const asked = context.switchToHttp().getRequest<{
      headers: Record<string, string>;
      principal: unknown;
      tenant: unknown;
    }>();
    asked.principal = { actor: 'staff:test' };
    asked.tenant = { groupId: '', dealershipId: asked.headers['x-dealership'] };
    return true;
  }
}

describe('Serving the desk', () => {
  let database: TestDatabase;
  let app: NestFastifyApplication;
  let url: string;
  let folder: string;
  let dealershipId: string;
  let tenancy: Tenancy;

  beforeAll(async () => {
    database = await testDatabase();
    const directory = new Directory(database.dataSource);
    tenancy = new Tenancy(database.dataSource, directory);
    const { dealerships } = await directory.provision({
      key: 'west',
      name: 'West Group',
      timeZone: 'UTC',
      trainAt: '02:15',
      dealerships: [rooftop('west-main')],
    });
    dealershipId = dealerships[0]?.id ?? '';
    folder = mkdtempSync(join(tmpdir(), 'desk-'));
    mkdirSync(join(folder, 'assets'));
    writeFileSync(
      join(folder, 'index.html'),
      '<!doctype html><meta nonce="__STYLE_NONCE__"><title>The desk</title>',
    );
    const script = join(folder, 'assets', 'main-a1b2.js');
    writeFileSync(script, SCRIPT);
    writeFileSync(`${script}.gz`, gzipSync(SCRIPT));
    writeFileSync(`${script}.br`, brotliCompressSync(SCRIPT));
  });

  beforeEach(async () => {
    app = await NestFactory.create<NestFastifyApplication>(
      testModule(database.dataSource, tenancy),
      new FastifyAdapter(),
      { logger: ['error'] },
    );
    app.useGlobalFilters(new ProblemFilter());
    await serveClient(app, folder);
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });
  afterEach(() => app.close());

  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await database.drop();
  });

  it('gives the page at every path that is not the API', async () => {
    for (const path of ['/', '/leads/0190', '/scorecard', '/healthy-habits']) {
      const answer = await request(url).get(path);

      expect(answer.status).toBe(200);
      expect(answer.text).toContain('The desk');
      expect(answer.headers['cache-control']).toBe('no-store');
    }
  });

  it('gives each page a nonce of its own, and a policy without anything inline but its styles', async () => {
    const pages = [await request(url).get('/'), await request(url).get('/')];
    const nonces = pages.map(({ text }) => /nonce="([^"]+)"/.exec(text)?.[1]);

    expect(new Set(nonces).size).toBe(2);
    for (const [at, { headers }] of pages.entries()) {
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain(`style-src 'self' 'nonce-${nonces[at]}'`);
      expect(policy).toContain("script-src 'self';");
      expect(policy).not.toContain('unsafe');
    }
  });

  it.each([
    ['gzip, deflate, br', 'br'],
    ['gzip, br;q=0', 'gzip'],
    ['deflate', undefined],
  ])('answers who accepts %s in %s, as the build compressed it', async (accepted, coding) => {
    const answer = await request(url).get('/assets/main-a1b2.js').set('accept-encoding', accepted);

    expect(answer.headers['content-encoding']).toBe(coding);
    expect(answer.headers['vary']).toContain('accept-encoding');
    expect(answer.text).toBe(SCRIPT);
  });

  it('lets browsers keep what is named by its content', async () => {
    const answer = await request(url).get('/assets/main-a1b2.js');

    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(answer.headers['content-type']).toBe('text/javascript; charset=utf-8');
    const again = await request(url)
      .get('/assets/main-a1b2.js')
      .set('if-none-match', String(answer.headers['etag']));
    expect(again.status).toBe(304);
  });

  it('says 404, not the page, for unknown paths of the API, documents and files', async () => {
    const paths = ['/v1/nothing', '/docs/x', '/health/x', '/metrics/x', '/assets/gone.js'];
    for (const path of [
      ...paths,
      '/..%2f..%2fpackage.json',
      '/assets/..%2findex.html',
      '/assets/main-a1b2.js.gz',
    ]) {
      const answer = await request(url).get(path);

      expect([path, answer.status]).toEqual([path, 404]);
      expect(answer.headers['content-type']).toContain('application/problem+json');
    }
  });

  it('tells an open desk of an outcome, and ends the stream when the server stops', async () => {
    const leadId = await lead();
    const stream = await listen();
    expect(await stream.next()).toContain('event: ready');

    await outcome(leadId);

    expect(await stream.next()).toContain(JSON.stringify({ leadId, kind: 'outcome' }));
    const stopping = Date.now();
    await app.close();
    await stream.ended();
    expect(Date.now() - stopping).toBeLessThan(4_000);
  });

  it('polls once for two desks of a rooftop, and not at all when both have gone', async () => {
    const notices = app.get(DeskNotices);
    const [one, other] = [await listen(), await listen()];
    await one.next();
    await other.next();
    expect(notices.polled).toBe(1);

    one.leave();
    other.leave();

    for (let attempt = 0; notices.polled > 0 && attempt < 100; attempt += 1)
      await new Promise((wake) => setTimeout(wake, 20));
    expect(notices.polled).toBe(0);
  });

  it('refuses a query it does not know in the words of a problem', async () => {
    const answer = await request(url)
      .get('/v1/worklist/not-a-lead')
      .set('x-dealership', dealershipId);

    expect(answer.status).toBe(400);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  async function listen() {
    const leaving = new AbortController();
    const answer = await fetch(`${url}/v1/worklist/events`, {
      headers: { 'x-dealership': dealershipId },
      signal: leaving.signal,
    });
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
    const decoder = new TextDecoder();
    const waiting: string[] = [];
    let rest = '';
    return {
      next: async (): Promise<string> => {
        while (waiting.length === 0) {
          const { done, value } = await reader.read();
          if (done) throw new Error('The stream ended early.');
          const parts = (rest + decoder.decode(value, { stream: true })).split('\n\n');
          rest = parts.pop() ?? '';
          waiting.push(...parts.filter((part) => part.trim() !== ''));
        }
        return waiting.shift() ?? '';
      },
      ended: async (): Promise<void> => {
        while (!(await reader.read()).done);
      },
      leave: () => leaving.abort(),
    };
  }

  async function lead(): Promise<string> {
    const id = randomUUID();
    await tenancy.asDealership(dealershipId, (manager) =>
      manager.query(
        `INSERT INTO lead (dealership_id, id, connection_id, external_id, arrived_at)
         VALUES ($1, $2, $3, $4, now())`,
        [dealershipId, id, randomUUID(), id],
      ),
    );
    return id;
  }

  const outcome = (leadId: string): Promise<unknown> =>
    tenancy.asDealership(dealershipId, (manager) =>
      manager.query(
        `INSERT INTO lead_status (dealership_id, lead_id, outcome, occurred_at, actor)
         VALUES ($1, $2, 'WON', now(), 'system')`,
        [dealershipId, leadId],
      ),
    );
});

/** Nothing is scored here: no queue is worked. */
const IDLE_JOBS = {
  send: async () => undefined,
  work: () => undefined,
  workTogether: () => undefined,
};

function testModule(dataSource: DataSource, tenancy: Tenancy): new () => object {
  const ground = [
    { provide: DataSource, useValue: dataSource },
    { provide: Tenancy, useValue: tenancy },
    { provide: StaffDirectory, useValue: new StaffDirectory(dataSource, vault) },
    Directory,
    { provide: Vault, useValue: vault },
    { provide: Clock, useClass: SystemClock },
    { provide: READINESS_CHECKS, useValue: [] },
    { provide: Jobs, useValue: IDLE_JOBS },
    { provide: Schedules, useValue: { every: () => undefined } },
    ActorNames,
    ApiKeys,
    AuditTrail,
    RooftopOverrides,
  ];
  @Global()
  @Module({
    providers: ground,
    exports: ground.map((one) => ('provide' in one ? one.provide : one)),
  })
  class GroundModule {}
  @Module({
    imports: [GroundModule, WebModule],
    providers: [{ provide: APP_GUARD, useClass: AnybodyGuard }],
  })
  class TestModule {}
  return TestModule;
}

const rooftop = (key: string) => ({
  key,
  name: key,
  timeZone: 'UTC',
  country: 'US',
  currency: 'USD',
  simulated: false,
  staleAfterDays: 30,
  horizonDays: 90,
  responsePromiseMinutes: 15,
  bands: { hot: 0.15, warm: 0.06 },
  connections: [],
  repsSeeUnassigned: true,
});

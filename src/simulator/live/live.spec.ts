import { createHmac } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY, HOUR, MINUTE } from '../calendar.js';
import { OPEN_STATUSES, STALE_STATUSES, LOST_STATUSES, WON_STATUSES } from '../ending.js';
import type { CrmLead } from '../records.js';
import { loadWorld, saveWorld } from '../world/world-file.js';
import { createWorld, type World } from '../world/world.js';
import { startLive, type Live, type LiveOptions } from './live.js';

const NOW = Date.parse('2026-03-02T16:00:00Z');

describe('live time', () => {
  let world: World;
  let live: Live;
  let now: number;
  const start = (options: Partial<LiveOptions> = {}) => {
    live = startLive({
      world,
      arrivalEveryMs: null,
      outcomeEveryMs: null,
      clock: () => now,
      ...options,
    });
    return live;
  };
  const chicago = () => world.branch('chicago');
  const touches = (lead: CrmLead) =>
    chicago()
      .logs.interactions.records()
      .filter((touch) => touch.lead_id === lead.id);
  const open = () =>
    chicago()
      .logs.leads.records()
      .filter((lead) => OPEN_STATUSES.includes(lead.status));
  const changedSince = (at: number) =>
    chicago()
      .logs.leads.page(at, null, 10_000)
      .items.map((lead) => lead.id);

  beforeEach(() => {
    now = NOW;
    world = createWorld({ seed: 8, now: new Date(NOW), rooftops: 1, months: 4 });
  });

  afterEach(() => live.stop());

  it('lets a lead arrive now, new and open, with its customer', () => {
    now += 5 * MINUTE;

    const { lead, customer, vehicle } = start().arrive({
      rooftop: 'chicago',
      kind: 'sales',
      source: 'Facebook Marketplace',
      message: 'Can I see it today?',
    });

    expect(lead).toMatchObject({
      created_at: new Date(now).toISOString(),
      status: 'New',
      channel: 'messenger',
      message: 'Can I see it today?',
    });
    expect(chicago().logs.customers.get(customer.id)).toBe(customer);
    expect(vehicle?.sold_at).toBeNull();
    expect(changedSince(now)).toEqual([lead.id]);
  });

  it('answers it automatically at once and by a person later, as fast as time is told to run', () => {
    start({ speed: 60 });
    const leads = Array.from(
      { length: 20 },
      () => live.arrive({ kind: 'sales', source: 'Facebook Marketplace' }).lead,
    );

    now += MINUTE;
    live.tick();
    const first = leads.map((lead) => touches(lead)[0]);
    now += 30 * MINUTE;
    live.tick();
    const answered = leads.filter((lead) =>
      touches(lead).some((touch) => touch.direction === 'out' && !touch.automated),
    );

    expect(first.every((touch) => touch?.automated && touch.direction === 'out')).toBe(true);
    expect(answered.length).toBeGreaterThan(10);
    expect(answered.every((lead) => lead.status !== 'New')).toBe(true);
    for (const touch of leads.flatMap(touches))
      expect(Date.parse(touch.occurred_at)).toBeLessThanOrEqual(now);
  });

  it('sells and loses a lead on demand: status, visit, vehicle and updated_at', () => {
    start();
    const { lead, vehicle } = live.arrive({ kind: 'sales', source: 'Facebook Marketplace' });
    const other = live.arrive({ kind: 'sales' }).lead;
    now += 2 * HOUR;

    live.sell(lead.id);
    live.lose(other.id);

    expect(lead).toMatchObject({
      status: 'Sold',
      status_changed_at: new Date(now).toISOString(),
      updated_at: new Date(now).toISOString(),
    });
    expect(touches(lead).some((touch) => touch.type === 'visit')).toBe(true);
    expect(vehicle!.sold_at).toBe(new Date(now).toISOString());
    expect(other.status).toBe('Bought Elsewhere');
    expect(world.truth(lead.id)?.sold).toBe(true);
    expect(() => live.sell(lead.id)).toThrow(/is Sold; only an open one/);
    expect(() => live.lose('nobody')).toThrow("no lead 'nobody'");
  });

  it('closes open leads steadily as fate had decided, each once', () => {
    start();
    const before = open().length;

    const outcomes = live.reportOutcomes(40);

    expect(outcomes).toHaveLength(40);
    expect(open().length).toBe(before - 40);
    expect(new Set(outcomes.map((outcome) => outcome.leadId)).size).toBe(40);
    expect(changedSince(now)).toEqual(
      expect.arrayContaining(outcomes.map((outcome) => outcome.leadId)),
    );
    for (const { leadId, status } of outcomes.filter((outcome) => world.truth(outcome.leadId))) {
      const words = world.truth(leadId)!.sold
        ? WON_STATUSES
        : [...LOST_STATUSES, ...STALE_STATUSES, 'Pending Mgr Rvw'];
      expect(words).toContain(status);
    }
  });

  it('goes on by itself: leads arrive and outcomes come in', async () => {
    start({ arrivalEveryMs: 60, outcomeEveryMs: 60, clock: Date.now });

    await new Promise((resolve) => setTimeout(resolve, 1500));
    await live.stop();
    const { arrived, outcomes } = { ...live.counts };
    await new Promise((resolve) => setTimeout(resolve, 200));

    expect(arrived).toBeGreaterThan(3);
    expect(outcomes).toBeGreaterThan(3);
    expect(live.counts).toMatchObject({ arrived, outcomes });
  });

  describe('kept in a file', () => {
    let folder: string;
    beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'world-'))));
    afterEach(() => rm(folder, { recursive: true }));

    it('goes on where it stopped: records, pushed scores, fate and ids', async () => {
      start();
      const { lead } = live.arrive({ kind: 'sales' });
      chicago().scores.accept({
        lead_id: lead.id,
        likelihood: 5,
        band: 'cool',
        top_reason: '',
        scored_at: '',
        model_version: 'v1',
        idempotency_key: 'k',
      });
      lead.custom_fields['likelihood_percent'] = 5;
      const file = join(folder, 'world.json.gz');
      await live.stop();

      await saveWorld(world, file);
      const again = await loadWorld(file);

      const branch = again.branch('chicago');
      for (const kind of ['customers', 'vehicles', 'leads', 'interactions'] as const) {
        expect(branch.logs[kind].records()).toEqual(chicago().logs[kind].records());
      }
      expect(branch.scores.stats()).toEqual({ leads_scored: 1, deliveries: 1, repeats: 0 });
      expect(branch.plans).toEqual(chicago().plans);
      expect(again.truth(lead.id)).toEqual(world.truth(lead.id));
      expect(again.rooftops).toEqual(world.rooftops);
      const next = startLive({
        world: again,
        arrivalEveryMs: null,
        outcomeEveryMs: null,
        clock: () => NOW + DAY,
      });
      expect(chicago().logs.leads.get(next.arrive().lead.id)).toBeUndefined();
      await next.stop();
    });

    it('says so when the file is of no use', async () => {
      start();
      const file = join(folder, 'broken.gz');
      await writeFile(file, 'not gzip');

      await expect(loadWorld(file)).rejects.toThrow('incorrect header check');
      await expect(loadWorld(join(folder, 'absent'))).rejects.toMatchObject({ code: 'ENOENT' });
    });
  });
});

describe('announcing new leads', () => {
  let server: Server;
  let url: string;
  let status = 202;
  const got: { path: string; headers: IncomingHttpHeaders; body: string }[] = [];
  const world = createWorld({ seed: 9, now: new Date(NOW), rooftops: 1, months: 1 });

  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        got.push({
          path: request.url!,
          headers: request.headers,
          body: Buffer.concat(chunks).toString(),
        });
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => void (got.length = 0));
  afterAll(() => void server.close());

  const quiet = { world, arrivalEveryMs: null, outcomeEveryMs: null };

  it('posts JSON with a signature over the raw body, and ADF, in turn', async () => {
    const live = startLive({
      ...quiet,
      notify: {
        json: {
          url: (rooftop) => `${url}/hook/${rooftop}`,
          secret: 'shh',
          headers: { 'x-extra': '1' },
        },
        adf: { url: `${url}/adf`, headers: { authorization: 'Bearer key' } },
      },
    });

    const { lead, customer } = live.arrive({ kind: 'sales' });
    await live.announced();
    live.arrive({ kind: 'sales' });
    await live.stop();

    const [json, adf] = got;
    expect(json).toMatchObject({
      path: '/hook/chicago',
      headers: { 'x-extra': '1', 'content-type': 'application/json' },
    });
    expect(json!.headers['x-crm-signature']).toBe(
      `sha256=${createHmac('sha256', 'shh').update(json!.body).digest('hex')}`,
    );
    const { events } = JSON.parse(json!.body) as {
      events: { kind: string; record: { id: string } }[];
    };
    expect(events.at(0)).toMatchObject({ kind: 'customer', record: { id: customer.id } });
    expect(events.at(-1)).toMatchObject({ kind: 'lead', record: { id: lead.id } });
    expect(adf).toMatchObject({
      path: '/adf',
      headers: { authorization: 'Bearer key', 'content-type': 'application/x-adf+xml' },
    });
    expect(adf!.body).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<\?adf version="1.0"\?>\n<adf><prospect/,
    );
    expect(live.counts).toMatchObject({ announced: 2, notTaken: 0 });
  });

  it('escapes what people write into ADF', async () => {
    const live = startLive({ ...quiet, notify: { adf: { url } } });

    live.arrive({ kind: 'sales', message: 'trade & cash <today> "ok"' });
    await live.stop();

    expect(got[0]!.body).toContain(
      '<comments>trade &amp; cash &lt;today&gt; &quot;ok&quot;</comments>',
    );
  });

  it('counts a refusal and a silent product, and goes on', async () => {
    status = 503;
    const refused = startLive({ ...quiet, notify: { json: { url } } });
    const silent = startLive({ ...quiet, notify: { adf: { url: 'http://127.0.0.1:1/' } } });

    refused.arrive();
    silent.arrive();
    await Promise.all([refused.stop(), silent.stop()]);

    expect(refused.counts).toMatchObject({ announced: 1, notTaken: 1 });
    expect(silent.counts).toMatchObject({ announced: 1, notTaken: 1 });
  });
});

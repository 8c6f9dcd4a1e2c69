import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { AuditTrail } from '#access';
import { CrmHttp, CrmReach } from '#crm';
import { type Jobs, Metrics } from '#platform';
import { Announcer } from '../../src/webhooks/announcer.js';
import { Courier } from '../../src/webhooks/courier.js';
import { type Endpoint, EndpointStore } from '../../src/webhooks/endpoint.store.js';
import { Endpoints } from '../../src/webhooks/endpoints.js';
import { type Message, MessageStore } from '../../src/webhooks/message.store.js';
import type { WebhookEvent } from '../../src/webhooks/webhook-event.js';
import { WebhookSender } from '../../src/webhooks/webhook-sender.js';
import { WEBHOOKS_DUE, WEBHOOKS_WAKE } from '../../src/webhooks/webhooks.queues.js';
import { loopRoom, type LoopRoom } from '../support/loop-room.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';

const HOUR_MS = 3_600_000;
const ACTOR = 'key:test';

describe('Outbound webhooks', () => {
  let room: LoopRoom;
  let receiver: WebhookReceiver;
  let endpoints: Endpoints;
  let announcer: Announcer;
  let sender: WebhookSender;
  let modelVersionId: string;
  let http: CrmHttp;

  beforeAll(async () => {
    room = await loopRoom();
    receiver = await WebhookReceiver.start();
    const { tenancy, vault, clock, directory } = room;
    const jobs = room.jobs as unknown as Jobs;
    const reach = new CrmReach();
    reach.allowHost(new URL(receiver.url).host);
    http = new CrmHttp(reach, clock);
    const store = new EndpointStore(vault);
    const messages = new MessageStore();
    const courier = new Courier(http, clock);
    const audit = new AuditTrail();
    endpoints = new Endpoints(tenancy, store, messages, courier, http, audit, jobs, clock);
    announcer = new Announcer(tenancy, directory, store, messages, jobs, clock);
    sender = new WebhookSender(
      tenancy,
      store,
      messages,
      courier,
      audit,
      jobs,
      clock,
      new Metrics(),
    );
  });

  afterAll(async () => {
    await http.onModuleDestroy();
    await receiver.stop();
    await room.database.drop();
  });

  beforeEach(async () => {
    await room.open();
    room.clock.time = new Date();
    room.jobs.sent.length = 0;
    receiver.received.length = 0;
    receiver.status = 204;
    receiver.headers = {};
    modelVersionId = await modelVersion();
  });

  const tenant = () => ({
    groupId: room.groupId,
    dealershipId: room.dealershipId,
    actor: ACTOR,
  });
  const add = (
    events: WebhookEvent[] = ['lead.scored', 'lead.band_changed', 'model.promoted'],
  ): Promise<{ endpoint: Endpoint; secret: string }> =>
    endpoints.add(tenant(), { url: receiver.url, description: 'test', events, enabled: true });
  const drain = ({ id }: Endpoint): Promise<number> =>
    sender.drain({ dealershipId: room.dealershipId, endpointId: id });
  const sent = ({ id }: Endpoint): Promise<Message[]> =>
    endpoints.sent(room.dealershipId, id, { limit: 50 });
  const stored = (predictionId: string): Promise<void> =>
    announcer.scored({ dealershipId: room.dealershipId, predictionIds: [predictionId] });
  const later = (ms: number): void => {
    room.clock.time = new Date(room.clock.time.getTime() + ms);
  };

  async function modelVersion(): Promise<string> {
    const id = randomUUID();
    await room.tenancy.asGroup(room.groupId, (manager) =>
      manager.query(
        `INSERT INTO model_version (group_id, id, number, family, artifact, artifact_hash, feature_schema,
           metrics, data_hash, seed, code_version, created_at)
         VALUES ($1, $2, 7, 'logistic', '', '', '[]', '{}', '', 1, '0', now())`,
        [room.groupId, id],
      ),
    );
    return id;
  }

  async function scored(leadId: string, score: number, band: string): Promise<string> {
    const id = randomUUID();
    later(1000);
    await room.inside((manager) =>
      manager.query(
        `INSERT INTO prediction (dealership_id, id, lead_id, model_version_id, cutoff, made_at, log_odds,
           score, lower, upper, band, reasons, features)
         VALUES ($1, $2, $3, $4, $5, $5, 0, $6, $6, $6, $7, '{}', '{}')`,
        [room.dealershipId, id, leadId, modelVersionId, room.clock.time, score, band],
      ),
    );
    return id;
  }

  it('tells of a score once, signed so that the reference receiver takes it, and of nobody', async () => {
    const { endpoint, secret } = await add();
    const leadId = await room.openLead('L-1', { message: 'Is Pat Doe there? 212-555-0142' });
    const prediction = await scored(leadId, 0.31, 'hot');

    await stored(prediction);
    await stored(prediction);
    expect(room.jobs.sent.map(({ queue }) => queue)).toContain(WEBHOOKS_DUE);
    expect(await drain(endpoint)).toBe(1);

    const [{ headers, body } = { headers: {}, body: '' }] = receiver.received;
    const told = new Webhook(secret).verify(body, headers);
    expect(told).toEqual({
      type: 'lead.scored',
      timestamp: room.clock.time.toISOString(),
      data: {
        leadId,
        likelihoodPercent: 31,
        lowerPercent: 31,
        upperPercent: 31,
        band: 'hot',
        previousBand: null,
        modelNumber: expect.any(Number),
        scoredAt: room.clock.time.toISOString(),
      },
    });
    expect(await sent(endpoint)).toMatchObject([{ state: 'delivered', lastStatus: 204 }]);
    expect(await drain(endpoint)).toBe(0);
  });

  it('tells of another band, to those who asked for it', async () => {
    const { endpoint } = await add(['lead.band_changed']);
    const leadId = await room.openLead('L-2');
    for (const [score, band] of [
      [0.1, 'warm'],
      [0.12, 'warm'],
      [0.4, 'hot'],
    ] as const)
      await stored(await scored(leadId, score, band));

    await drain(endpoint);

    expect(receiver.received.map(({ body }) => JSON.parse(body))).toMatchObject([
      { type: 'lead.band_changed', data: { band: 'hot', previousBand: 'warm', leadId } },
    ]);
  });

  it('tells every dealership of the group that another model serves', async () => {
    const { endpoint } = await add(['model.promoted']);
    await room.tenancy.asGroup(room.groupId, (manager) =>
      manager.query(
        `INSERT INTO promotion (group_id, model_version_id, promoted_at, promoted_by, reason)
         VALUES ($1, $2, $3, 'system', 'better')`,
        [room.groupId, modelVersionId, room.clock.time],
      ),
    );

    await announcer.promoted({ groupId: room.groupId });
    await drain(endpoint);

    expect(JSON.parse(receiver.received[0]?.body ?? '{}')).toMatchObject({
      type: 'model.promoted',
      data: { family: 'logistic', modelNumber: 7 },
    });
  });

  it('tries again on the schedule under the same id, gives up after ten, and sends again on demand', async () => {
    const { endpoint, secret } = await add(['lead.scored']);
    await stored(await scored(await room.openLead('L-3'), 0.2, 'hot'));
    receiver.status = 500;

    for (let attempt = 1; attempt <= 10; attempt += 1) {
      expect(await drain(endpoint)).toBe(1);
      expect(await drain(endpoint)).toBe(0);
      later(27 * HOUR_MS);
      // Five days of nothing else would disable it; see below.
      await room.inside((manager) =>
        manager.query('UPDATE webhook_endpoint SET failing_since = NULL'),
      );
    }
    expect(await sent(endpoint)).toMatchObject([
      { state: 'dead', attempts: 10, lastStatus: 500, lastError: 'answered 500' },
    ]);
    const ids = new Set(receiver.received.map(({ headers }) => headers['webhook-id']));
    expect(ids.size).toBe(1);

    receiver.status = 200;
    expect(await endpoints.redrive(tenant(), endpoint.id)).toBe(1);
    later(-27 * HOUR_MS * 10);
    await room.inside((manager) =>
      manager.query('UPDATE webhook_message SET next_attempt_at = $1', [room.clock.time]),
    );
    await drain(endpoint);
    expect(await sent(endpoint)).toMatchObject([{ state: 'delivered' }]);
    const last = receiver.received.at(-1)!;
    expect(new Webhook(secret).verify(last.body, last.headers)).toMatchObject({
      type: 'lead.scored',
    });
  });

  it('leaves an endpoint under load alone for as long as it asks', async () => {
    const { endpoint } = await add(['lead.scored']);
    await stored(await scored(await room.openLead('L-4'), 0.2, 'hot'));
    receiver.status = 429;
    receiver.headers = { 'retry-after': '600' };

    await drain(endpoint);

    later(500_000);
    expect(await drain(endpoint)).toBe(0);
    later(101_000);
    expect(await drain(endpoint)).toBe(1);
    expect(room.jobs.sent.map(({ queue }) => queue)).toContain(WEBHOOKS_WAKE);
  });

  it('disables an endpoint that took nothing for five days, says so in the audit trail, and keeps what waits', async () => {
    const { endpoint } = await add(['lead.scored']);
    const leadId = await room.openLead('L-5');
    receiver.status = 404;
    await stored(await scored(leadId, 0.2, 'hot'));
    await drain(endpoint);
    later(121 * HOUR_MS);

    await drain(endpoint);

    const [shown] = await endpoints.list(room.dealershipId);
    expect(shown).toMatchObject({ enabled: false, disabledWhy: 'every try failed for five days' });
    const events = await room.inside((manager) =>
      new AuditTrail().list(manager, [room.dealershipId], { limit: 10 }),
    );
    expect(events).toContainEqual(
      expect.objectContaining({ actor: 'system', action: 'webhook_endpoint.disabled' }),
    );
    later(48 * HOUR_MS);
    expect(await drain(endpoint)).toBe(0);
    receiver.status = 200;
    await endpoints.change(tenant(), endpoint.id, { enabled: true });
    expect(await drain(endpoint)).toBe(1);
    expect(await sent(endpoint)).toMatchObject([{ state: 'delivered' }]);
  });

  it('disables an endpoint at once that answers 410 Gone', async () => {
    const { endpoint } = await add(['lead.scored']);
    await stored(await scored(await room.openLead('L-6'), 0.2, 'hot'));
    receiver.status = 410;

    await drain(endpoint);

    expect(await endpoints.list(room.dealershipId)).toMatchObject([{ enabled: false }]);
  });

  it('follows no redirect', async () => {
    const { endpoint } = await add();
    receiver.status = 307;
    receiver.headers = { location: receiver.url };

    expect(await endpoints.test(tenant(), endpoint.id)).toMatchObject({
      delivered: false,
      status: 307,
    });
    expect(receiver.received).toHaveLength(1);
  });

  it('sends a test on demand, signed with both secrets while one is being changed', async () => {
    const { endpoint, secret } = await add();
    const rotated = await endpoints.rotate(tenant(), endpoint.id);

    expect(await endpoints.test(tenant(), endpoint.id)).toMatchObject({
      delivered: true,
      status: 204,
    });

    const [{ headers, body } = { headers: {}, body: '' }] = receiver.received;
    for (const one of [secret, rotated.secret])
      expect(new Webhook(one).verify(body, headers)).toMatchObject({ type: 'webhook.test' });
    expect(rotated.secret).not.toBe(secret);
  });

  it.each([
    'http://example.com/hooks',
    'https://10.0.0.1/hooks',
    'https://169.254.169.254/latest',
    'https://[::1]/hooks',
    'https://localhost/hooks',
    'https://user:pass@example.com/hooks',
    'file:///etc/passwd',
    'not an address',
  ])('refuses %s', async (url) => {
    await expect(
      endpoints.add(tenant(), { url, description: '', events: ['lead.scored'], enabled: true }),
    ).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('keeps its secrets sealed', async () => {
    const { secret } = await add();

    const rows = await room.inside((manager) =>
      manager.query<{ row: string }[]>('SELECT e::text AS row FROM webhook_endpoint e'),
    );

    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(JSON.stringify(await endpoints.list(room.dealershipId))).not.toContain(secret);
  });
});

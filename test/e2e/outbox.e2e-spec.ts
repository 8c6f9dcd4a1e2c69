import { randomUUID } from 'node:crypto';
import { AuditTrail } from '#access';
import { CrmAuthError, CrmUnavailableError, type CrmAdapters } from '#crm';
import { Connections, RefreshTokens } from '#leads';
import { Metrics, type Jobs } from '#platform';
import type { Band, Prediction } from '#prediction';
import { Confirmation } from '../../src/writeback/confirmation.js';
import { Decisions } from '../../src/writeback/decisions.js';
import { DeliveryClaims } from '../../src/writeback/delivery-claims.js';
import { DeliveryStore } from '../../src/writeback/delivery.store.js';
import { Outlets } from '../../src/writeback/outlets.js';
import { Sender } from '../../src/writeback/sender.js';
import { Writeback } from '../../src/writeback/writeback.js';
import { WRITEBACK_DUE, WRITEBACK_WAKE } from '../../src/writeback/writeback.queues.js';
import type { Delivery } from '../../src/writeback/delivery.js';
import { loopRoom, type LoopRoom } from '../support/loop-room.js';
import { MemoryCrm } from '../support/memory-crm.js';

const MINUTE_MS = 60_000;

describe('The outbox', () => {
  let room: LoopRoom;
  let crm: MemoryCrm;
  let outlets: Outlets;
  let decisions: Decisions;
  let writeback: Writeback;
  let confirmation: Confirmation;
  let connectionId: string;
  let modelVersionId: string;
  const store = new DeliveryStore();

  beforeAll(async () => {
    room = await loopRoom();
  });

  afterAll(() => room.database.drop());

  beforeEach(async () => {
    await room.open();
    room.jobs.sent.length = 0;
    crm = new MemoryCrm();
    const connections = new Connections(
      room.vault,
      room.clock,
      new RefreshTokens(room.tenancy, room.vault),
    );
    outlets = new Outlets(connections, { create: () => crm } as unknown as CrmAdapters);
    const { tenancy, predictions, clock } = room;
    const jobs = room.jobs as unknown as Jobs;
    decisions = new Decisions(tenancy, predictions, store, outlets, jobs, clock);
    writeback = new Writeback(tenancy, store, outlets, connections, jobs, new AuditTrail(), clock);
    confirmation = new Confirmation(tenancy, store, outlets);
    const settings = { writesPerSecond: 1000 };
    ({ id: connectionId } = await room.inside((manager) =>
      connections.save(manager, room.dealershipId, {
        key: 'crm',
        name: 'CRM',
        dialect: 'rest',
        settings,
      }),
    ));
    modelVersionId = await modelVersion();
  });

  it('carries first scores into the CRM, highest first, and can read them back', async () => {
    const scores = [0.05, 0.4, 0.2, 0.1, 0.3];
    for (const score of scores) await scored(await lead(), score);

    expect(await newSender().drain(connection())).toBe(5);

    expect(crm.pushes.map(({ likelihoodPercent }) => likelihoodPercent)).toEqual([
      40, 30, 20, 10, 5,
    ]);
    expect(crm.pushes[0]).toMatchObject({
      band: 'hot',
      modelVersion: '1',
      topReason: 'Asked to visit: speaks for a sale.',
    });
    expect(await writeback.counts(room.dealershipId)).toMatchObject({ delivered: 5, pending: 0 });
    expect(await confirmation.confirm(room.dealershipId)).toEqual({
      delivered: 5,
      confirmed: 5,
      different: 0,
      unreadable: 0,
    });
  });

  it('tells only of material changes, at most once an hour, and at once of a lead turning hot', async () => {
    const leadId = await lead();
    await scored(leadId, 0.12);
    await newSender().drain(connection());

    await scored(leadId, 0.14);
    expect(await deliveries()).toHaveLength(1);

    await scored(leadId, 0.2);
    await newSender().drain(connection());
    expect(crm.pushes).toHaveLength(1);

    await scored(leadId, 0.5);
    await newSender().drain(connection());
    expect(crm.pushes.map(({ likelihoodPercent }) => likelihoodPercent)).toEqual([12, 50]);
    expect(await writeback.counts(room.dealershipId)).toMatchObject({
      delivered: 2,
      superseded: 1,
      pending: 0,
    });

    await scored(leadId, 0.05);
    later(61);
    await newSender().drain(connection());
    expect(crm.pushes.at(-1)!.likelihoodPercent).toBe(5);
  });

  it('decides once however often its job is repeated', async () => {
    const leadId = await lead();
    const predictionId = await scored(leadId, 0.3);

    await Promise.all([decide(predictionId), decide(predictionId), decide(predictionId)]);

    expect(await deliveries()).toHaveLength(1);
    expect(room.jobs.sent.filter(({ queue }) => queue === WRITEBACK_DUE)).toHaveLength(1);
  });

  it('sends again, under the same key, what a sender took along when it died', async () => {
    await scored(await lead(), 0.3);
    let comeBack: (() => void) | undefined;
    crm.beforeAnswer = () => new Promise((resolve) => (comeBack = resolve));
    // This sender does not come back from its push, as if it was killed between pushing and noting.
    void newSender().drain(connection());
    await until(() => crm.pushes.length === 1);
    crm.beforeAnswer = () => Promise.resolve();

    expect(await newSender().drain(connection())).toBe(0);
    later(2);
    expect(await newSender().drain(connection())).toBe(1);

    expect(crm.pushes).toHaveLength(2);
    expect(crm.pushes[1]!.deliveryKey).toBe(crm.pushes[0]!.deliveryKey);
    expect(await writeback.counts(room.dealershipId)).toMatchObject({ delivered: 1, pending: 0 });
    comeBack?.();
  });

  it('leaves with its sender what is still being worked on', async () => {
    await scored(await lead(), 0.3);
    const claims = new DeliveryClaims();
    const soon = (seconds: number): Date => new Date(room.clock.time.getTime() + seconds * 1000);
    const limits = { now: room.clock.time, limit: 1, leaseUntil: soon(20) };
    const held = await room.inside((manager) =>
      claims.claim(manager, room.dealershipId, connectionId, limits),
    );

    await room.inside((manager) => claims.renew(manager, room.dealershipId, held, soon(90)));

    later(1);
    expect(await newSender().drain(connection())).toBe(0);
    later(1);
    expect(await newSender().drain(connection())).toBe(1);
  });

  it('sends nothing twice when two senders serve one connection by mistake', async () => {
    for (let each = 0; each < 20; each++) await scored(await lead(), 0.01 * (each + 1));

    const settled = await Promise.all([
      newSender().drain(connection()),
      newSender().drain(connection()),
    ]);

    expect(settled[0] + settled[1]).toBe(20);
    expect(new Set(crm.pushes.map(({ deliveryKey }) => deliveryKey)).size).toBe(20);
    expect(crm.pushes).toHaveLength(20);
  });

  it('leaves a CRM alone for as long as its 429 asks, and asks to be woken then', async () => {
    for (let each = 0; each < 4; each++) await scored(await lead(), 0.3);
    crm.answer = ({ deliveryKey }) => ({
      deliveryKey,
      status: 'retry',
      reason: 'HTTP 429',
      retryAfterMs: 120_000,
    });
    const sender = newSender();

    await sender.drain(connection());
    await scored(await lead(), 0.9);
    await sender.drain(connection());

    expect(crm.pushes).toHaveLength(3);
    const wake = room.jobs.sent.findLast(({ queue }) => queue === WRITEBACK_WAKE) as unknown as {
      startAfterSeconds: number;
    };
    expect(wake.startAfterSeconds).toBeGreaterThanOrEqual(119);

    crm.answer = ({ deliveryKey }) => ({ deliveryKey, status: 'accepted' });
    later(3);
    await sender.drain(connection());
    expect(await writeback.counts(room.dealershipId)).toMatchObject({ delivered: 5, pending: 0 });
  });

  it('asks again soon after credentials were refused once, and ever later while they stay refused', async () => {
    await scored(await lead(), 0.3);
    crm.answer = () => {
      throw new CrmAuthError('It refuses our credentials.');
    };
    const sender = newSender();
    const waits: number[] = [];
    for (let tried = 0; tried < 8; tried++) {
      await sender.drain(connection());
      const [{ nextAttemptAt }] = (await deliveries()) as [Delivery];
      waits.push(Math.round((nextAttemptAt.getTime() - room.clock.time.getTime()) / 1000));
      later(11);
    }

    expect(waits.slice(0, 3)).toEqual([15, 30, 60]);
    expect(waits.at(-1)).toBe(600);
  });

  it('loses nothing while the CRM is out for hours', async () => {
    await scored(await lead(), 0.3);
    crm.answer = () => {
      throw new CrmUnavailableError('The CRM does not answer.');
    };
    for (let hour = 0; hour < 20; hour++) {
      await newSender().drain(connection());
      later(61);
    }
    expect(await deliveries()).toMatchObject([
      { state: 'pending', lastError: 'The CRM does not answer.' },
    ]);

    crm.answer = ({ deliveryKey }) => ({ deliveryKey, status: 'accepted' });
    await newSender().drain(connection());

    expect(await deliveries()).toMatchObject([{ state: 'delivered', lastError: null }]);
  });

  it('gives every record of a batch its own end, and sends a dead one again when asked', async () => {
    const bad = await lead();
    await scored(bad, 0.2);
    await scored(await lead(), 0.3);
    const badExternalId = (await externalIds()).get(bad);
    crm.answer = ({ deliveryKey, leadExternalId }) =>
      leadExternalId === badExternalId
        ? { deliveryKey, status: 'refused', reason: 'This lead was deleted.' }
        : { deliveryKey, status: 'accepted' };

    await newSender().drain(connection());

    const [dead] = await writeback.list(room.dealershipId, { state: 'dead', limit: 10 });
    expect(dead).toMatchObject({ leadId: bad, lastError: 'This lead was deleted.' });
    crm.answer = ({ deliveryKey }) => ({ deliveryKey, status: 'accepted' });
    const acting = { dealershipId: room.dealershipId, groupId: room.groupId, actor: 'key:test' };
    await writeback.redrive(acting, dead!.id);
    await newSender().drain(connection());
    expect(await writeback.counts(room.dealershipId)).toMatchObject({ delivered: 2, dead: 0 });
    await expect(writeback.redrive(acting, dead!.id)).rejects.toMatchObject({
      code: 'DELIVERY_NOT_DEAD',
    });
    await expect(writeback.redrive(acting, randomUUID())).rejects.toMatchObject({
      code: 'DELIVERY_NOT_FOUND',
    });
  });

  it('will not overwrite a newer score with a dead one', async () => {
    const leadId = await lead();
    await scored(leadId, 0.2);
    crm.answer = ({ deliveryKey }) => ({ deliveryKey, status: 'refused', reason: 'field missing' });
    await newSender().drain(connection());
    const [dead] = await writeback.list(room.dealershipId, { state: 'dead', limit: 1 });
    crm.answer = ({ deliveryKey }) => ({ deliveryKey, status: 'accepted' });
    later(1);
    await scored(leadId, 0.6);
    await newSender().drain(connection());

    const acting = { dealershipId: room.dealershipId, groupId: room.groupId, actor: 'key:test' };
    await expect(writeback.redrive(acting, dead!.id)).rejects.toMatchObject({
      code: 'DELIVERY_OUTDATED',
    });
  });

  it('writes nothing for a lead that leaves its band and is back within the hour', async () => {
    const leadId = await lead();
    await scored(leadId, 0.6);
    await newSender().drain(connection());
    later(1);
    await scored(leadId, 0.12);
    expect(await deliveries()).toMatchObject([{ state: 'pending' }, { state: 'delivered' }]);
    later(1);
    await scored(leadId, 0.61);

    later(90);
    await newSender().drain(connection());

    expect(crm.pushes.map(({ likelihoodPercent }) => likelihoodPercent)).toEqual([60]);
    expect(await deliveries()).toMatchObject([{ state: 'superseded' }, { state: 'delivered' }]);
  });

  it('shows what was sent by connection and lead, and sends all that died again at once', async () => {
    const [first, second] = [await lead(), await lead()];
    await scored(first, 0.2);
    await scored(second, 0.5);
    crm.answer = ({ deliveryKey }) => ({ deliveryKey, status: 'refused', reason: 'field missing' });
    await newSender().drain(connection());

    expect(
      await writeback.list(room.dealershipId, { connection: 'crm', leadId: first, limit: 10 }),
    ).toMatchObject([
      {
        leadId: first,
        connectionKey: 'crm',
        topReason: 'Asked to visit: speaks for a sale.',
        lastError: 'field missing',
      },
    ]);
    crm.answer = ({ deliveryKey }) => ({ deliveryKey, status: 'accepted' });
    const acting = { dealershipId: room.dealershipId, groupId: room.groupId, actor: 'key:test' };
    expect(await writeback.redriveAll(acting, 'crm')).toBe(2);
    await newSender().drain(connection());
    expect(await writeback.counts(room.dealershipId)).toMatchObject({ delivered: 2, dead: 0 });
  });

  it('waits while a connection is paused, and leaves a tenth of its limit to others', async () => {
    await scored(await lead(), 0.4);
    const pause = (enabled: boolean) =>
      room.inside((manager) => manager.query('UPDATE crm_connection SET enabled = $1', [enabled]));
    await pause(false);
    expect(await newSender().drain(connection())).toBe(0);
    await pause(true);
    crm.budget = { left: 10, of: 100, resetsAt: room.clock.time.getTime() + 60_000 };
    const sender = newSender();
    expect(await sender.drain(connection())).toBe(0);
    expect(crm.pushes).toEqual([]);

    later(2);

    expect(await sender.drain(connection())).toBe(1);
  });

  it('keeps within the rate the connection is set to', async () => {
    crm.pushBatchSize = 1;
    const slow = new Connections(
      room.vault,
      room.clock,
      new RefreshTokens(room.tenancy, room.vault),
    );
    await room.inside((manager) =>
      slow.save(manager, room.dealershipId, {
        key: 'crm',
        name: 'CRM',
        dialect: 'rest',
        settings: { writesPerSecond: 2 },
      }),
    );
    for (let each = 0; each < 4; each++) await scored(await lead(), 0.3);
    const started = performance.now();

    await newSender().drain(connection());

    // Two at once, then half a second each.
    expect(performance.now() - started).toBeGreaterThanOrEqual(900);
    expect(crm.pushes).toHaveLength(4);
  });

  it('writes neither closed leads nor scores that are no longer the newest', async () => {
    const outdated = await lead();
    const first = await scored(outdated, 0.2, { decided: false });
    await scored(outdated, 0.4, { decided: false });
    const closed = await lead();
    const last = await scored(closed, 0.4, { decided: false });
    await room.inside((manager) =>
      manager.query(`UPDATE lead SET outcome = 'LOST', outcome_at = now() WHERE id = $1`, [closed]),
    );

    await decide(first);
    await decide(last);

    expect(await deliveries()).toEqual([]);
  });

  const connection = () => ({ dealershipId: room.dealershipId, connectionId });
  const newSender = (): Sender =>
    new Sender(
      room.tenancy,
      new DeliveryClaims(),
      room.predictions,
      outlets,
      room.jobs as unknown as Jobs,
      room.clock,
      new Metrics(),
    );
  const decide = (predictionId: string): Promise<number> =>
    decisions.decide({ dealershipId: room.dealershipId, predictionIds: [predictionId] });
  const deliveries = (): Promise<Delivery[]> => writeback.list(room.dealershipId, { limit: 100 });
  const lead = (): Promise<string> => room.openLead(`L-${randomUUID()}`, { connectionId });
  const later = (minutes: number): void => {
    room.clock.time = new Date(room.clock.time.getTime() + minutes * MINUTE_MS);
  };
  const externalIds = async (): Promise<Map<string, string>> => {
    const rows = await room.inside((manager) =>
      manager.query<{ id: string; external_id: string }[]>('SELECT id, external_id FROM lead'),
    );
    return new Map(rows.map((row) => [row.id, row.external_id]));
  };

  /** Stores a prediction of this score and, unless told otherwise, lets writeback decide on it. */
  async function scored(leadId: string, score: number, { decided = true } = {}): Promise<string> {
    const band: Band = score >= 0.3 ? 'hot' : score >= 0.1 ? 'warm' : 'cool';
    const reason = {
      feature: 'asksVisit',
      sentence: 'Asked to visit: speaks for a sale.',
      logOdds: 0.3,
    };
    later(0.001);
    const prediction: Prediction = {
      id: randomUUID(),
      leadId,
      score,
      band,
      modelVersionId,
      modelNumber: 1,
      logOdds: Math.log(score / (1 - score)),
      lower: score / 2,
      upper: (1 + score) / 2,
      explanation: { bias: -2, contributions: {}, for: [reason], against: [] },
      outcomes: null,
      features: {},
      cutoff: room.clock.time,
      madeAt: room.clock.time,
    };
    await room.inside((manager) => room.predictions.save(manager, room.dealershipId, [prediction]));
    if (decided) await decide(prediction.id);
    return prediction.id;
  }

  const modelVersion = async (): Promise<string> => {
    const id = randomUUID();
    await room.tenancy.asGroup(room.groupId, (manager) =>
      manager.query(
        `INSERT INTO model_version (group_id, id, number, family, artifact, artifact_hash, feature_schema,
           metrics, data_hash, seed, code_version, created_at)
         VALUES ($1, $2, 1, 'base-rate', '', '', '[]', '{}', '', 1, '0', now())`,
        [room.groupId, id],
      ),
    );
    return id;
  };
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((wake) => setTimeout(wake, 5));
}

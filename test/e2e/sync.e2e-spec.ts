import { CrmAuthError, CrmUnavailableError } from '#crm';
import { type IngestionRoom, ingestionRoom } from '../support/ingestion-room.js';
import { LEAD_NOT_STORED } from '../../src/ingestion/admission.js';

const lead = (id: string, changes: object = {}): object => ({
  externalId: id,
  updatedAt: '2026-03-02T10:00:00Z',
  arrivedAt: '2026-03-01T10:00:00Z',
  source: 'facebook-marketplace',
  status: 'Open',
  message: `Is ${id} available?`,
  customerExternalId: `C-${id}`,
  ...changes,
});
const customer = (id: string): object => ({
  externalId: `C-${id}`,
  updatedAt: '2026-03-01T10:00:00Z',
  email: `${id}@example.com`,
});
const activity = (id: string, of: string): object => ({
  externalId: id,
  leadExternalId: of,
  kind: 'call',
  direction: 'outbound',
  occurredAt: '2026-03-20T10:00:00Z',
});

class Killed extends Error {}

describe('a sync', () => {
  let room: IngestionRoom;

  beforeAll(async () => {
    room = await ingestionRoom();
  });
  afterAll(() => room.database.drop());
  beforeEach(() => room.fresh());

  const run = () => room.sync.run(room.dealershipId, room.connectionId);
  const stored = () =>
    room.inside(async (manager) => (await room.store.list(manager, room.dealershipId)).items);
  const waiting = () =>
    room.inside(async (manager) => (await room.quarantine.list(manager, room.dealershipId)).items);
  const tables = () =>
    room.inside((manager) =>
      manager.query(
        `SELECT (SELECT count(*)::int FROM lead) AS leads, (SELECT count(*)::int FROM customer) AS customers,
                (SELECT count(*)::int FROM activity) AS activities, (SELECT count(*)::int FROM lead_status) AS statuses,
                (SELECT count(*)::int FROM quarantine WHERE resolved_at IS NULL) AS quarantined`,
      ),
    );
  const fill = () => {
    room.crm.put('customer', ...['a', 'b', 'c', 'd'].map(customer));
    room.crm.put(
      'lead',
      lead('a'),
      lead('b'),
      lead('c', { status: 'Sold', statusAt: '2026-03-05T10:00:00Z' }),
      lead('d', { status: 'Strange' }),
      lead('e', { leadType: 'Service' }),
    );
    room.crm.put('activity', activity('1', 'a'), activity('2', 'b'), activity('3', 'nobody'));
  };

  it('stores what can be stored, holds the rest, and its counts add up', async () => {
    fill();

    const counts = await run();

    expect(counts).toEqual({
      pulled: 12,
      stored: 10,
      unchanged: 0,
      quarantined: 2,
      excluded: 1,
      outcomesLearned: 0,
    });
    expect(
      (await waiting()).map((item) => `${item.recordKind} ${item.externalId}: ${item.reason}`),
    ).toEqual(expect.arrayContaining([`activity 3: ${LEAD_NOT_STORED}`, 'lead d: unknown status']));
  });

  it('starts the next time where it stopped', async () => {
    fill();
    await run();
    room.crm.put('lead', lead('f'));

    expect(await run()).toMatchObject({ pulled: 1, stored: 1 });
  });

  it('ends with the same tables, killed after whichever page', async () => {
    fill();
    await run();
    const whole = await tables();
    const pages = room.crm.pulls;

    for (let page = 0; page < pages; page += 1) {
      await room.fresh();
      fill();
      room.crm.faults = [...Array.from({ length: page }, () => undefined), new Killed('killed')];
      await expect(run()).rejects.toThrow(Killed);
      await run();
      expect(await tables()).toEqual(whole);
    }
  });

  it('changes nothing when everything comes again', async () => {
    fill();
    await run();
    const before = await tables();
    await room.inside((manager) => manager.query(`UPDATE crm_connection SET cursors = '{}'`));

    expect(await run()).toMatchObject({ pulled: 12, stored: 0, unchanged: 10, quarantined: 2 });
    expect(await tables()).toEqual(before);
  });

  it('learns outcomes, also where updates come in the wrong order', async () => {
    room.crm.put(
      'lead',
      lead('a'),
      lead('a', { updatedAt: '2026-03-09T10:00:00Z', status: 'Sold' }),
      lead('a', { updatedAt: '2026-03-05T10:00:00Z' }),
    );
    room.crm.pageSize = 1;

    expect(await run()).toMatchObject({ outcomesLearned: 1 });
    expect((await stored())[0]).toMatchObject({
      outcome: 'WON',
      outcomeAt: new Date('2026-03-09T10:00:00Z'),
    });
  });

  it('takes our own score coming back for no change', async () => {
    room.crm.put('lead', lead('a'));
    await run();
    room.jobs.sent.length = 0;
    room.crm.put(
      'lead',
      lead('a', { updatedAt: '2026-03-08T10:00:00Z', custom: { lead_likelihood: 71 } }),
    );

    expect(await run()).toMatchObject({ stored: 0, unchanged: 1 });
    expect(room.jobs.sent).toEqual([]);
  });

  it('stores a quarantined lead after its status was mapped, with the activities that waited for it', async () => {
    room.crm.put('lead', lead('d', { status: 'Strange' }));
    room.crm.put('activity', activity('1', 'd'));
    await run();
    expect(await waiting()).toHaveLength(2);
    const item = (await waiting()).find((one) => one.recordKind === 'lead')!;
    expect(await room.replay.one(room.dealershipId, item.id)).toMatchObject({
      stored: false,
      refusal: { reason: 'unknown status' },
    });
    expect((await waiting()).find((one) => one.id === item.id)?.attempts).toBe(2);

    room.crm.statuses = { ...room.crm.statuses, Strange: { outcome: 'OPEN' } };
    expect(await room.replay.one(room.dealershipId, item.id)).toEqual({
      id: item.id,
      stored: true,
    });
    await run();

    expect(await waiting()).toEqual([]);
    expect((await stored())[0]).toMatchObject({
      externalId: 'd',
      lastActivityAt: new Date('2026-03-20T10:00:00Z'),
    });
    await expect(room.replay.one(room.dealershipId, item.id)).rejects.toMatchObject({
      code: 'QUARANTINE_ITEM_NOT_FOUND',
    });
  });

  it('no longer holds a record the CRM mended itself', async () => {
    room.crm.put('lead', lead('d', { status: 'Strange' }));
    await run();
    room.crm.put('lead', lead('d', { updatedAt: '2026-03-09T10:00:00Z' }));
    await run();

    expect(await waiting()).toEqual([]);
  });

  it('waits for a CRM that cannot answer, as long as it asks', async () => {
    fill();
    room.crm.faults = [
      new CrmUnavailableError('busy', { retryAfterMs: 3000 }),
      new CrmUnavailableError('down'),
    ];
    room.sleep.waits.length = 0;

    expect(await run()).toMatchObject({ stored: 10 });
    expect(room.sleep.waits).toEqual([3000, 1000]);
  });

  it('records why it failed', async () => {
    room.crm.faults = [new CrmAuthError('The token was refused.')];
    await expect(run()).rejects.toThrow(CrmAuthError);

    const [row] = await room.inside((manager) =>
      manager.query<{ error: string; finished: boolean }[]>(
        `SELECT error, finished_at IS NOT NULL AS finished FROM sync_run`,
      ),
    );
    expect(row).toEqual({ error: 'CRM_AUTH_REFUSED: The token was refused.', finished: true });
  });

  it('lets one connection have one sync at a time, and takes over from one that was lost', async () => {
    await room.inside((manager) =>
      manager.query(
        `INSERT INTO sync_run (dealership_id, id, connection_id, started_at) VALUES ($1, gen_random_uuid(), $2, now())`,
        [room.dealershipId, room.connectionId],
      ),
    );
    await expect(run()).rejects.toMatchObject({ code: 'SYNC_RUNNING' });

    await room.inside((manager) =>
      manager.query(`UPDATE sync_run SET heartbeat_at = now() - interval '5 minutes'`),
    );

    expect(await run()).toMatchObject({ pulled: 0 });
  });

  it('keeps secrets and payloads unreadable', async () => {
    fill();
    await run();

    const rows = await room.inside((manager) =>
      manager.query(
        `SELECT q::text AS row FROM quarantine q UNION ALL SELECT c::text FROM crm_connection c`,
      ),
    );

    expect(JSON.stringify(rows)).not.toMatch(/not for the table|available/);
  });
});

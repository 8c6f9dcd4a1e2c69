import { EventEmitter, once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { type CrmRecord, CrmReach } from '#crm';
import { Quarantine } from '#leads';
import { SystemClock } from '#platform';
import { FileAdapter } from '../../src/crm/file/file.adapter.js';
import { recordOf } from '../../src/ingestion/http/posted-lead.js';
import { batchOf, standardLead } from '../factories/standard-records.js';
import { type IngestionRoom, ingestionRoom } from '../support/ingestion-room.js';
import { leadRoom, type LeadRoom } from '../support/lead-room.js';

const AT_ONCE = 8;

describe(Quarantine, () => {
  let room: LeadRoom;

  beforeAll(async () => {
    room = await leadRoom();
  });

  afterAll(() => room.database.drop());

  it('takes the same refused payloads from many at once, in whatever order they come', async () => {
    const quarantine = new Quarantine(room.vault, room.clock);
    const connectionId = '0190a000-0000-7000-8000-000000000001';
    await room.inside((manager) =>
      manager.query(
        `INSERT INTO crm_connection (dealership_id, id, key, name, dialect) VALUES ($1, $2, 'crm', 'CRM', 'rest')`,
        [room.dealershipId, connectionId],
      ),
    );
    const refused = Array.from({ length: 40 }, (_, at) => ({
      recordKind: 'lead' as const,
      payload: { at },
      reason: 'not an object',
      fix: 'Send a lead.',
    }));

    for (let round = 0; round < 5; round += 1)
      await Promise.all(
        Array.from({ length: AT_ONCE }, (_, turn) =>
          room.inside((manager) =>
            quarantine.hold(
              manager,
              room.dealershipId,
              connectionId,
              turn % 2 === 0 ? refused : refused.toReversed(),
            ),
          ),
        ),
      );

    const waiting = await room.inside((manager) => quarantine.count(manager, room.dealershipId));
    expect(waiting).toBe(40);
  });
});

describe('Payloads that come again', () => {
  const ROUNDS = 10;
  const LEADS = Array.from({ length: 6 }, (_, at) => at);
  let room: IngestionRoom;

  beforeAll(async () => {
    room = await ingestionRoom();
  });
  beforeEach(() => room.fresh());
  afterAll(() => room.database.drop());

  const leads = (round: number, isGood: (at: number) => boolean) =>
    LEADS.map((at) =>
      recordOf({
        id: `L${round}-${at}`,
        status: isGood(at) ? 'OPEN' : 'Dreaming',
        arrivedAt: '2026-03-01T10:00:00Z',
      }),
    );
  const accept = (records: ReturnType<typeof leads>) => room.intake.accept(room, 'api', records);
  const waitingIds = () =>
    room.inside(async (manager) =>
      (await room.quarantine.list(manager, room.dealershipId, { limit: 200 })).items.map(
        ({ id }) => id,
      ),
    );

  it('may be refused in one batch and stored in another at the same moment', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await accept(leads(round, () => false));
      await Promise.all([0, 1, 0, 1].map((good) => accept(leads(round, (at) => at % 2 === good))));
      await accept(leads(round, () => true));
    }

    expect(await waitingIds()).toEqual([]);
  });

  it('may be stored while their replay waits for its turn', async () => {
    await accept(leads(0, () => false));
    const { items } = await room.inside((manager) =>
      room.quarantine.list(manager, room.dealershipId),
    );
    const { id, connectionId, externalId } = items[0]!;
    const lead = standardLead({ connectionId, externalId: externalId! });
    const stores = new EventEmitter();
    const replaying = once(stores, 'now').then(() => room.replay.one(room.dealershipId, id));
    const refused = replaying.catch((error: unknown) => error);

    await room.inside(async (manager) => {
      await room.store.storeBatch(manager, room.dealershipId, batchOf({ leads: [lead] }));
      stores.emit('now');
      await setTimeout(300);
      const stored = { recordKind: 'lead', externalIds: [lead.externalId] };
      await room.quarantine.resolveStored(manager, room.dealershipId, connectionId, stored);
    });

    expect(await refused).toMatchObject({ code: 'QUARANTINE_ITEM_NOT_FOUND' });
    expect(await waitingIds()).toHaveLength(LEADS.length - 1);
  });

  it('keep waiting with what came last, when they came while their replay waited', async () => {
    await accept(leads(0, () => false));
    const { items } = await room.inside((manager) =>
      room.quarantine.list(manager, room.dealershipId),
    );
    const { id, connectionId, externalId } = items[0]!;
    const stores = new EventEmitter();
    const replaying = once(stores, 'now').then(() => room.replay.one(room.dealershipId, id));

    await room.inside(async (manager) => {
      const record = { recordKind: 'lead', connectionId, externalId: externalId! };
      await room.store.storeBatch(manager, room.dealershipId, batchOf({}), [record]);
      stores.emit('now');
      await setTimeout(300);
      const payload = recordOf({ id: externalId!, arrivedAt: '2999-01-01T00:00:00Z' });
      await room.quarantine.hold(manager, room.dealershipId, connectionId, [
        { recordKind: 'lead', externalId: externalId!, payload, reason: 'newer', fix: 'Mend it.' },
      ]);
    });

    expect(await replaying).toMatchObject({ stored: false, refusal: { field: 'arrivedAt' } });
  });
});

describe('A document that could not be read', () => {
  const body = Buffer.from('Number,at\nL-1,2026-03-01T10:00:00Z\nL-2,2026-03-01T11:00:00Z\n');
  const held: CrmRecord = {
    kind: 'unreadable',
    payload: {
      file: 'a.csv',
      contentType: 'text/csv',
      bytes: body.length,
      base64: body.toString('base64'),
    },
    refusal: { reason: 'LeadId is not a column of this file', fix: 'Correct the mapping.' },
  };
  let aliases = {};
  const adapter = () =>
    new FileAdapter(
      {
        id: 'drop',
        dialect: 'file',
        settings: {
          mapping: {
            lead: { externalId: 'LeadId', arrivedAt: 'at' },
            outcome: { default: 'OPEN' },
            aliases,
          },
        },
        secrets: {},
      },
      new CrmReach(),
      new SystemClock(),
    );

  it('is read by a replay once its mapping was corrected', async () => {
    const room = await ingestionRoom(adapter);
    await room.fresh();
    await room.intake.accept(room, 'crm', [held]);
    const { items } = await room.inside((manager) =>
      room.quarantine.list(manager, room.dealershipId),
    );
    const { id } = items[0]!;

    const early = await room.replay.one(room.dealershipId, id);
    aliases = { LeadId: ['Number'] };
    const late = await room.replay.one(room.dealershipId, id);

    expect([early.stored, late.stored]).toEqual([false, true]);
    const stored = await room.inside((manager) =>
      manager.query('SELECT external_id FROM lead ORDER BY external_id'),
    );
    expect(stored).toEqual([{ external_id: 'L-1' }, { external_id: 'L-2' }]);
    await room.database.drop();
  });
});

import {
  batchOf,
  standardActivity,
  standardCustomer,
  standardLead,
  standardVehicle,
} from '../factories/standard-records.js';
import { type LeadRoom, leadRoom } from '../support/lead-room.js';
import { LEADS_CHANGED, type StandardBatch } from '#leads';

const day = (n: number): Date => new Date(Date.UTC(2026, 2, n, 10));

const whole = (): StandardBatch => ({
  customers: [standardCustomer()],
  vehicles: [standardVehicle()],
  leads: [standardLead()],
  activities: [standardActivity()],
});

const price = (amount: number, n: number) => ({ amount, at: day(n) });

const many = (version: number, message: string): Partial<StandardBatch> => ({
  customers: Array.from({ length: 1200 }, (_, at) =>
    standardCustomer({
      externalId: `C${at}`,
      sourceVersion: version,
      email: `c${at}@example.com`,
      phone: `+1212555${String(1000 + at)}`,
    }),
  ),
  leads: Array.from({ length: 1200 }, (_, at) =>
    standardLead({
      externalId: `L${at}`,
      customerExternalId: `C${at}`,
      sourceVersion: version,
      message: at < 700 ? message : 'same\t\\tab\nline',
    }),
  ),
  activities: Array.from({ length: 1200 }, (_, at) =>
    standardActivity({
      externalId: `A${at}`,
      leadExternalId: `L${at}`,
      sourceVersion: version,
    }),
  ),
});

describe('the lead store', () => {
  let room: LeadRoom;

  beforeAll(async () => {
    room = await leadRoom();
  });
  afterAll(() => room.database.drop());
  beforeEach(async () => {
    await room.open();
    room.jobs.sent.length = 0;
  });

  const store = (parts: Partial<StandardBatch>) =>
    room.inside((manager) => room.store.storeBatch(manager, room.dealershipId, batchOf(parts)));
  const list = () => room.inside((manager) => room.store.list(manager, room.dealershipId));
  const only = async () => (await list()).items[0]!;

  it('stores a lead with its customer, vehicle and activity, and opens it again', async () => {
    const counts = await store(whole());

    expect(counts).toMatchObject({
      inserted: 4,
      updated: 0,
      unchanged: 0,
      outcomesLearned: 0,
      orphans: [],
    });
    expect(await only()).toMatchObject({
      message: 'Is this still available?',
      customer: { name: 'Pat Doe', email: 'pat@example.com', phone: '+12125550142' },
      vehicle: { make: 'Honda', model: 'Civic', price: 15900 },
      outcome: 'OPEN',
      lastActivityAt: new Date('2026-03-01T11:00:00Z'),
    });
  });

  it('keeps nothing personal readable in the tables', async () => {
    await store(whole());

    const rows = await room.inside((manager) =>
      manager.query(`SELECT c::text AS row FROM customer c UNION ALL SELECT l::text FROM lead l`),
    );

    expect(JSON.stringify(rows)).not.toMatch(/Pat|example\.com|5550142|available/);
  });

  it('changes nothing when the same batch comes again', async () => {
    await store(whole());

    expect(await store(whole())).toMatchObject({ inserted: 0, updated: 0, unchanged: 4 });
  });

  it('lets the newest version win, whatever the order of arrival', async () => {
    await store({ leads: [standardLead({ sourceVersion: 5, message: 'newest' })] });

    expect(
      await store({ leads: [standardLead({ sourceVersion: 4, message: 'older' })] }),
    ).toMatchObject({ unchanged: 1 });
    expect(
      await store({ leads: [standardLead({ sourceVersion: 5, message: 'other' })] }),
    ).toMatchObject({ unchanged: 1 });
    expect((await only()).message).toBe('newest');
  });

  it('takes an echo under a newer version for no change, yet lets it outdate a late older one', async () => {
    await store({ leads: [standardLead({ sourceVersion: 1 })] });
    room.jobs.sent.length = 0;

    expect(await store({ leads: [standardLead({ sourceVersion: 3 })] })).toMatchObject({
      updated: 0,
      unchanged: 1,
    });
    expect(room.jobs.sent).toEqual([]);
    expect(
      await store({ leads: [standardLead({ sourceVersion: 2, message: 'late' })] }),
    ).toMatchObject({ unchanged: 1 });
    expect((await only()).message).toBe('Is this still available?');
  });

  it('takes a source without versions at its word', async () => {
    await store({ leads: [standardLead({ sourceVersion: 0 })] });

    expect(await store({ leads: [standardLead({ sourceVersion: 0 })] })).toMatchObject({
      unchanged: 1,
    });
    expect(
      await store({ leads: [standardLead({ sourceVersion: 0, message: 'now' })] }),
    ).toMatchObject({ updated: 1 });
  });

  it('lets the last record of a batch win and counts the others as unchanged', async () => {
    const counts = await store({
      leads: [standardLead({ message: 'first' }), standardLead({ message: 'last' })],
    });

    expect(counts).toMatchObject({ inserted: 1, unchanged: 1 });
    expect((await only()).message).toBe('last');
  });

  it('links a lead to a customer and a vehicle that come later', async () => {
    await store({ leads: [standardLead()] });
    expect(await only()).toMatchObject({ customer: null, vehicle: null });
    room.jobs.sent.length = 0;

    await store({ customers: [standardCustomer()], vehicles: [standardVehicle()] });

    expect(await only()).toMatchObject({
      customer: { name: 'Pat Doe' },
      vehicle: { model: 'Civic' },
    });
    expect(room.jobs.sent).toHaveLength(1);
  });

  it('finds the vehicle in stock by its VIN', async () => {
    await store({ vehicles: [standardVehicle({ vin: '1HGCM82633A004352' })] });
    await store({
      leads: [
        standardLead({
          vehicleExternalId: 'unknown',
          vehicleInterest: { vin: '1HGCM82633A004352' },
        }),
      ],
    });

    expect((await only()).vehicle).toMatchObject({ make: 'Honda' });
  });

  it('gives activities of unknown leads back and stores them when they come again', async () => {
    const orphan = standardActivity();
    expect(await store({ activities: [orphan] })).toMatchObject({
      inserted: 0,
      unchanged: 0,
      orphans: [orphan],
    });

    await store({ leads: [standardLead()] });

    expect(await store({ activities: [orphan] })).toMatchObject({ inserted: 1, orphans: [] });
  });

  it('learns an outcome once and keeps its history', async () => {
    await store({ leads: [standardLead()] });
    const sold = standardLead({
      sourceVersion: 2,
      outcome: 'WON',
      outcomeAt: day(9),
      crmStatus: 'Sold',
    });

    expect(await store({ leads: [sold] })).toMatchObject({ updated: 1, outcomesLearned: 1 });
    expect(
      await store({ leads: [{ ...sold, sourceVersion: 3, outcomeAt: day(12) }] }),
    ).toMatchObject({ updated: 0, outcomesLearned: 0 });
    expect(await only()).toMatchObject({ outcome: 'WON', outcomeAt: day(9) });
    expect(await history()).toEqual(['OPEN crm', 'WON crm']);
  });

  it('reopens a lead the CRM reopened', async () => {
    await store({ leads: [standardLead({ outcome: 'LOST', outcomeAt: day(3) })] });
    await store({ leads: [standardLead({ sourceVersion: 2, outcome: 'OPEN' })] });

    expect(await only()).toMatchObject({ outcome: 'OPEN', outcomeAt: null });
  });

  it('keeps the outcome of a lead whose source says nothing about it', async () => {
    await store({ leads: [standardLead({ outcome: 'LOST', outcomeAt: day(3) })] });
    const { outcome: _, ...silent } = standardLead({ sourceVersion: 2, message: 'x' });
    await store({ leads: [silent] });

    expect(await only()).toMatchObject({ outcome: 'LOST', message: 'x' });
  });

  it('lets what the desk recorded stand until the CRM says something new', async () => {
    await store({ leads: [standardLead()] });
    const { id } = await only();
    await room.inside((manager) =>
      room.store.recordOutcome(manager, { dealershipId: room.dealershipId, actor: 'staff:1' }, id, {
        outcome: 'LOST',
        at: day(5),
      }),
    );

    await store({ leads: [standardLead({ sourceVersion: 2, message: 'edited' })] });
    expect(await only()).toMatchObject({ outcome: 'LOST', message: 'edited' });

    await store({ leads: [standardLead({ sourceVersion: 3, outcome: 'WON', outcomeAt: day(8) })] });
    expect(await only()).toMatchObject({ outcome: 'WON' });
    expect(await history()).toEqual(['OPEN crm', 'LOST staff:1', 'WON crm']);
  });

  it('refuses a transition that makes no sense', async () => {
    await store({ leads: [standardLead({ outcome: 'WON', outcomeAt: day(3) })] });
    const { id } = await only();

    await expect(
      room.inside((manager) =>
        room.store.recordOutcome(
          manager,
          { dealershipId: room.dealershipId, actor: 'staff:1' },
          id,
          { outcome: 'STALE' },
        ),
      ),
    ).rejects.toMatchObject({ code: 'OUTCOME_TRANSITION' });
  });

  it('closes silent leads as of the day silence grew long, never those the CRM decided', async () => {
    await store({
      leads: [
        standardLead({ externalId: 'silent', arrivedAt: day(1) }),
        standardLead({ externalId: 'touched', arrivedAt: day(1), customerExternalId: 'C2' }),
        standardLead({
          externalId: 'lost',
          arrivedAt: day(1),
          customerExternalId: 'C3',
          outcome: 'LOST',
          outcomeAt: day(2),
        }),
      ],
      activities: [standardActivity({ leadExternalId: 'touched', occurredAt: day(20) })],
    });

    const closed = await room.inside((manager) =>
      room.store.closeSilent(manager, room.dealershipId, new Date('2026-04-01T12:00:00Z')),
    );

    expect(closed).toBe(1);
    const outcomes = Object.fromEntries(
      (await list()).items.map((lead) => [lead.externalId, lead.outcome]),
    );
    expect(outcomes).toEqual({ silent: 'STALE', touched: 'OPEN', lost: 'LOST' });
    expect((await list()).items.find((lead) => lead.externalId === 'silent')?.outcomeAt).toEqual(
      new Date(Date.UTC(2026, 2, 31, 10)),
    );
  });

  it('keeps a lead STALE while the CRM repeats itself and opens it when the customer answers', async () => {
    await store({ leads: [standardLead({ arrivedAt: day(1) })] });
    await room.inside((manager) =>
      room.store.closeSilent(manager, room.dealershipId, new Date('2026-04-01T12:00:00Z')),
    );

    await store({
      leads: [standardLead({ arrivedAt: day(1), sourceVersion: 2, message: 'touched up' })],
    });
    expect((await only()).outcome).toBe('STALE');

    await store({
      activities: [
        standardActivity({ direction: 'inbound', occurredAt: new Date('2026-04-02T08:00:00Z') }),
      ],
    });
    expect((await only()).outcome).toBe('OPEN');
  });

  it('excludes a repeat and counts its sale for the lead it repeats', async () => {
    await store({
      customers: [
        standardCustomer(),
        standardCustomer({ externalId: 'C2', email: 'other@example.com' }),
      ],
      vehicles: [standardVehicle()],
      leads: [
        standardLead(),
        standardLead({ externalId: 'L2', customerExternalId: 'C2', arrivedAt: day(4) }),
      ],
    });
    const outcomes = async () =>
      Object.fromEntries(
        (await list()).items.map((lead) => [lead.externalId, [lead.outcome, lead.excludedReason]]),
      );
    expect(await outcomes()).toEqual({ L1: ['OPEN', null], L2: ['EXCLUDED', 'duplicate'] });

    const counts = await store({
      leads: [
        standardLead({
          externalId: 'L2',
          customerExternalId: 'C2',
          arrivedAt: day(4),
          sourceVersion: 2,
          outcome: 'WON',
          outcomeAt: day(9),
        }),
      ],
    });

    expect(counts.outcomesLearned).toBe(1);
    expect(await outcomes()).toEqual({ L1: ['WON', null], L2: ['EXCLUDED', 'duplicate'] });
    expect((await list()).items.find((lead) => lead.externalId === 'L1')?.outcomeAt).toEqual(
      day(9),
    );
  });

  it('stores a price only when it changes', async () => {
    await store({ vehicles: [standardVehicle({ prices: [price(100_00, 1)] })] });
    await store({
      vehicles: [
        standardVehicle({ sourceVersion: 2, prices: [price(100_00, 2), price(95_00, 3)] }),
      ],
    });
    await store({ vehicles: [standardVehicle({ sourceVersion: 3, prices: [price(95_00, 4)] })] });

    const { stock } = await room.inside((manager) =>
      room.histories.market(manager, room.dealershipId),
    );

    expect(stock[0]?.prices).toEqual([price(100_00, 1), price(95_00, 3)]);
  });

  it('tells downstream of open leads whose story changed, and of no others', async () => {
    await store({
      leads: [
        standardLead(),
        standardLead({ externalId: 'L2', outcome: 'LOST', outcomeAt: day(3) }),
      ],
    });
    const { items } = await list();

    expect(room.jobs.leadIds()).toEqual([items.find((lead) => lead.outcome === 'OPEN')?.id]);
  });

  it('tells of an open lead whose vehicle became cheaper', async () => {
    await store(whole());
    room.jobs.sent.length = 0;

    await store({
      vehicles: [standardVehicle({ sourceVersion: 2, prices: [{ amount: 14_000, at: day(9) }] })],
    });

    expect(room.jobs.leadIds()).toEqual([(await only()).id]);
  });

  it('pages through leads newest first, each once', async () => {
    await store({
      leads: Array.from({ length: 7 }, (_, at) =>
        standardLead({
          externalId: `L${at}`,
          customerExternalId: `C${at}`,
          arrivedAt: day(1 + (at % 3)),
        }),
      ),
    });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await room.inside((manager) =>
        room.store.list(manager, room.dealershipId, { limit: 2, ...(cursor && { cursor }) }),
      );
      seen.push(...page.items.map((lead) => lead.externalId));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);

    expect(seen.toSorted()).toEqual(['L0', 'L1', 'L2', 'L3', 'L4', 'L5', 'L6']);
  });

  it.each(['nonsense', '', Buffer.from('["a","b"]').toString('base64url')])(
    'refuses the cursor %p',
    async (cursor) => {
      await expect(
        room.inside((manager) => room.store.list(manager, room.dealershipId, { cursor })),
      ).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
    },
  );

  it('records a touch once under one key', async () => {
    await store({ leads: [standardLead()] });
    const { id } = await only();
    const touch = () =>
      room.inside((manager) =>
        room.store.recordActivity(manager, room.dealershipId, id, {
          kind: 'call',
          direction: 'outbound',
          author: 'human',
          occurredAt: day(2),
          key: 'k1',
        }),
      );

    expect(await touch()).toBe(await touch());
    expect((await only()).lastActivityAt).toEqual(day(2));
  });

  it('merges a large batch the same way as a small one', async () => {
    expect(await store(many(1, 'one'))).toMatchObject({ inserted: 3600, orphans: [] });
    expect(await store(many(2, 'two'))).toMatchObject({
      inserted: 0,
      updated: 700,
      unchanged: 2900,
    });
    expect(new Set(room.jobs.sent.map(({ queue }) => queue))).toEqual(new Set([LEADS_CHANGED]));
    const messages = await room.inside(async (manager) => {
      const told: string[] = [];
      for await (const chunk of room.histories.all(manager, room.dealershipId))
        told.push(...chunk.map((one) => one.lead.message ?? ''));
      return told;
    });
    expect(messages.filter((one) => one === 'two')).toHaveLength(700);
    expect(messages.filter((one) => one === 'same\t\\tab\nline')).toHaveLength(500);
  });

  const history = async (): Promise<string[]> => {
    const rows = await room.inside((manager) =>
      manager.query<{ outcome: string; actor: string }[]>(
        'SELECT outcome, actor FROM lead_status ORDER BY id',
      ),
    );
    return rows.map((row) => `${row.outcome} ${row.actor}`);
  };
});

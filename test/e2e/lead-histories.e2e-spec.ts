import type { StandardBatch } from '#leads';
import {
  batchOf,
  standardActivity,
  standardCustomer,
  standardLead,
  standardVehicle,
} from '../factories/standard-records.js';
import { type LeadRoom, leadRoom } from '../support/lead-room.js';

const day = (n: number): Date => new Date(Date.UTC(2026, 2, n, 10));

describe('customers and histories', () => {
  let room: LeadRoom;

  beforeAll(async () => {
    room = await leadRoom();
  });
  afterAll(() => room.database.drop());
  beforeEach(() => room.open());

  const store = (parts: Partial<StandardBatch>) =>
    room.inside((manager) => room.store.storeBatch(manager, room.dealershipId, batchOf(parts)));
  const customers = () =>
    room.inside((manager) =>
      manager.query<{ id: string; external_id: string; into: string | null }[]>(
        `SELECT c.id, c.external_id, r.external_id AS "into" FROM customer c LEFT JOIN customer r ON r.id = c.merged_into ORDER BY c.external_id`,
      ),
    );
  const merges = async () =>
    Object.fromEntries((await customers()).map((one) => [one.external_id, one.into]));
  const histories = () =>
    room.inside(async (manager) => {
      const all = [];
      for await (const chunk of room.histories.all(manager, room.dealershipId)) all.push(...chunk);
      return all;
    });

  it('merges the same phone or address into the record seen first', async () => {
    await store({
      customers: [
        standardCustomer({ externalId: 'B', firstSeenAt: day(5), email: 'b@example.com' }),
      ],
    });
    await store({
      customers: [
        standardCustomer({
          externalId: 'A',
          firstSeenAt: day(2),
          phone: '+12125550199',
          email: 'b@example.com',
        }),
      ],
    });

    expect(await merges()).toEqual({ A: null, B: 'A' });
  });

  it('does not take everybody behind a shared phone for one person', async () => {
    await store({
      customers: Array.from({ length: 8 }, (_, at) =>
        standardCustomer({ externalId: `C${at}`, email: `c${at}@example.com` }),
      ),
    });

    expect(new Set(Object.values(await merges()))).toEqual(new Set([null]));
  });

  it('undoes a merge for good', async () => {
    await store({
      customers: [
        standardCustomer({ externalId: 'A', firstSeenAt: day(1) }),
        standardCustomer({ externalId: 'B', firstSeenAt: day(2) }),
        standardCustomer({ externalId: 'C', firstSeenAt: day(3) }),
      ],
    });
    expect(await merges()).toEqual({ A: null, B: 'A', C: 'A' });
    const { id } = (await customers())[0]!;

    await room.inside((manager) =>
      room.matching.unmerge(manager, { dealershipId: room.dealershipId, actor: 'staff:1' }, id),
    );
    await room.inside((manager) => room.matching.match(manager, room.dealershipId));

    expect(await merges()).toEqual({ A: null, B: null, C: 'B' });
  });

  it('lays out a lead with everything known of it, in order', async () => {
    await store({
      customers: [standardCustomer(), standardCustomer({ externalId: 'C2', firstSeenAt: day(9) })],
      vehicles: [
        standardVehicle({
          prices: [
            { amount: 15900, at: day(1) },
            { amount: 14900, at: day(6) },
          ],
        }),
      ],
      leads: [
        standardLead({ custom: { budget: 9000, hot: true } }),
        standardLead({
          externalId: 'L2',
          customerExternalId: 'C2',
          vehicleExternalId: 'V9',
          arrivedAt: day(9),
          outcome: 'LOST',
          outcomeAt: day(12),
        }),
      ],
      activities: [
        standardActivity({ externalId: 'A2', occurredAt: day(4), direction: 'inbound' }),
        standardActivity({ occurredAt: day(3) }),
      ],
    });

    const [first, second] = await histories();

    expect(first).toMatchObject({
      lead: {
        message: 'Is this still available?',
        custom: { budget: 9000, hot: true },
        arrivedAt: day(1),
      },
      customer: { emailKind: 'work', phoneKind: 'unknown' },
      vehicle: {
        make: 'Honda',
        prices: [
          { amount: 15900, at: day(1) },
          { amount: 14900, at: day(6) },
        ],
      },
      otherLeads: [{ id: second?.lead.id, arrivedAt: day(9), outcome: 'LOST', outcomeAt: day(12) }],
    });
    expect(first?.activities.map((one) => [one.direction, one.occurredAt])).toEqual([
      ['outbound', day(3)],
      ['inbound', day(4)],
    ]);
    expect(second).toMatchObject({
      vehicle: null,
      activities: [],
      otherLeads: [{ id: first?.lead.id, outcome: 'OPEN' }],
    });
    expect(
      await room.inside((manager) =>
        room.histories.one(manager, room.dealershipId, first?.lead.id ?? ''),
      ),
    ).toEqual(first);
  });

  it('leaves out what is excluded, from histories, outcomes and the market', async () => {
    await store({
      leads: [
        standardLead({ outcome: 'WON', outcomeAt: day(8) }),
        standardLead({
          externalId: 'S',
          arrivedAt: day(2),
          outcome: 'EXCLUDED',
          outcomeAt: day(2),
          excludedReason: 'service',
        }),
      ],
    });

    const { arrivals, timeZone } = await room.inside((manager) =>
      room.histories.market(manager, room.dealershipId),
    );
    const outcomes = await room.inside((manager) =>
      room.histories.outcomes(manager, room.dealershipId),
    );

    expect(await histories()).toHaveLength(1);
    expect([...arrivals]).toEqual([day(1).getTime()]);
    expect(timeZone).toBe('America/Chicago');
    expect(outcomes).toEqual([
      expect.objectContaining({
        outcome: 'WON',
        outcomeAt: day(8),
        recordedAt: expect.any(Date) as Date,
      }),
    ]);
  });

  it('gives every lead once, in chunks', async () => {
    await store({
      leads: Array.from({ length: 4500 }, (_, at) =>
        standardLead({
          externalId: `L${at}`,
          customerExternalId: `C${at}`,
          arrivedAt: day(1 + (at % 5)),
        }),
      ),
    });

    const all = await histories();

    expect(new Set(all.map((one) => one.lead.id)).size).toBe(4500);
  });
});

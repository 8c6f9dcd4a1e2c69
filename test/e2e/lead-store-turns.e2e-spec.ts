import { EventEmitter, once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { batchOf, standardCustomer, standardLead } from '../factories/standard-records.js';
import { type LeadRoom, leadRoom } from '../support/lead-room.js';
import type { StandardBatch } from '#leads';

const arrival = (n: number, changes: Partial<ReturnType<typeof standardCustomer>> = {}) =>
  batchOf({
    customers: [
      standardCustomer({
        externalId: `C${n}`,
        email: `c${n}@example.com`,
        phone: `+1212555${String(1000 + n)}`,
        ...changes,
      }),
    ],
    leads: [
      standardLead({
        externalId: `L${n}`,
        customerExternalId: `C${n}`,
        arrivedAt: new Date(Date.UTC(2026, 2, 1, 10, n)),
        vehicleInterest: { make: 'Honda', model: 'Civic' },
      }),
    ],
  });

const manyLeads = (): StandardBatch =>
  batchOf({
    leads: Array.from({ length: 60 }, (_, at) => standardLead({ externalId: `B${at}` })),
  });

/** A transaction that has stored a batch and stays open until told to commit. */
interface Held {
  stored: Promise<unknown>;
  commit(): Promise<void>;
}

const waits = async (work: Promise<unknown>, ms = 300): Promise<boolean> =>
  Promise.race([work.then(() => false), setTimeout(ms, true, { ref: false })]);

describe('batches of one dealership stored side by side', () => {
  let room: LeadRoom;

  beforeAll(async () => {
    room = await leadRoom();
  });
  afterAll(() => room.database.drop());
  beforeEach(async () => {
    await room.open();
  });

  const store = (batch: StandardBatch) =>
    room.inside((manager) => room.store.storeBatch(manager, room.dealershipId, batch));

  const hold = (batch: StandardBatch): Held => {
    const commits = new EventEmitter();
    const committed = once(commits, 'now');
    let done = Promise.resolve();
    const stored = new Promise<void>((storing, failed) => {
      done = room.inside(async (manager) => {
        await room.store.storeBatch(manager, room.dealershipId, batch);
        storing();
        await committed;
      });
      done.catch(failed);
    });
    return {
      stored,
      commit: () => {
        commits.emit('now');
        return done;
      },
    };
  };

  const ask = <T>(sql: string) => room.inside((manager) => manager.query<T[]>(sql));

  it('keeps the lead of one new person waiting for no other new person', async () => {
    const first = hold(arrival(1));
    await first.stored;

    expect(await waits(store(arrival(2)), 10_000)).toBe(false);

    await first.commit();
  });

  it('makes the same person wait, and finds the repeat', async () => {
    const first = hold(arrival(1));
    await first.stored;
    const second = store(arrival(2, { phone: '+12125551001' }));
    expect(await waits(second)).toBe(true);
    await first.commit();
    await second;

    expect(await ask('SELECT external_id, excluded_reason FROM lead ORDER BY external_id')).toEqual(
      [
        { external_id: 'L1', excluded_reason: null },
        { external_id: 'L2', excluded_reason: 'duplicate' },
      ],
    );
    expect(
      await ask('SELECT external_id FROM customer WHERE merged_into IS NOT NULL'),
    ).toHaveLength(1);
  });

  it('links a lead to its customer when both are being stored at once', async () => {
    const { customers, leads } = arrival(1);
    const lead = hold(batchOf({ leads }));
    await lead.stored;
    const customer = store(batchOf({ customers }));
    expect(await waits(customer)).toBe(true);
    await lead.commit();
    await customer;

    expect(await ask('SELECT 1 FROM lead WHERE customer_id IS NOT NULL')).toHaveLength(1);
  });

  it('takes turns of those who reach stored records, whoever they are', async () => {
    await store(arrival(1));
    await store(arrival(2));
    const again = (n: number) => arrival(n + 10, { phone: `+1212555${1000 + n}` });
    const first = hold(again(1));
    await first.stored;
    const second = store(again(2));

    expect(await waits(second)).toBe(true);

    await first.commit();
    await second;
  });

  it('gives a large batch and the desk the dealership to themselves', async () => {
    const small = hold(arrival(1));
    await small.stored;
    const large = store(manyLeads());
    expect(await waits(large)).toBe(true);
    await small.commit();
    await large;

    const held = hold(manyLeads());
    await held.stored;
    const late = store(arrival(2));
    expect(await waits(late)).toBe(true);
    await held.commit();
    await late;
  });

  it('stores every one of many that come at once', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        store(arrival(n, { phone: `+1212555${1000 + (n % 9)}` })),
      ),
    );

    expect(await ask('SELECT 1 FROM lead')).toHaveLength(40);
    const persons = await ask<{ n: number }>(
      'SELECT count(*)::int AS n FROM customer WHERE merged_into IS NULL',
    );
    expect(persons).toEqual([{ n: 9 }]);
    // One step from every record to the person it is.
    expect(
      await ask(
        'SELECT 1 FROM customer c JOIN customer o ON o.id = c.merged_into WHERE o.merged_into IS NOT NULL',
      ),
    ).toEqual([]);
  });
});

import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { Metrics } from '../observability/metrics.js';
import { Jobs } from './jobs.js';

const eventually = async (condition: () => boolean): Promise<void> => {
  for (let attempt = 0; !condition(); attempt += 1) {
    if (attempt > 400) throw new Error('It never came to be.');
    await new Promise((wake) => setTimeout(wake, 25));
  }
};

describe(Jobs.name, () => {
  let database: TestDatabase;
  const open: Jobs[] = [];

  const jobs = (works = true): Jobs => {
    const made = new Jobs(
      { databaseUrl: database.url, poolSize: 4, listen: true, works },
      new Metrics(),
    );
    open.push(made);
    return made;
  };

  beforeAll(async () => {
    database = await testDatabase();
  });

  afterEach(async () => {
    for (const made of open.splice(0)) await made.onModuleDestroy();
  });

  afterAll(() => database.drop());

  it('hands a job that was sent by one replica to another', async () => {
    const got: string[] = [];
    const worker = jobs();
    worker.work<{ leadId: string }>('greet', { concurrency: 1 }, async ({ leadId }) => {
      got.push(leadId);
    });
    const api = jobs(false);
    api.work('greet', { concurrency: 1 }, async () => {
      throw new Error('an api replica works no jobs');
    });
    await Promise.all([worker.onApplicationBootstrap(), api.onApplicationBootstrap()]);

    await api.send('greet', { leadId: 'a' });

    await eventually(() => got.length === 1);
    expect(got).toEqual(['a']);
  });

  it('leaves no job behind when the transaction it was sent in rolls back', async () => {
    const sender = jobs(false);
    sender.work('rolled-back', { concurrency: 1 }, () => Promise.resolve());
    await sender.onApplicationBootstrap();

    await database.dataSource
      .transaction(async (manager) => {
        await sender.send('rolled-back', { leadId: 'a' }, { manager });
        throw new Error('changed my mind');
      })
      .catch(() => undefined);
    await database.dataSource.transaction((manager) =>
      sender.send('rolled-back', { leadId: 'b' }, { manager }),
    );

    const rows = await database.dataSource.query(
      `SELECT data->>'leadId' AS lead FROM pgboss.job WHERE name = 'rolled-back'`,
    );
    expect(rows).toEqual([{ lead: 'b' }]);
  });

  it('keeps one waiting job per key', async () => {
    const sender = jobs(false);
    sender.work('keyed', { concurrency: 1 }, () => Promise.resolve());
    await sender.onApplicationBootstrap();

    await sender.sendMany('keyed', [
      { data: { n: 1 }, key: 'same' },
      { data: { n: 2 }, key: 'same' },
      { data: { n: 3 }, key: 'other' },
    ]);

    const rows = await database.dataSource.query(`SELECT 1 FROM pgboss.job WHERE name = 'keyed'`);
    expect(rows).toHaveLength(2);
  });

  it('is sent the same keys in any order by many transactions at once', async () => {
    const sender = jobs(false);
    sender.work('in-order', { concurrency: 1 }, () => Promise.resolve());
    await sender.onApplicationBootstrap();
    const items = Array.from({ length: 400 }, (_, n) => ({ data: { n }, key: `key-${n}` }));

    for (let round = 0; round < 5; round += 1) {
      await Promise.all(
        [items, items.toReversed(), items, items.toReversed()].map((some) =>
          database.dataSource.transaction((manager) =>
            sender.sendMany('in-order', some, { manager }),
          ),
        ),
      );
      await database.dataSource.query(`DELETE FROM pgboss.job WHERE name = 'in-order'`);
    }

    expect((await sender.backlog()).map(({ waiting }) => waiting)).toEqual([0]);
  });

  it('works off what was sent at once without waiting between jobs', async () => {
    let done = 0;
    const worker = jobs();
    worker.work('many', { concurrency: 2 }, async () => {
      done += 1;
    });
    await worker.onApplicationBootstrap();

    await worker.sendMany(
      'many',
      Array.from({ length: 40 }, (_, n) => ({ data: { n } })),
    );

    await eventually(() => done === 40);
    expect(done).toBe(40);
  });

  it('hands waiting jobs over together, and keeps none back for a bad one among them', async () => {
    const done = new Set<number>();
    let most = 0;
    let refused = 0;
    const worker = jobs();
    worker.workTogether<{ n: number }>(
      'together',
      { concurrency: 1, together: 20, retryLimit: 0 },
      async (batch) => {
        most = Math.max(most, batch.length);
        if (batch.some(({ n }) => n === 7)) throw new Error(`bad (${(refused += 1)})`);
        for (const { n } of batch) done.add(n);
      },
    );
    const sender = jobs(false);
    sender.workTogether('together', { concurrency: 1, together: 20, retryLimit: 0 }, async () => {
      throw new Error('an api replica works no jobs');
    });
    await sender.onApplicationBootstrap();
    await sender.sendMany(
      'together',
      Array.from({ length: 20 }, (_, n) => ({ data: { n } })),
    );
    await worker.onApplicationBootstrap();

    await eventually(() => done.size === 19);
    expect(most).toBe(20);
    expect(done.has(7)).toBe(false);
    expect(refused).toBe(2);
  });

  it('tries a failed job again', async () => {
    let attempts = 0;
    const worker = jobs();
    worker.work('flaky', { concurrency: 1, retryDelaySeconds: 1 }, async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('not yet');
    });
    await worker.onApplicationBootstrap();

    await worker.send('flaky', {});

    await eventually(() => attempts === 2);
    expect(attempts).toBe(2);
  });

  it('hands over together what comes within the gathering time', async () => {
    const rounds: number[] = [];
    const worker = jobs();
    worker.workTogether<{ leadId: string }>(
      'gathered',
      { concurrency: 1, together: 50, gatherMs: 400 },
      (leads) => {
        rounds.push(leads.length);
        return Promise.resolve();
      },
    );
    await worker.onApplicationBootstrap();

    await worker.send('gathered', { leadId: 'first' });
    await eventually(() => rounds.length === 1);
    for (const leadId of ['a', 'b', 'c']) await worker.send('gathered', { leadId });
    await eventually(() => rounds.length > 1);

    expect(rounds).toEqual([1, 3]);
  });

  it("enqueues inside a tenant's transaction, and leaves the tenant's role in force", async () => {
    const role = 'pg_read_all_data';
    const sender = jobs(false);
    sender.work('as-tenant', { concurrency: 1 }, () => Promise.resolve());
    await sender.onApplicationBootstrap();

    const after = await database.dataSource.transaction(async (manager) => {
      await manager.query(`SET LOCAL ROLE ${role}`);
      manager.queryRunner!.data['role'] = role;
      await sender.send('as-tenant', { word: "it's $1; DROP TABLE lead; --\\" }, { manager });
      return manager.query<[{ role: string }]>('SELECT current_user AS role');
    });

    expect(after).toEqual([{ role }]);
    const waiting = (await sender.backlog()).find(({ queue }) => queue === 'as-tenant');
    expect(waiting?.waiting).toBe(1);
  });
});

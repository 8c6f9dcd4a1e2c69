import { randomUUID } from 'node:crypto';
import { type Dealership, Directory, StaffDirectory, Tenancy, Vault } from '#access';
import { Clock } from '#platform';
import type { EntityManager } from 'typeorm';
import { NoticeReader } from '../../src/web/live/notice-reader.js';
import { BandHistory } from '../../src/web/worklist/band-history.js';
import type { WorklistQueryDto } from '../../src/web/worklist/worklist.dto.js';
import { Worklist } from '../../src/web/worklist/worklist.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import type { Outlooks } from '#prediction';

const NOW = new Date('2026-05-04T16:00:00Z');
const minutesAgo = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);
const daysAgo = (days: number): Date => minutesAgo(days * 1440);
const CONNECTION = randomUUID();

class FixedClock extends Clock {
  now(): Date {
    return NOW;
  }
}

/** What may come of a lead is prediction's to say, and tested there. */
const noOutlooks = { of: async () => ({ actions: [], changes: [] }) } as unknown as Outlooks;

describe('The worklist', () => {
  let database: TestDatabase;
  let tenancy: Tenancy;
  let vault: Vault;
  let worklist: Worklist;
  let staff: StaffDirectory;
  let here: Dealership;
  let elsewhere: Dealership;
  let modelVersionId: string;

  beforeAll(async () => {
    database = await testDatabase();
    const directory = new Directory(database.dataSource);
    tenancy = new Tenancy(database.dataSource, directory);
    vault = new Vault('a secret key for tests, long enough');
    const clock = new FixedClock();
    staff = new StaffDirectory(database.dataSource, vault);
    worklist = new Worklist(
      tenancy,
      directory,
      vault,
      new BandHistory(clock, tenancy),
      noOutlooks,
      staff,
      clock,
    );
    const { dealerships } = await directory.provision({
      key: 'north',
      name: 'North Group',
      timeZone: 'America/Denver',
      dealerships: [rooftop('north-main'), rooftop('north-lake')],
      trainAt: '02:15',
    });
    [here, elsewhere] = dealerships as [Dealership, Dealership];
    modelVersionId = await champion(7);
  });

  afterAll(() => database.drop());
  beforeEach(() => clear());

  it('ranks open leads by score and puts those nobody scored after them', async () => {
    const cool = await lead({ score: 0.02 });
    const unscored = await lead({});
    const hot = await lead({ score: 0.31 });
    await lead({ score: 0.9, outcome: 'WON' });

    const { leads, summary } = await page({});

    expect(leads.map(({ leadId }) => leadId)).toEqual([hot, cool, unscored]);
    expect(leads.map(({ likelihood }) => likelihood?.percent)).toEqual([31, 2, undefined]);
    expect(summary).toMatchObject({
      open: 3,
      unscored: 1,
      hot: 1,
      cool: 1,
      modelNumber: 7,
      simulated: true,
    });
  });

  it('pages through every lead once, equal scores and unscored ones included', async () => {
    const all = new Set<string>();
    for (const score of [0.3, 0.2, 0.2, 0.2, 0.1, undefined, undefined, undefined])
      all.add(await lead({ score }));

    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const next = await page({ limit: 3, ...(cursor ? { cursor } : {}) });
      seen.push(...next.leads.map(({ leadId }) => leadId));
      cursor = next.nextCursor;
    } while (cursor);

    expect(seen).toHaveLength(all.size);
    expect(new Set(seen)).toEqual(all);
  });

  it('refuses a cursor it did not give out', async () => {
    await expect(page({ cursor: 'bm90IG91cnM' })).rejects.toMatchObject({
      code: 'CURSOR_NOT_OURS',
    });
    await expect(
      page({ cursor: Buffer.from('[0.5, "x"]').toString('base64url') }),
    ).rejects.toMatchObject({ code: 'CURSOR_NOT_OURS' });
  });

  it('keeps only the band asked for', async () => {
    await lead({ score: 0.31 });
    const warm = await lead({ score: 0.1 });
    await lead({});

    const { leads } = await page({ band: 'warm' });

    expect(leads.map(({ leadId }) => leadId)).toEqual([warm]);
  });

  it('keeps the promise running until a person answers', async () => {
    const waiting = await lead({ score: 0.4, arrivedAt: minutesAgo(11) });
    await activity(waiting, 'outbound', 'automatic', 10);
    await activity(waiting, 'inbound', 'human', 9);
    const answered = await lead({ score: 0.3, arrivedAt: minutesAgo(50) });
    await activity(answered, 'outbound', 'human', 30);
    await lead({ score: 0.2, arrivedAt: minutesAgo(20) });

    const { leads, summary } = await page({});

    expect(leads.map(({ promise }) => promise.minutesLeft)).toEqual([4, null, -5]);
    expect(leads[1]?.promise.answeredAfterMinutes).toBe(20);
    expect(summary).toMatchObject({ waiting: 2, overPromise: 1 });
    expect((await page({ waiting: true })).leads).toHaveLength(2);
  });

  it('shows the way a score moved, in whole percents', async () => {
    const risen = await lead({ score: 0.31 });
    await prediction(risen, 0.22, minutesAgo(90));
    const still = await lead({ score: 0.202 });
    await prediction(still, 0.2, minutesAgo(90));
    await lead({ score: 0.1 });

    const { leads } = await page({});

    expect(leads.map(({ likelihood }) => likelihood?.trend)).toEqual(['up', 'same', null]);
  });

  it('names the vehicle, its price now and the cut since the message', async () => {
    const vehicleId = await vehicle([
      [26_995, 10],
      [25_995, 1],
      [24_000, -1],
    ]);
    await lead({ score: 0.3, arrivedAt: daysAgo(3), vehicleId });

    const [shown] = (await page({})).leads;

    expect(shown?.vehicle).toEqual({
      line: '2021 Toyota RAV4 XLE',
      price: 25_995,
      currency: 'USD',
      cut: 1_000,
      cutAt: daysAgo(1),
      sold: false,
    });
  });

  it('opens the contact and the first line, and gives two reasons for and one against', async () => {
    await lead({ score: 0.3, message: '\n Can I come Saturday?\nThanks' });

    const [shown] = (await page({})).leads;

    expect(shown?.customer).toEqual({ name: 'Dana Reyes', phone: '+13035550142', email: null });
    expect(shown?.firstLine).toBe('Can I come Saturday?');
    expect(shown?.reasons.map(({ direction }) => direction)).toEqual(['for', 'for', 'against']);
    expect(shown?.reasons[0]?.phrase).toBe('Asked to visit or test-drive');
  });

  it('tells what a band has meant, from scores old enough to have settled', async () => {
    for (let n = 0; n < 24; n += 1) {
      const outcome = n % 4 === 0 ? 'WON' : n % 2 ? 'OPEN' : 'LOST';
      await prediction(await lead({ outcome }), 0.3, daysAgo(60));
    }
    await prediction(await lead({ outcome: 'WON' }), 0.3, daysAgo(2));

    const fresh = new Worklist(
      tenancy,
      new Directory(database.dataSource),
      vault,
      new BandHistory(new FixedClock(), tenancy),
      noOutlooks,
      staff,
      new FixedClock(),
    );
    const { summary } = await fresh.page(tenant(), query({}));

    expect(summary.bandHistory).toEqual([{ band: 'hot', leads: 24, won: 6, settledAfterDays: 30 }]);
  });

  it("tells a lead's whole story", async () => {
    const vehicleId = await vehicle([
      [26_995, 10],
      [25_995, 1],
    ]);
    const leadId = await lead({ score: 0.31, arrivedAt: daysAgo(3), vehicleId, message: 'Hello' });
    await prediction(leadId, 0.2, daysAgo(2));
    await activity(leadId, 'outbound', 'human', 60);
    await status(leadId, 'OPEN', 'arrived', 4320);
    await status(leadId, 'OPEN', 'called back', 30);

    const panel = await worklist.lead(tenant(), leadId);

    expect(panel.scores.map(({ percent }) => percent)).toEqual([20, 31]);
    expect(panel.timeline.map(({ kind }) => kind)).toEqual([
      'outcome',
      'activity',
      'price',
      'arrived',
    ]);
    expect(panel.timeline[2]).toMatchObject({ price: 25_995, previousPrice: 26_995 });
    const points = [...panel.reasonsFor, ...panel.reasonsAgainst].map((one) => one.points);
    const sum = points.reduce((total, one) => total + one, panel.otherPoints);
    expect((panel.usualPercent ?? 0) + sum).toBeCloseTo(31, 0);
    expect(panel.message).toBe('Hello');
    expect(panel.modelNumber).toBe(7);
  });

  it("shows nothing of another dealership's leads", async () => {
    const leadId = await lead({ score: 0.3 });
    const other = { groupId: here.groupId, dealershipId: elsewhere.id };

    expect((await worklist.page(other, query({}))).leads).toEqual([]);
    await expect(worklist.lead(other, leadId)).rejects.toMatchObject({ code: 'LEAD_NOT_FOUND' });
  });

  it('notices each new score and outcome once, and says so when there are very many', async () => {
    const leadId = await lead({ score: 0.3 });
    const reader = new NoticeReader(NOW);
    const read = () => tenancy.asDealership(here.id, (manager) => reader.next(manager));
    await read();

    await prediction(leadId, 0.35, new Date(NOW.getTime() + 1000));
    expect(await read()).toEqual([{ leadId, kind: 'scored' }]);
    expect(await read()).toEqual([]);
    await prediction(leadId, 0.36, new Date(NOW.getTime() - 5000));
    expect(await read()).toEqual([{ leadId, kind: 'scored' }]);

    const later = new Date(NOW.getTime() + 3000);
    for (let n = 0; n < 201; n += 1) await prediction(leadId, 0.3, later);
    expect(await read()).toEqual([{ leadId: null, kind: 'many' }]);
  });

  const tenant = () => ({ groupId: here.groupId, dealershipId: here.id });
  const page = (asked: Partial<WorklistQueryDto>) => worklist.page(tenant(), query(asked));

  /** Inserts a row of this dealership through Tenancy; columns by name. @returns its id. */
  async function insert(table: string, columns: Record<string, unknown>): Promise<string> {
    const row = { dealership_id: here.id, ...columns };
    const names = Object.keys(row);
    const places = names.map((_, index) => `$${index + 1}`);
    await within((manager) =>
      manager.query(
        `INSERT INTO ${table} (${names.join(', ')}) VALUES (${places.join(', ')})`,
        Object.values(row),
      ),
    );
    return String(columns['id']);
  }

  const within = <T>(work: (manager: EntityManager) => Promise<T>): Promise<T> =>
    tenancy.asDealership(here.id, work);

  async function lead(given: {
    score?: number | undefined;
    outcome?: string;
    arrivedAt?: Date;
    vehicleId?: string;
    message?: string;
  }): Promise<string> {
    const outcome = given.outcome ?? 'OPEN';
    const customerId = await insert('customer', {
      ...external(),
      name_sealed: vault.seal(here.id, 'Dana Reyes'),
      phone_sealed: vault.seal(here.id, '+13035550142'),
      first_seen_at: daysAgo(90),
    });
    const leadId = await insert('lead', {
      ...external(),
      arrived_at: given.arrivedAt ?? minutesAgo(5),
      customer_id: customerId,
      vehicle_id: given.vehicleId ?? null,
      message_sealed: given.message === undefined ? null : vault.seal(here.id, given.message),
      outcome,
      outcome_at: outcome === 'OPEN' ? null : minutesAgo(1),
    });
    if (given.score !== undefined) {
      const predictionId = await prediction(leadId, given.score, minutesAgo(2));
      await insert('current_score', {
        lead_id: leadId,
        prediction_id: predictionId,
        score: given.score,
      });
    }
    return leadId;
  }

  function prediction(leadId: string, score: number, madeAt: Date): Promise<string> {
    return insert('prediction', {
      id: randomUUID(),
      lead_id: leadId,
      model_version_id: modelVersionId,
      cutoff: madeAt,
      made_at: madeAt,
      log_odds: Math.log(score / (1 - score)),
      score,
      lower: score * 0.8,
      upper: score * 1.2,
      band: score >= 0.15 ? 'hot' : score >= 0.06 ? 'warm' : 'cool',
      reasons: JSON.stringify({
        bias: -2.4,
        contributions: {},
        for: [
          reason('Asked to visit or test-drive: speaks strongly for a sale.', 0.9),
          reason('Can be called: speaks for a sale.', 0.4),
          reason('Is new here: speaks a little for a sale.', 0.05),
        ],
        against: [
          reason('Is 50-100 km away: speaks against a sale.', -0.3),
          reason('Offers no trade-in: speaks a little against a sale.', -0.05),
        ],
      }),
      features: {},
    });
  }

  async function vehicle(prices: [amount: number, daysBefore: number][]): Promise<string> {
    const id = await insert('vehicle', {
      ...external(),
      year: 2021,
      make: 'Toyota',
      model: 'RAV4',
      trim: 'XLE',
      currency: 'USD',
    });
    for (const [amount, days] of prices)
      await insert('vehicle_price', { vehicle_id: id, effective_at: daysAgo(days), amount });
    return id;
  }

  const activity = (leadId: string, direction: string, author: string, minutes: number) =>
    insert('activity', {
      ...external(),
      lead_id: leadId,
      kind: 'call',
      direction,
      author,
      occurred_at: minutesAgo(minutes),
    });

  const status = (leadId: string, outcome: string, why: string, minutes: number) =>
    insert('lead_status', {
      lead_id: leadId,
      outcome,
      reason: why,
      occurred_at: minutesAgo(minutes),
      recorded_at: minutesAgo(minutes),
      actor: 'system',
    });

  async function champion(number: number): Promise<string> {
    const id = randomUUID();
    await tenancy.asGroup(here.groupId, async (manager) => {
      await manager.query(
        `INSERT INTO model_version (group_id, id, number, family, artifact, artifact_hash,
           feature_schema, metrics, data_hash, seed, code_version, created_at)
         VALUES ($1, $2, $3, 'logistic', '', '', '[]', '{}', '', 1, '', $4)`,
        [here.groupId, id, number, daysAgo(100)],
      );
      await manager.query(
        `INSERT INTO promotion (group_id, model_version_id, promoted_at, promoted_by, reason)
         VALUES ($1, $2, $3, 'system', 'first')`,
        [here.groupId, id, daysAgo(100)],
      );
    });
    return id;
  }

  const clear = () =>
    within(async (manager) => {
      for (const table of ['current_score', 'prediction', 'activity', 'lead_status', 'lead'])
        await manager.query(`DELETE FROM ${table}`);
    });
});

const query = (asked: Partial<WorklistQueryDto>): WorklistQueryDto => ({
  limit: 50,
  outcome: 'OPEN',
  ...asked,
});

const external = () => ({
  id: randomUUID(),
  connection_id: CONNECTION,
  external_id: randomUUID(),
});

const reason = (sentence: string, logOdds: number) => ({ feature: 'any', sentence, logOdds });

const rooftop = (key: string) => ({
  key,
  name: key,
  timeZone: 'America/Denver',
  country: 'US',
  currency: 'USD',
  simulated: true,
  staleAfterDays: 30,
  horizonDays: 90,
  responsePromiseMinutes: 15,
  bands: { hot: 0.15, warm: 0.06 },
  connections: [],
  repsSeeUnassigned: true,
});

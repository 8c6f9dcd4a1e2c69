import { Directory } from '#access';
import { NoticeReader } from '../../src/web/live/notice-reader.js';
import { BandHistory } from '../../src/web/worklist/band-history.js';
import { Worklist } from '../../src/web/worklist/worklist.js';
import {
  daysAgo,
  deskRoom,
  FixedClock,
  minutesAgo,
  noOutlooks,
  NOW,
  query,
} from '../support/desk-room.js';

describe('The worklist', () => {
  const { begin, end, at, clear, tenant, page, lead, prediction, vehicle, activity, status } =
    deskRoom();

  beforeAll(begin);
  afterAll(end);
  beforeEach(clear);

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

    expect(leads.map(({ promise }) => promise.minutesLeft)).toEqual([4, -5, null]);
    expect(leads[2]?.promise).toMatchObject({ answeredAfterMinutes: 20, kept: false });
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
      at().tenancy,
      new Directory(at().database.dataSource),
      at().vault,
      new BandHistory(new FixedClock(), at().tenancy),
      noOutlooks,
      at().staff,
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

    const panel = await at().worklist.lead(tenant(), leadId);

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
    const other = { groupId: at().here.groupId, dealershipId: at().elsewhere.id };

    expect((await at().worklist.page(other, query({}))).leads).toEqual([]);
    await expect(at().worklist.lead(other, leadId)).rejects.toMatchObject({
      code: 'LEAD_NOT_FOUND',
    });
  });

  it('notices each new score and outcome once, and says so when there are very many', async () => {
    const leadId = await lead({ score: 0.3 });
    const reader = new NoticeReader(NOW);
    const read = () => at().tenancy.asDealership(at().here.id, (manager) => reader.next(manager));
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
});

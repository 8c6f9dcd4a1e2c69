import { setTimeout as sleep } from 'node:timers/promises';
import type { DatasetCounts } from '#training';
import { LeadJourney, type Way } from './lead-journey.js';

const WAYS: Way[] = ['adf', 'json', 'pull'];
const silent = (): void => undefined;

describe('a lead', () => {
  let journey: LeadJourney;
  let before: Partial<DatasetCounts>;
  let leadsBefore: number;

  const leadCount = async (): Promise<number> => {
    const [row] = await journey.ask<[{ n: number }]>('SELECT count(*)::int AS n FROM lead');
    return row.n;
  };
  const likelihoodOnDesk = async (leadId: string): Promise<number> => {
    const response = await fetch(`${journey.test.url}/v1/worklist/${leadId}`, {
      headers: { authorization: `Bearer ${journey.apiKey}` },
    });
    const { likelihood } = (await response.json()) as { likelihood: { percent: number } };
    return likelihood.percent;
  };
  const learn = async (): Promise<Partial<DatasetCounts>> =>
    (await journey.loop.train('journey', silent)).counts;

  beforeAll(async () => {
    // One connection for requests and jobs alike: whoever holds it and waits for another would wait for ever.
    journey = await LeadJourney.begin({ env: { DATABASE_POOL_SIZE: 1 } });
    before = await learn();
    leadsBefore = await leadCount();
    for (const way of WAYS) journey.arrive(way);
  }, 300_000);

  afterAll(() => journey.end());

  it.each(WAYS)('that comes by %s is scored, explained and written back', async (way) => {
    expect(await journey.tell(way)).toBe(200);

    const { id, outcome, score, logOdds, reasons } = await journey.scored(way);

    const sum = Object.values(reasons.contributions).reduce((a, b) => a + b, reasons.bias);
    expect(outcome).toBe('OPEN');
    expect(score).toBeGreaterThan(0);
    expect(score).toBeLessThan(1);
    expect(Math.abs(sum - logOdds)).toBeLessThan(1e-6);
    // It may be scored again as more of it comes in; what moves by less than five points is not told.
    const apart = async (): Promise<number> =>
      Math.abs((await journey.likelihoodInCrm(way)) - (await likelihoodOnDesk(id)));
    for (let asked = 0; asked < 200 && (await apart()) >= 5; asked += 1) await sleep(100);
    expect(await apart()).toBeLessThan(5);
  });

  it('is one lead, however often and in however many ways it is told of', async () => {
    for (const way of [...WAYS, ...WAYS.toReversed()]) await journey.tell(way);

    expect(await leadCount()).toBe(leadsBefore + 3);
  });

  it('brings its outcome back, and is in the next training set once', async () => {
    journey.live.sell(journey.arrived.get('adf')!.lead.id);
    journey.live.lose(journey.arrived.get('json')!.lead.id);
    journey.live.sell(journey.arrived.get('pull')!.lead.id);

    const learned = await journey.loop.pull(silent);
    for (const way of WAYS) await journey.tell(way);
    const after = await learn();

    const outcomes = await Promise.all(
      WAYS.map(async (way) => (await journey.scored(way)).outcome),
    );
    expect(outcomes).toEqual(['WON', 'LOST', 'WON']);
    expect(learned.outcomesLearned).toBe(3);
    expect(after.won! - before.won!).toBe(2);
    expect(after.lost! - before.lost!).toBe(1);
    expect(await leadCount()).toBe(leadsBefore + 3);
  });
});

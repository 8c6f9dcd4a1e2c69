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
    const inCrm = await journey.likelihoodInCrm(way);
    expect(await journey.percents(id)).toContain(inCrm);
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

import { Drift, type DriftOf } from '#feedback';
import type { StandardLead } from '#leads';
import { batchOf } from '../factories/standard-records.js';
import { EAGER, inventedHistory, loopRoom, type LoopRoom } from '../support/loop-room.js';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Of 700 days: one lead a day. */
const LEADS = 700;
/** So many leads that chance alone moves nothing by a tenth. */
const ALIKE_DAYS = 300;
const OTHER_DAYS = 100;

const stability = ({ features }: DriftOf, name: string): string | undefined =>
  features.find(({ feature }) => feature === name)?.stability;

describe('Drift', () => {
  let room: LoopRoom;
  let drift: Drift;

  beforeAll(async () => {
    room = await loopRoom();
    drift = new Drift(room.tenancy, room.directory, room.registry, room.clock);
  });

  afterAll(() => room.database.drop());

  /** Open leads of the days to come, made as the history was. */
  function coming(days: number, seed: number): StandardLead[] {
    const from = room.clock.time;
    const until = new Date(from.getTime() + days * DAY_MS);
    return inventedHistory(LEADS, seed, until)
      .filter(({ arrivedAt }) => arrivedAt > from)
      .map(({ outcomeAt: _at, ...lead }) => ({ ...lead, outcome: 'OPEN' }));
  }

  /** What is told after these days, each lead scored a minute after it came. */
  async function after(days: number, leads: StandardLead[]): Promise<DriftOf> {
    const from = room.clock.time;
    const arrivals = await room.inside(async (manager) => {
      await room.store.storeBatch(manager, room.dealershipId, batchOf({ leads }));
      return manager.query<{ id: string; arrivedAt: Date }[]>(
        `SELECT id, arrived_at AS "arrivedAt" FROM lead WHERE arrived_at > $1 ORDER BY arrived_at`,
        [from],
      );
    });
    for (const { id, arrivedAt } of arrivals) {
      room.clock.time = new Date(arrivedAt.getTime() + MINUTE_MS);
      await room.scoring.scoreLeads(room.dealershipId, [id]);
    }
    room.clock.time = new Date(from.getTime() + days * DAY_MS);
    return drift.of(room.groupId, days);
  }

  it('says that nothing can be told before a model serves', async () => {
    await expect(drift.of(room.groupId, 30)).rejects.toThrow(/no model serves yet/);
  });

  describe('once a model serves', () => {
    beforeAll(async () => {
      await room.history(LEADS);
      await room.train();
    });

    it('leaves out leads that were first looked at days after they came', async () => {
      await room.scoring.scoreAllOpen(room.dealershipId);

      expect(await drift.of(room.groupId, 30)).toMatchObject({
        leads: 0,
        score: { stability: 'too few' },
      });
    });

    it('stays quiet while the same kind of leads comes, and speaks up when others do', async () => {
      const alike = coming(ALIKE_DAYS, 2);
      const same = await after(ALIKE_DAYS, alike);
      const eager = coming(OTHER_DAYS, 3).map((lead) => ({ ...lead, message: EAGER }));
      const other = await after(OTHER_DAYS, eager);

      expect(same).toMatchObject({ model: 1, leads: alike.length, score: { stability: 'steady' } });
      expect(same.referenceLeads).toBeGreaterThan(500);
      expect(stability(same, 'asksVisit')).toBe('steady');
      expect(same.features.map((each) => each.stability)).not.toContain('act');
      expect(other).toMatchObject({ leads: eager.length, score: { stability: 'act' } });
      expect(stability(other, 'asksVisit')).toBe('act');
      expect(other.features[0]!.psi).toBeGreaterThanOrEqual(other.features.at(-1)!.psi);
    });
  });
});

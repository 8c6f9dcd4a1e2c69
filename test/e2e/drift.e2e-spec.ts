import { randomUUID } from 'node:crypto';
import { Drift, type DriftOf } from '#feedback';
import { EAGER, loopRoom, type LoopRoom } from '../support/loop-room.js';

const HOUR_MS = 3_600_000;

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

  beforeEach(() => room.open());

  /** Twelve at a time, at other hours and days, and scored as they arrive. */
  async function arrived(messages: string[]): Promise<DriftOf> {
    for (let from = 0; from < messages.length; from += 12) {
      room.clock.time = new Date(room.clock.time.getTime() + 29 * HOUR_MS);
      const arrivedAt = new Date(room.clock.time.getTime() - 1000);
      const ids: string[] = [];
      for (const message of messages.slice(from, from + 12)) {
        ids.push(await room.openLead(`D-${randomUUID()}`, { arrivedAt, message }));
      }
      await room.scoring.scoreLeads(room.dealershipId, ids);
    }
    return drift.of(room.groupId, 30);
  }

  it('says that nothing can be told before a model serves', async () => {
    await expect(drift.of(room.groupId, 30)).rejects.toThrow(/no model serves yet/);
  });

  it('stays quiet while the same kind of leads comes, and speaks up when others do', async () => {
    await room.history(700);
    await room.train();

    const same = await arrived(
      Array.from({ length: 120 }, (_, at) => (at % 5 < 2 ? EAGER : 'Is this still available?')),
    );
    await room.inside((manager) =>
      manager.query(
        `DELETE FROM current_score; DELETE FROM prediction; DELETE FROM lead_status; DELETE FROM lead WHERE external_id LIKE 'D-%'`,
      ),
    );
    const other = await arrived(Array.from({ length: 120 }, () => EAGER));

    expect(same).toMatchObject({ model: 1, leads: 120 });
    expect(stability(same, 'asksVisit')).toBe('steady');
    expect(same.referenceLeads).toBeGreaterThan(500);
    expect(other).toMatchObject({ leads: 120, score: { stability: 'act' } });
    expect(stability(other, 'asksVisit')).toBe('act');
    expect(other.features[0]!.psi).toBeGreaterThanOrEqual(other.features.at(-1)!.psi);
  });
});

import { randomUUID } from 'node:crypto';
import { CHAMPION_CHANGED } from '#model';
import type { TrainingRun } from '#training';
import { loopRoom, type LoopRoom } from '../support/loop-room.js';

const DAY_MS = 86_400_000;

describe('Training', () => {
  let room: LoopRoom;

  beforeAll(async () => {
    room = await loopRoom();
  });

  afterAll(() => room.database.drop());

  beforeEach(async () => {
    await room.open();
    await room.inside((manager) => manager.query('DELETE FROM lead_status; DELETE FROM lead'));
    room.jobs.sent.length = 0;
  });

  const requested = (): Promise<TrainingRun> => room.runs.request(room.groupId, 'key:test');
  const ran = async (): Promise<TrainingRun> => {
    await requested();
    return (await room.runs.run(room.groupId))!;
  };

  it('refuses to learn from too little, and says what is missing', async () => {
    await room.history(60);

    const run = await ran();

    expect(run).toMatchObject({ state: 'refused', challengerId: null });
    expect(run.verdict).toMatch(
      /not enough outcomes to learn from: \d+ won leads known, 40 needed/,
    );
    expect(run.counts).toMatchObject({ leads: 60 });
  });

  it('promotes a first champion that beats the base rate, and tells prediction in the same step', async () => {
    await room.history(1200);

    const run = await ran();

    expect(run.verdict).toMatch(/^promoted over the base rate: challenger's log-loss 0\.\d{4} vs/);
    expect(run).toMatchObject({ state: 'promoted', progress: { done: 1 } });
    expect(run.counts.examples).toBeGreaterThan(1200);
    expect(run.counts.won! + run.counts.lost!).toBeGreaterThan(1100);
    expect(room.jobs.sent.map(({ queue }) => queue)).toContain(CHAMPION_CHANGED);
    const champion = await room.tenancy.asGroup(room.groupId, (manager) =>
      room.registry.champion(manager, room.groupId),
    );
    expect(champion).toMatchObject({ id: run.challengerId, number: 1, family: 'logistic' });
    const { auc } = champion!.metrics as { auc: { value: number; lower: number; upper: number } };
    expect(auc.lower).toBeGreaterThan(0.5);
    expect(auc.upper).toBeGreaterThan(auc.value);
  });

  it('keeps the champion when a second run on the same leads is no better', async () => {
    await room.history(1200);
    await ran();

    const second = await ran();

    expect(second.state).toBe('kept_champion');
    expect(second.verdict).toMatch(/^kept champion 1: .*log-loss 0\.\d{4} vs 0\.\d{4}/);
  });

  it('has one run a group at a time and one nightly run a night, however many replicas ask', async () => {
    const nightly = await Promise.all(
      Array.from({ length: 8 }, () => room.runs.requestNightly(room.groupId, '2026-04-01')),
    );
    const byHand = await requested();

    expect(new Set([...nightly, byHand].map(({ id }) => id)).size).toBe(1);

    await room.runs.run(room.groupId);
    const again = await room.runs.requestNightly(room.groupId, '2026-04-01');

    expect(again).toMatchObject({ id: byHand.id, state: 'refused' });
    expect(await room.runs.run(room.groupId)).toBeUndefined();
    expect((await room.runs.requestNightly(room.groupId, '2026-04-02')).id).not.toBe(byHand.id);
  });

  it('takes up a run whose process died in the middle of it', async () => {
    const { id } = await requested();
    await room.tenancy.asGroup(room.groupId, (manager) =>
      manager.query(`UPDATE training_run SET state = 'running', started_at = now() WHERE id = $1`, [
        id,
      ]),
    );

    expect(await room.runs.run(room.groupId)).toMatchObject({ id, state: 'refused' });
  });

  it('ends as failed, with the reason, when fitting breaks', async () => {
    await room.history(1200);
    const fitting = (room.runs as unknown as { fitting: { open: () => Promise<never> } }).fitting;
    const open = fitting.open;
    fitting.open = () => Promise.reject(new Error('no thread to be had'));

    const run = await ran();

    fitting.open = open;
    expect(run).toMatchObject({ state: 'failed', verdict: 'failed: no thread to be had' });
  });

  it('lists runs newest first, page by page, and never those of another group', async () => {
    const ids: string[] = [];
    for (let each = 0; each < 3; each++) {
      room.clock.time = new Date(room.clock.time.getTime() + DAY_MS);
      ids.unshift((await ran()).id);
    }

    const [first, second] = await room.runs.list(room.groupId, { limit: 2 });
    const rest = await room.runs.list(room.groupId, { limit: 2, before: second!.id });

    expect([first!.id, second!.id, ...rest.map(({ id }) => id)]).toEqual(ids);
    expect(await room.runs.list(randomUUID(), { limit: 10 })).toEqual([]);
  });
});

import { randomUUID } from 'node:crypto';
import { CHAMPION_CHANGED, packArtifact } from '#model';
import { DatasetBuilder, type TrainingRun } from '#training';
import { Contenders } from '../../src/training/contenders.js';
import { FittedRecipes } from '../../src/training/fitted-recipes.js';
import { refit } from '../../src/training/learning.js';
import { partsOf } from '../../src/training/parts.js';
import {
  batchOf,
  standardCustomer,
  standardLead,
  standardVehicle,
} from '../factories/standard-records.js';
import { QUICK, loopRoom, type LoopRoom } from '../support/loop-room.js';

const DAY_MS = 86_400_000;

describe('Training', () => {
  let room: LoopRoom;

  beforeAll(async () => {
    room = await loopRoom({ floor: QUICK, all: [QUICK] });
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
    await room.history(700);

    const run = await ran();

    expect(run.verdict).toMatch(
      /^promoted over the base rate: error −\d+\.\d % .* log-loss 0\.\d{4} instead of/,
    );
    expect(run).toMatchObject({ state: 'promoted', progress: { done: 1 } });
    expect(run.counts.examples).toBeGreaterThan(700);
    expect(run.counts.won! + run.counts.lost!).toBeGreaterThan(650);
    expect(room.jobs.sent.map(({ queue }) => queue)).toContain(CHAMPION_CHANGED);
    const champion = await room.tenancy.asGroup(room.groupId, (manager) =>
      room.registry.champion(manager, room.groupId),
    );
    expect(champion).toMatchObject({ id: run.challengerId, number: 1, family: 'logistic' });
    const { auc } = champion!.metrics as { auc: { value: number; lower: number; upper: number } };
    expect(auc.lower).toBeGreaterThan(0.5);
    expect(auc.upper).toBeGreaterThan(auc.value);
  });

  it('keeps the champion while nothing new was learned, and learns again once there is', async () => {
    // The database dates what it is told by its own clock; what the leads look like must not hang on it.
    const until = room.clock.time;
    await room.history(700);
    room.clock.time = new Date();
    await ran();

    const second = await ran();
    room.clock.time = until;
    await room.history(200, 2);
    room.clock.time = new Date();
    const third = await ran();

    expect(second).toMatchObject({
      state: 'kept_champion',
      verdict:
        'kept champion 1: its recipe stands; 0 outcomes are newer, 20 more are needed to learn again',
    });
    expect(third.state).toBe('promoted');
    expect(third.verdict).toMatch(
      /^promoted over champion 1: the same recipe, learned again with 19\d newer outcomes; .* sales for each one seen/,
    );
    const champion = await room.tenancy.asGroup(room.groupId, (manager) =>
      room.registry.champion(manager, room.groupId),
    );
    expect(champion).toMatchObject({ id: third.challengerId, number: 2 });
  });

  it('makes the same artifact again, hash and all, from the same leads, seed and version', async () => {
    await room.history(700);
    const hashOf = async (): Promise<string> => {
      const now = room.clock.time;
      const builder = new DatasetBuilder(room.tenancy, room.directory, room.histories);
      const dataset = await builder.build(room.groupId, now, () => undefined);
      const parts = partsOf(dataset, now);
      const fitted = new FittedRecipes(room.fitting, parts, () => undefined);
      const { floor } = new Contenders();
      const winner = await fitted.judged(floor);
      const artifact = await refit(dataset, now, parts, winner, () => undefined);
      // Whether they set the score or are held to it, hazards are part of what must be the same.
      expect(artifact.hazards).toBeDefined();
      expect(artifact.hazardsHeld ?? false).toBe(!winner.hazards.kept);
      return packArtifact(artifact).hash;
    };

    expect(await hashOf()).toBe(await hashOf());
  });

  it('never shows a won lead its own sale: the CRM marks it won days after the vehicle left', async () => {
    const arrivedAt = new Date(room.clock.time.getTime() - 100 * DAY_MS);
    const after = (days: number): Date => new Date(arrivedAt.getTime() + days * DAY_MS);
    const customers = [
      standardCustomer(),
      standardCustomer({
        externalId: 'C2',
        email: 'sam@example.com',
        phone: '+12125550143',
        name: 'Sam Roe',
      }),
    ];
    const vehicles = ['V1', 'V2'].map((externalId) =>
      standardVehicle({ externalId, soldAt: after(2) }),
    );
    const ended = { arrivedAt, outcomeAt: after(30) };
    const leads = [
      standardLead({ ...ended, externalId: 'W', outcome: 'WON' }),
      standardLead({
        ...ended,
        externalId: 'L',
        customerExternalId: 'C2',
        vehicleExternalId: 'V2',
        outcome: 'LOST',
      }),
    ];
    const batch = batchOf({ customers, vehicles, leads });
    await room.inside((manager) => room.store.storeBatch(manager, room.dealershipId, batch));
    const builder = new DatasetBuilder(room.tenancy, room.directory, room.histories);

    const built = await builder.build(room.groupId, room.clock.time, () => undefined);

    const availableFor = (outcome: 'WON' | 'LOST'): (string | null)[] => {
      const { leadId } = built.leads.find((lead) => lead.outcome === outcome)!;
      const labels = new Map([[leadId, { leadId, label: 0, weight: 1 } as const]]);
      return built.rows.labelled(built.columns, labels).table.categorical.get('stillAvailable')!;
    };
    expect(availableFor('WON')).toEqual(['yes', 'yes', 'yes']);
    expect(availableFor('LOST')).toEqual(['yes', 'yes', 'yes', 'no', 'no', 'no']);
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

  it('ends once, by who took it up last, when two processes work on it', async () => {
    await room.history(700);
    await requested();

    await Promise.all([room.runs.run(room.groupId), room.runs.run(room.groupId)]);

    const [run] = await room.runs.list(room.groupId, { limit: 1 });
    expect(run).toMatchObject({ state: 'promoted', attempt: 2 });
    const versions = await room.tenancy.asGroup(room.groupId, (manager) =>
      room.registry.list(manager, room.groupId),
    );
    expect(versions).toMatchObject([{ number: 1, id: run!.challengerId }]);
  });

  it('ends as failed, with the reason, when fitting breaks', async () => {
    await room.history(700);
    const open = room.fitting.open.bind(room.fitting);
    room.fitting.open = () => Promise.reject(new Error('no thread to be had'));

    const run = await ran();

    room.fitting.open = open;
    expect(run).toMatchObject({ state: 'failed', verdict: 'failed: no thread to be had' });
  });

  it('tries every family once a champion serves, and keeps on the card how they stood', async () => {
    const families = await loopRoom({
      floor: QUICK,
      all: [{ ...QUICK, family: 'base-rate' }, QUICK],
    });
    await families.open();
    const until = families.clock.time;
    await families.history(700);
    families.clock.time = new Date();
    await families.train();
    families.clock.time = until;
    await families.history(200, 2);
    families.clock.time = new Date();
    await families.runs.request(families.groupId, 'key:test');

    const run = (await families.runs.run(families.groupId))!;

    expect(run).toMatchObject({ state: 'promoted' });
    expect(run.verdict).toMatch(/; logistic qualified among 2 families by log-loss on the part/);
    const { card } = await families.tenancy.asGroup(families.groupId, (manager) =>
      families.registry.card(manager, families.groupId, run.challengerId!),
    );
    expect(card).toMatchObject({ families: [{ family: 'logistic' }, { family: 'base-rate' }] });
    await families.database.drop();
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

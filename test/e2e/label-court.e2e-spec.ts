import { AuditTrail } from '#access';
import { DeniedFeatureError } from '#features';
import type { TrainingRun } from '#training';
import { NewerChampionError, RunNotHeldError } from '../../src/training/training.errors.js';
import { CourtRulingStore } from '../../src/training/court/court-ruling.store.js';
import { LabelCourt } from '../../src/training/court/label-court.js';
import { TrainingRunStore } from '../../src/training/training-run.store.js';
import { batchOf, standardCustomer } from '../factories/standard-records.js';
import { QUICK, inventedHistory, loopRoom, type LoopRoom } from '../support/loop-room.js';

type Custom = Record<string, string | number | boolean>;

const verdictOf = ({ court }: TrainingRun, feature: string): string | undefined =>
  court!.findings.find((finding) => finding.feature === feature)?.verdict;

describe('The label court', () => {
  let room: LoopRoom;
  let court: LabelCourt;
  const audit = new AuditTrail();

  beforeAll(async () => {
    room = await loopRoom({ floor: QUICK, all: [QUICK] });
    court = new LabelCourt(
      room.tenancy,
      new TrainingRunStore(),
      new CourtRulingStore(),
      audit,
      room.clock,
    );
  });

  afterAll(() => room.database.drop());

  beforeEach(async () => {
    await room.open();
    await room.inside((manager) => manager.query('DELETE FROM lead_status; DELETE FROM lead'));
  });

  /** 500 leads of two years, with attributes that know what became of them. */
  async function leadsWith(custom: (outcome: string, index: number) => Custom): Promise<void> {
    const leads = inventedHistory(500, 1, room.clock.time).map((lead, index) => ({
      ...lead,
      custom: custom(lead.outcome ?? 'OPEN', index),
    }));
    const customers = [standardCustomer({ externalId: 'C1' })];
    await room.inside((manager) =>
      room.store.storeBatch(manager, room.dealershipId, batchOf({ customers, leads })),
    );
  }

  const ran = async (): Promise<TrainingRun> => {
    await room.runs.request(room.groupId, 'key:test');
    return (await room.runs.run(room.groupId))!;
  };
  const rule = (feature: string, ruling: 'admit' | 'refuse' | 'withdraw'): Promise<unknown> =>
    court.rule(room.groupId, { feature, ruling, reason: 'looked at it', by: 'key:boss' });
  const championColumns = async (): Promise<string[]> =>
    room.tenancy.asGroup(room.groupId, async (manager) => {
      const champion = await room.registry.champion(manager, room.groupId);
      return champion!.model.columns.map(({ name }) => name);
    });

  it('takes out what knows the outcome before anything is learned, and keeps the reason', async () => {
    await leadsWith((outcome, index) => ({
      dealNumber: `D-${index}`,
      stage: outcome === 'WON' ? 'contract' : 'no contract',
      colour: ['red', 'blue'][index % 2]!,
      zip: '60601',
    }));

    const run = await ran();

    expect(run.state).toBe('promoted');
    expect(verdictOf(run, 'custom.stage')).toBe('removed');
    expect(verdictOf(run, 'custom.dealNumber')).toBe('removed');
    expect(verdictOf(run, 'custom.colour')).toBe('kept');
    expect(run.court!.denied.map(({ name }) => name)).toEqual(['zip']);
    expect(await championColumns()).toContain('custom.colour');
    expect(await championColumns()).not.toContain('custom.stage');
    const card = await room.tenancy.asGroup(room.groupId, (manager) =>
      room.registry.card(manager, room.groupId, run.challengerId!),
    );
    expect(card.card).toMatchObject({ court: { findings: expect.any(Array) } });
    expect((await court.today(room.groupId)).runId).toBe(run.id);
  });

  it('takes out what is filled when a lead ends, though it tells no outcome', async () => {
    const now = room.clock.time.getTime();
    const leads = inventedHistory(500, 3, room.clock.time).map((lead, index) => {
      const stillOpen = index % 3 === 0 && now - lead.arrivedAt.getTime() < 60 * 86_400_000 * 6;
      const { outcomeAt: _at, ...open } = lead;
      const known = stillOpen ? { ...open, outcome: 'OPEN' as const } : lead;
      const custom: Custom =
        known.outcome === 'OPEN' ? {} : { closedBy: ['A', 'B', 'C'][index % 3]! };
      return { ...known, custom };
    });
    await room.inside((manager) =>
      room.store.storeBatch(manager, room.dealershipId, batchOf({ leads })),
    );

    const finding = (await ran()).court!.findings.find(
      ({ feature }) => feature === 'custom.closedBy',
    )!;

    expect(finding.verdict).toBe('removed');
    expect(finding.evidence.map(({ kind }) => kind)).toContain('closing');
  });

  it('heeds rulings in every later run until they are withdrawn, and records who ruled', async () => {
    await leadsWith((_, index) => ({ colour: ['red', 'blue'][index % 2]! }));

    await rule('custom.colour', 'refuse');
    const refused = await ran();
    await rule('custom.colour', 'withdraw');
    const withdrawn = await ran();

    expect([verdictOf(refused, 'custom.colour'), verdictOf(withdrawn, 'custom.colour')]).toEqual([
      'removed',
      'kept',
    ]);
    const events = await room.tenancy.asGroup(room.groupId, (manager) =>
      audit.list(manager, null, { limit: 10 }),
    );
    expect(events.map(({ action, actor }) => [action, actor])).toEqual(
      expect.arrayContaining([
        ['court.refuse', 'key:boss'],
        ['court.withdraw', 'key:boss'],
      ]),
    );
  });

  it('admits nothing that may never be a feature', async () => {
    await expect(rule('custom.religion', 'admit')).rejects.toThrow(DeniedFeatureError);
    await expect(rule('zip', 'admit')).rejects.toThrow(DeniedFeatureError);
    expect((await court.today(room.groupId)).rulings).toEqual([]);
  });

  it('holds what is too good to be believed until an admin accepts it, and then lets the like pass', async () => {
    await leadsWith((outcome) => ({ stage: outcome === 'WON' ? 'contract' : 'no contract' }));
    await rule('custom.stage', 'admit');

    const held = await ran();
    const unserved = await room.champions.ofOrNull(room.groupId);
    const accepted = await room.runs.accept(room.groupId, held.id, {
      by: 'key:boss',
      reason: 'I know',
    });
    room.champions.forget(room.groupId);
    const serving = await room.champions.of(room.groupId);

    expect(held).toMatchObject({ state: 'held', acceptedBy: null });
    expect(held.verdict).toMatch(/^held for an admin: .*AUC (0\.9\d+|1\.000), above 0\.95/);
    expect(unserved).toBeNull();
    expect(accepted).toMatchObject({ state: 'promoted', acceptedBy: 'key:boss' });
    expect(serving.id).toBe(held.challengerId);
    await expect(
      room.runs.accept(room.groupId, held.id, { by: 'key:boss', reason: 'again' }),
    ).rejects.toThrow(RunNotHeldError);

    await room.history(200, 2);
    expect((await ran()).state).not.toBe('held');
  });

  it('does not let an old held run push a newer champion aside', async () => {
    await leadsWith((outcome) => ({ stage: outcome === 'WON' ? 'contract' : 'no contract' }));
    await rule('custom.stage', 'admit');
    const held = await ran();
    await rule('custom.stage', 'refuse');
    room.clock.time = new Date(room.clock.time.getTime() + 60_000);
    expect((await ran()).state).toBe('promoted');

    await expect(
      room.runs.accept(room.groupId, held.id, { by: 'key:boss', reason: 'after all' }),
    ).rejects.toThrow(NewerChampionError);
  });

  it('learns only from leads that arrived in the window asked for', async () => {
    await leadsWith(() => ({}));
    const from = new Date(room.clock.time.getTime() - 300 * 86_400_000);

    await room.runs.request(room.groupId, 'key:test', { from, to: null });
    const run = (await room.runs.run(room.groupId))!;

    expect(run.arrivedFrom).toEqual(from);
    expect(new Date(run.counts.firstArrival!) >= from).toBe(true);
    expect(run.counts.leads).toBeLessThan(300);
    await expect(
      room.runs.request(room.groupId, 'key:test', { from, to: new Date(from.getTime() - 1) }),
    ).rejects.toThrow(/'from' must be before 'to'/);
  });
});

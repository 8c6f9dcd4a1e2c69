import { randomUUID } from 'node:crypto';
import type { Band, Prediction } from '#prediction';
import { Rooftops, Scorecard } from '#feedback';
import { loopRoom, type LoopRoom } from '../support/loop-room.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe('The scorecard', () => {
  let room: LoopRoom;
  let scorecard: Scorecard;
  let modelVersionId: string;

  beforeAll(async () => {
    room = await loopRoom();
    scorecard = new Scorecard(room.tenancy, room.directory, room.clock);
  });

  afterAll(() => room.database.drop());

  beforeEach(async () => {
    await room.open();
    modelVersionId = randomUUID();
    await room.tenancy.asGroup(room.groupId, (manager) =>
      manager.query(
        `INSERT INTO model_version (group_id, id, number, family, artifact, artifact_hash, feature_schema,
           metrics, data_hash, seed, code_version, created_at)
         VALUES ($1, $2, 1, 'base-rate', '', '', '[]', '{}', '', 1, '0', now())`,
        [room.groupId, modelVersionId],
      ),
    );
  });

  it('sets first and latest scores beside outcomes, in bands and groups', async () => {
    for (let each = 0; each < 40; each++) {
      const won = each % 4 === 0;
      await judgedLead({ won, scores: [won ? 0.4 : 0.1, won ? 0.6 : 0.02] });
    }

    const { first, latest } = await scorecard.of(room.dealershipId, 365);

    expect(first).toMatchObject({ leads: 40, won: 10, metrics: { auc: 1 } });
    expect(first.byBand).toMatchObject({
      hot: { leads: 10, won: 10 },
      warm: { leads: 30, won: 0 },
    });
    expect(latest.byBand).toMatchObject({
      hot: { leads: 10 },
      cool: { leads: 30, promised: expect.closeTo(0.02, 9) },
    });
    expect(latest.metrics.logLoss!).toBeLessThan(first.metrics.logLoss!);
    expect(first.calibration.map(({ leads }) => leads)).toEqual([10, 10, 10, 10]);
  });

  it('leaves out scores given after the outcome: they may have known it', async () => {
    await judgedLead({ won: true, scores: [0.2], afterwards: 0.99 });

    const { first, latest } = await scorecard.of(room.dealershipId, 365);

    expect(first).toMatchObject({ leads: 1 });
    expect(latest.byBand).toEqual({
      warm: expect.objectContaining({ leads: 1, won: 1, promised: expect.closeTo(0.2, 9) }),
    });
  });

  it('counts open young leads neither way and never shows excluded ones or those of before', async () => {
    const arrivedAt = new Date(room.clock.time.getTime() - DAY_MS);
    await predicted(await room.openLead(`L-${randomUUID()}`, { arrivedAt }), 0.3, arrivedAt);
    const excluded = await judgedLead({ won: false, scores: [0.3] });
    await room.inside((manager) =>
      manager.query(
        `UPDATE lead SET outcome = 'EXCLUDED', excluded_reason = 'test' WHERE id = $1`,
        [excluded],
      ),
    );
    await judgedLead({ won: true, scores: [0.3], ageDays: 200 });

    const card = await scorecard.of(room.dealershipId, 100);

    expect(card).toMatchObject({ waiting: 1, first: { leads: 0, won: 0 }, simulated: false });
  });

  it('sets rooftops side by side, each with its own interval and verdict', async () => {
    const kept = room.dealershipId;
    for (let each = 0; each < 30; each++) await judgedLead({ won: each % 5 === 0, scores: [0.2] });
    const broken = await secondRooftop();
    for (let each = 0; each < 30; each++) await judgedLead({ won: each === 0, scores: [0.5] });
    const rooftops = new Rooftops(room.directory, scorecard);

    const found = await rooftops.of(room.groupId, null, 365);

    expect(found).toHaveLength(2);
    expect(found).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          name: 'Example Motors North',
          reliability: 'as_promised',
          overall: expect.objectContaining({
            leads: 30,
            won: 6,
            promised: expect.closeTo(0.2, 9),
            // 6 of 30 at 90 %: the roots of (0.2 - x)² = 1.645² x (1 - x) / 30.
            seen: {
              share: expect.closeTo(0.2, 9),
              lower: expect.closeTo(0.1071, 4),
              upper: expect.closeTo(0.3425, 4),
            },
          }),
        }),
        expect.objectContaining({ name: 'Example Motors South', reliability: 'too_much' }),
      ]),
    );
    expect(await rooftops.of(room.groupId, [broken], 365)).toMatchObject([
      { name: 'Example Motors South' },
    ]);
    expect(await rooftops.of(room.groupId, [kept], 30)).toMatchObject([
      { reliability: 'too_few', overall: null, calibration: [] },
    ]);
  });

  /** Later leads of the test are its. */
  async function secondRooftop(): Promise<string> {
    const group = await room.directory.group(room.groupId);
    const [north] = await room.directory.dealershipsOf(room.groupId);
    const settingsOf = (key: string, name: string) => ({
      ...north!.settings,
      key,
      name,
      timeZone: 'America/Chicago',
      country: 'US',
      currency: 'USD',
      simulated: false,
    });
    const { dealerships } = await room.directory.provision({
      ...group,
      dealerships: [
        settingsOf(north!.key, north!.name),
        settingsOf(`${north!.key}-south`, 'Example Motors South'),
      ],
    } as never);
    room.dealershipId = dealerships[1]!.id;
    return room.dealershipId;
  }

  interface Judged {
    won: boolean;
    scores: number[];
    afterwards?: number;
    ageDays?: number;
  }

  /** A lead with scores an hour apart from arrival, answered two days after it. */
  async function judgedLead({ won, scores, afterwards, ageDays = 95 }: Judged): Promise<string> {
    const arrivedAt = new Date(room.clock.time.getTime() - ageDays * DAY_MS);
    const leadId = await room.openLead(`L-${randomUUID()}`, { arrivedAt });
    const outcomeAt = new Date(arrivedAt.getTime() + 2 * DAY_MS);
    for (const [index, score] of scores.entries()) {
      await predicted(leadId, score, new Date(arrivedAt.getTime() + index * HOUR_MS));
    }
    if (afterwards) await predicted(leadId, afterwards, new Date(outcomeAt.getTime() + HOUR_MS));
    await room.inside((manager) =>
      manager.query('UPDATE lead SET outcome = $2, outcome_at = $3 WHERE id = $1', [
        leadId,
        won ? 'WON' : 'LOST',
        outcomeAt,
      ]),
    );
    return leadId;
  }

  async function predicted(leadId: string, score: number, madeAt: Date): Promise<void> {
    const band: Band = score >= 0.3 ? 'hot' : score >= 0.1 ? 'warm' : 'cool';
    const prediction: Prediction = {
      id: randomUUID(),
      leadId,
      score,
      band,
      modelVersionId,
      modelNumber: 1,
      logOdds: Math.log(score / (1 - score)),
      lower: score / 2,
      upper: (1 + score) / 2,
      explanation: { bias: -2, contributions: {}, for: [], against: [] },
      outcomes: null,
      features: {},
      cutoff: madeAt,
      madeAt,
    };
    await room.inside((manager) => room.predictions.save(manager, room.dealershipId, [prediction]));
  }
});

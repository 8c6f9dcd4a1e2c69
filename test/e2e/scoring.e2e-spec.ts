import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { LeadNotFoundError, LeadSight } from '#leads';
import {
  LeadClosedError,
  NoChampionError,
  PREDICTION_STORED,
  type Prediction,
  type PredictionsStored,
} from '#prediction';
import { batchOf } from '../factories/standard-records.js';
import { standardLead } from '../factories/standard-records.js';
import { loopRoom, type LoopRoom } from '../support/loop-room.js';
import { Markets } from '../../src/prediction/markets.js';
import { ScoredLeads } from '../../src/prediction/scored-leads.js';
import { withNames } from '../../src/prediction/row-score.js';
import { Waiting } from '../../src/prediction/waiting.js';

const HOUR_MS = 3_600_000;
const EAGER = 'Can I come by tomorrow for a test drive? I have financing.';

describe('Scoring', () => {
  let room: LoopRoom;

  beforeAll(async () => {
    room = await loopRoom();
  });

  afterAll(() => room.database.drop());

  const storedIds = (): string[] =>
    room.jobs.sent.flatMap(({ queue, data }) =>
      queue === PREDICTION_STORED ? (data as PredictionsStored).predictionIds : [],
    );
  const historyOf = (leadId: string): Promise<Prediction[]> =>
    room.inside((manager) => room.predictions.history(manager, room.dealershipId, leadId, 10));

  it('says what to do while nothing has been learned', async () => {
    const leadId = await room.openLead('first');

    await expect(room.scoring.scoreLead(room.dealershipId, leadId)).rejects.toThrow(
      NoChampionError,
    );
    await expect(room.scoring.scoreUnsaved(room.dealershipId, {})).rejects.toMatchObject({
      code: 'NO_CHAMPION',
      kind: 'conflict',
      message: expect.stringContaining('POST /v1/training-runs'),
    });
  });

  describe('with a champion', () => {
    beforeAll(async () => {
      await room.history(1200, 1, 1.75);
      await room.train();
    });

    beforeEach(() => {
      room.jobs.sent.length = 0;
    });

    it('lets others have their turn between one lead and the next', async () => {
      const leadIds = await Promise.all(
        ['a', 'b', 'c'].map((each) => room.openLead(`turn-${each}`)),
      );
      const { model } = await room.champions.of(room.groupId);
      const scoreRow = model.scoreRow.bind(model);
      let turns = 0;
      const seen: number[] = [];
      const counting = jest.spyOn(model, 'scoreRow').mockImplementation((row) => {
        seen.push(turns);
        setImmediate(() => (turns += 1));
        return scoreRow(row);
      });

      await room.scoring.scoreLeads(room.dealershipId, leadIds);
      counting.mockRestore();

      expect(seen).toEqual([0, 1, 2]);
    });

    it('keeps with each score where the lead will stand in 30, 60 and 90 days', async () => {
      const leadId = await room.openLead('foretold', { message: EAGER });

      await room.scoring.scoreLead(room.dealershipId, leadId);

      const [kept] = await historyOf(leadId);
      expect(kept!.outcomes!.map(({ days }) => days)).toEqual([30, 60, 90]);
      for (const { won, lost, stale, open } of kept!.outcomes!)
        expect(won + lost + stale + open).toBe(1);
      // The score counts from arrival an hour ago, the chances from the cutoff.
      expect(kept!.outcomes![2]!.won).toBeCloseTo(kept!.score, 2);
    });

    it('tells what an unanswered lead loses by waiting, and stores nothing', async () => {
      const { tenancy, directory, histories, champions, predictions, clock, dealershipId } = room;
      const markets = new Markets(tenancy, histories, clock);
      const waiting = new Waiting(
        tenancy,
        directory,
        histories,
        champions,
        markets,
        predictions,
        new LeadSight(tenancy),
        clock,
      );
      const leadId = await room.openLead('unanswered', { message: EAGER });

      const cost = await waiting.costOf(dealershipId, leadId);

      expect(cost).toMatchObject({ waits: [{ hours: 1 }, { hours: 4 }, { hours: 24 }] });
      expect(await historyOf(leadId)).toEqual([]);
      await expect(waiting.costOf(dealershipId, randomUUID())).rejects.toThrow(LeadNotFoundError);
    });

    it('stores a score whose reasons add up, with its version, cutoff and features', async () => {
      const leadId = await room.openLead('eager', { message: EAGER });

      const prediction = await room.scoring.scoreLead(room.dealershipId, leadId);

      const { explanation, logOdds, score } = prediction;
      const sum = Object.values(explanation.contributions).reduce(
        (a, b) => a + b,
        explanation.bias,
      );
      expect(Math.abs(sum - logOdds)).toBeLessThan(1e-6);
      expect(score).toBeCloseTo(1 / (1 + Math.exp(-logOdds)), 9);
      expect(prediction).toMatchObject({ leadId, modelNumber: 1, band: 'hot' });
      expect(prediction.cutoff).toEqual(room.clock.time);
      expect(prediction.lower).toBeLessThanOrEqual(score);
      expect(prediction.upper).toBeGreaterThanOrEqual(score);
      expect(prediction.features['asksFinance']).toBe('yes');
      expect(explanation.for.map(({ sentence }) => sentence).join()).toMatch(/for a sale/);
      expect(explanation.for.length).toBeLessThanOrEqual(5);
      expect(storedIds()).toEqual([prediction.id]);
    });

    it('ranks a lead that asks to visit above one that only asks whether it is there', async () => {
      const eager = await room.openLead('rank-eager', { message: EAGER });
      const idle = await room.openLead('rank-idle');
      await room.scoring.scoreLeads(room.dealershipId, [eager, idle]);

      const ranked = await room.inside((manager) =>
        room.predictions.ranked(manager, room.dealershipId, { limit: 100 }),
      );

      const ids = ranked.map(({ leadId }) => leadId);
      expect(ids.indexOf(eager)).toBeLessThan(ids.indexOf(idle));
    });

    it('keeps the standing score while nothing has moved, and adds one when the buyer has', async () => {
      const leadId = await room.openLead('waiting');
      const first = await room.scoring.scoreLead(room.dealershipId, leadId);

      const again = await room.scoring.scoreLead(room.dealershipId, leadId);
      room.clock.time = new Date(room.clock.time.getTime() + 20 * 24 * HOUR_MS);
      await room.openLead('waiting', { message: EAGER, sourceVersion: 2 });
      const later = await room.scoring.scoreLead(room.dealershipId, leadId);

      expect(again.id).toBe(first.id);
      expect(later.id).not.toBe(first.id);
      expect((await historyOf(leadId)).map(({ id }) => id)).toEqual([later.id, first.id]);
      expect(storedIds()).toEqual([first.id, later.id]);
    });

    it('never lets an older prediction take the place of a newer one', async () => {
      const leadId = await room.openLead('order');
      const newer = await room.scoring.scoreLead(room.dealershipId, leadId);
      const older: Prediction = {
        ...newer,
        id: randomUUID(),
        madeAt: new Date(newer.madeAt.getTime() - HOUR_MS),
      };

      await room.inside((manager) => room.predictions.save(manager, room.dealershipId, [older]));

      const current = await room.inside((manager) =>
        room.predictions.current(manager, room.dealershipId, [leadId]),
      );
      expect(current.get(leadId)!.predictionId).toBe(newer.id);
    });

    it('stores neither score nor job when the transaction fails', async () => {
      const leadId = await room.openLead('rolled-back');
      const { jobs } = room;
      jobs.send = () => Promise.reject(new Error('queue out of reach'));

      await expect(room.scoring.scoreLeads(room.dealershipId, [leadId])).rejects.toThrow('queue');

      Reflect.deleteProperty(jobs, 'send');
      expect(await historyOf(leadId)).toEqual([]);
    });

    it('refuses closed leads and leads of nobody', async () => {
      const leadId = await room.openLead('closing');
      const {
        vehicleExternalId: _vehicle,
        customerExternalId: _customer,
        ...lead
      } = standardLead();
      await room.inside((manager) =>
        room.store.storeBatch(
          manager,
          room.dealershipId,
          batchOf({
            leads: [
              {
                ...lead,
                externalId: 'closing',
                sourceVersion: 2,
                arrivedAt: new Date(room.clock.time.getTime() - HOUR_MS),
                outcome: 'WON',
                outcomeAt: room.clock.time,
              },
            ],
          }),
        ),
      );

      await expect(room.scoring.scoreLead(room.dealershipId, leadId)).rejects.toThrow(
        LeadClosedError,
      );
      await expect(room.scoring.scoreLead(room.dealershipId, randomUUID())).rejects.toThrow(
        LeadNotFoundError,
      );
    });

    it('scores all open leads in batches, telling how far it is', async () => {
      const { leads } = openLeads(450);
      await room.inside((manager) =>
        room.store.storeBatch(manager, room.dealershipId, batchOf({ leads })),
      );
      const told: number[] = [];

      const counts = await room.scoring.scoreAllOpen(room.dealershipId, (done) => told.push(done));

      expect(counts.leads).toBeGreaterThanOrEqual(450);
      expect(counts.stored).toBeGreaterThanOrEqual(450);
      expect(told.at(-1)).toBe(counts.leads);
      expect(storedIds()).toHaveLength(counts.stored);
      expect((await room.scoring.scoreAllOpen(room.dealershipId)).stored).toBe(0);
    });

    it('scores a lead that is only described as it scores the same lead stored', async () => {
      const arrivedAt = new Date(room.clock.time.getTime() - 30 * 60_000);
      const leadId = await room.openLead('twin', { arrivedAt, message: EAGER });
      const stored = await room.scoring.scoreLead(room.dealershipId, leadId);

      const unsaved = await room.scoring.scoreUnsaved(room.dealershipId, {
        arrivedAt: arrivedAt.toISOString(),
        source: 'facebook-marketplace',
        message: EAGER,
      });

      expect(withNames(unsaved).features['messageKind']).toBe(stored.features['messageKind']);
      expect(Math.abs(unsaved.logOdds - stored.logOdds)).toBeLessThan(0.5);
    });

    it('pages through leads by score, each once, with the score that counts', async () => {
      const scored = new ScoredLeads(room.tenancy, room.store, room.predictions);
      const seen: string[] = [];
      const scores: number[] = [];
      let cursor: string | null = null;
      do {
        const page = await scored.list(room.dealershipId, {
          sort: '-score',
          limit: 100,
          ...(cursor && { cursor }),
        });
        seen.push(...page.items.map(({ lead }) => lead.id));
        scores.push(...page.items.map(({ prediction }) => prediction!.score));
        cursor = page.nextCursor;
      } while (cursor);

      expect(seen.length).toBeGreaterThan(450);
      expect(new Set(seen).size).toBe(seen.length);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      await expect(
        scored.list(room.dealershipId, { sort: '-score', limit: 5, cursor: 'WyJ4Il0' }),
      ).rejects.toMatchObject({ code: 'CURSOR_NOT_OURS' });
    });
  });

  const openLeads = (count: number) => {
    const { vehicleExternalId: _vehicle, customerExternalId: _customer, ...lead } = standardLead();
    return {
      leads: Array.from({ length: count }, (_, index) => ({
        ...lead,
        externalId: `open-${index}`,
        arrivedAt: new Date(room.clock.time.getTime() - (index + 1) * 600_000),
        message: index % 3 ? 'Is this still available?' : EAGER,
      })),
    };
  };
});

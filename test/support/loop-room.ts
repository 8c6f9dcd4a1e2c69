import { randomUUID } from 'node:crypto';
import { AuditTrail } from '#access';
import type { StandardLead } from '#leads';
import { ModelRegistry } from '#model';
import type { Jobs } from '#platform';
import { Champions, PredictionStore, Scoring } from '#prediction';
import { DatasetBuilder, InProcessFitting, type Fitting, TrainingRuns } from '#training';
import { Markets } from '../../src/prediction/markets.js';
import { Contenders } from '../../src/training/contenders.js';
import { CourtRulingStore } from '../../src/training/court/court-ruling.store.js';
import { TrainingPipeline } from '../../src/training/training-pipeline.js';
import { TrainingRunStore } from '../../src/training/training-run.store.js';
import type { Recipe } from '../../src/training/fitting.js';
import { seededRandom } from '../../src/training/seeded-random.js';
import { batchOf, standardCustomer, standardLead } from '../factories/standard-records.js';
import { leadRoom, type LeadRoom } from './lead-room.js';

const DAY_MS = 86_400_000;

export interface LoopRoom extends LeadRoom {
  registry: ModelRegistry;
  runs: TrainingRuns;
  fitting: Fitting;
  predictions: PredictionStore;
  champions: Champions;
  scoring: Scoring;
  /**
   * Leads of two years whose message tells much of what becomes of them.
   *
   * @param saleRate - Of the newest five months, as a share of before: hazards earn their place where it moved.
   */
  history(count: number, seed?: number, saleRate?: number): Promise<void>;
  /** One open lead of today. @returns its id. */
  openLead(externalId: string, changes?: Partial<StandardLead>): Promise<string>;
  /** Trains until a champion serves. */
  train(): Promise<void>;
}

const { floor } = new Contenders();
/** Other families take longer to learn than most tests are worth. */
const FLOOR_ALONE: Contenders = { floor, all: [floor] };

/**
 * Tries one penalty only: for tests of what is done with a model, not of what it learns. A strong one, so
 * that a few hundred leads teach it enough at whatever hour of the day they are dated from.
 */
export const QUICK: Recipe = { ...floor, hyperparameters: { strengths: [30] } };

/** Leads, training and prediction over a database of their own; jobs are remembered, not run. */
export async function loopRoom(contenders: Contenders = FLOOR_ALONE): Promise<LoopRoom> {
  const room = await leadRoom();
  const jobs = room.jobs as unknown as Jobs;
  const { tenancy, directory, histories, clock } = room;
  const registry = new ModelRegistry(clock, jobs);
  const datasets = new DatasetBuilder(tenancy, directory, histories);
  const fitting = new InProcessFitting();
  const runStore = new TrainingRunStore();
  const pipeline = new TrainingPipeline(
    tenancy,
    runStore,
    new CourtRulingStore(),
    datasets,
    fitting,
    contenders,
    registry,
    new AuditTrail(),
    clock,
  );
  const runs = new TrainingRuns(
    tenancy,
    runStore,
    pipeline,
    registry,
    new AuditTrail(),
    jobs,
    clock,
  );
  const predictions = new PredictionStore();
  const champions = new Champions(tenancy, registry, clock);
  const markets = new Markets(tenancy, histories, clock);
  const scoring = new Scoring(
    tenancy,
    directory,
    histories,
    champions,
    markets,
    predictions,
    jobs,
    clock,
  );
  // `Object.assign` keeps the lead room's own object, whose `dealershipId` moves with `open`.
  return Object.assign(room, {
    registry,
    runs,
    fitting,
    predictions,
    champions,
    scoring,
    history: async (count: number, seed = 1, saleRate = 1) => {
      const leads = inventedHistory(count, seed, clock.time, saleRate);
      const customers = [standardCustomer({ externalId: 'C1' })];
      await room.inside((manager) =>
        room.store.storeBatch(manager, room.dealershipId, batchOf({ customers, leads })),
      );
    },
    openLead: async (externalId: string, changes: Partial<StandardLead> = {}) => {
      const arrivedAt = new Date(clock.time.getTime() - 3_600_000);
      const { vehicleExternalId: _vehicle, ...bare } = standardLead({
        externalId,
        arrivedAt,
        ...changes,
      });
      return room.inside(async (manager) => {
        await room.store.storeBatch(manager, room.dealershipId, batchOf({ leads: [bare] }));
        const [lead] = await manager.query<[{ id: string }]>(
          'SELECT id FROM lead WHERE external_id = $1',
          [externalId],
        );
        return lead.id;
      });
    },
    train: async () => {
      await runs.request(room.groupId, 'key:test');
      const run = await runs.run(room.groupId);
      if (run?.state !== 'promoted') throw new Error(`no champion: ${run?.verdict ?? 'no run'}`);
    },
  });
}

export const EAGER = 'Can I come by tomorrow for a test drive? I have financing.';

/** An eager message sells every other time, any other hardly ever. */
export function inventedHistory(
  count: number,
  seed: number,
  now: Date,
  saleRate = 1,
): StandardLead[] {
  const random = seededRandom(seed);
  const movedFrom = now.getTime() - 150 * DAY_MS;
  return Array.from({ length: count }, (_, index) => {
    const arrivedAt = new Date(now.getTime() - random() * 700 * DAY_MS - 3_600_000);
    const eager = random() < 0.4;
    const moved = arrivedAt.getTime() > movedFrom ? saleRate : 1;
    const wins = random() < moved * (eager ? 0.5 : 0.03);
    const outcomeAt = new Date(arrivedAt.getTime() + (wins ? 12 : 5) * (0.2 + random()) * DAY_MS);
    const { vehicleExternalId: _vehicle, customerExternalId: _customer, ...bare } = standardLead();
    const known = outcomeAt <= now;
    return {
      ...bare,
      externalId: `H${seed}-${index}-${randomUUID().slice(0, 8)}`,
      arrivedAt,
      message: eager ? EAGER : 'Is this still available?',
      outcome: known ? (wins ? 'WON' : 'LOST') : 'OPEN',
      ...(known && { outcomeAt }),
    };
  });
}

import { randomUUID } from 'node:crypto';
import { type Dealership, Directory, StaffDirectory, Tenancy, Vault } from '#access';
import { Clock } from '#platform';
import type { Outlooks } from '#prediction';
import type { EntityManager } from 'typeorm';
import { BandHistory } from '../../src/web/worklist/band-history.js';
import type { WorklistSearchDto } from '../../src/web/worklist/worklist.dto.js';
import { Worklist } from '../../src/web/worklist/worklist.js';
import { testDatabase, type TestDatabase } from './database.js';

export const NOW = new Date('2026-05-04T16:00:00Z');
export const minutesAgo = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);
export const daysAgo = (days: number): Date => minutesAgo(days * 1440);
const CONNECTION = randomUUID();

export class FixedClock extends Clock {
  now(): Date {
    return NOW;
  }
}

/** What may come of a lead is prediction's to say, and tested there. */
export const noOutlooks = { of: async () => ({ actions: [], changes: [] }) } as unknown as Outlooks;

/** Two dealerships with a worklist over a database of its own, and rows to put into the first. */
// oxlint-disable-next-line max-lines-per-function -- one closure over one database
export function deskRoom() {
  let database: TestDatabase;
  let tenancy: Tenancy;
  let vault: Vault;
  let worklist: Worklist;
  let staff: StaffDirectory;
  let here: Dealership;
  let elsewhere: Dealership;
  let modelVersionId: string;

  async function begin(): Promise<void> {
    database = await testDatabase();
    const directory = new Directory(database.dataSource);
    tenancy = new Tenancy(database.dataSource, directory);
    vault = new Vault('a secret key for tests, long enough');
    const clock = new FixedClock();
    staff = new StaffDirectory(database.dataSource, vault);
    worklist = new Worklist(
      tenancy,
      directory,
      vault,
      new BandHistory(clock, tenancy),
      noOutlooks,
      staff,
      clock,
    );
    const { dealerships } = await directory.provision({
      key: 'north',
      name: 'North Group',
      timeZone: 'America/Denver',
      dealerships: [rooftop('north-main'), rooftop('north-lake')],
      trainAt: '02:15',
    });
    [here, elsewhere] = dealerships as [Dealership, Dealership];
    modelVersionId = await champion(7);
  }

  const end = () => database.drop();
  const at = () => ({ database, tenancy, vault, worklist, staff, here, elsewhere });
  const tenant = () => ({ groupId: here.groupId, dealershipId: here.id });
  const page = (asked: Partial<WorklistSearchDto>) => worklist.page(tenant(), query(asked));

  /** Inserts a row of this dealership through Tenancy; columns by name. @returns its id. */
  async function insert(table: string, columns: Record<string, unknown>): Promise<string> {
    const row = { dealership_id: here.id, ...columns };
    const names = Object.keys(row);
    const places = names.map((_, index) => `$${index + 1}`);
    await within((manager) =>
      manager.query(
        `INSERT INTO ${table} (${names.join(', ')}) VALUES (${places.join(', ')})`,
        Object.values(row),
      ),
    );
    return String(columns['id']);
  }

  const within = <T>(work: (manager: EntityManager) => Promise<T>): Promise<T> =>
    tenancy.asDealership(here.id, work);

  async function lead(given: {
    score?: number | undefined;
    outcome?: string;
    arrivedAt?: Date;
    vehicleId?: string;
    message?: string;
    name?: string;
    phone?: string;
    /** The same person as behind that lead. */
    customerOf?: string;
  }): Promise<string> {
    const outcome = given.outcome ?? 'OPEN';
    const customerId = given.customerOf
      ? await customerOf(given.customerOf)
      : await insert('customer', {
          ...external(),
          name_sealed: vault.seal(here.id, given.name ?? 'Dana Reyes'),
          phone_sealed: vault.seal(here.id, given.phone ?? '+13035550142'),
          first_seen_at: daysAgo(90),
        });
    const leadId = await insert('lead', {
      ...external(),
      arrived_at: given.arrivedAt ?? minutesAgo(5),
      customer_id: customerId,
      vehicle_id: given.vehicleId ?? null,
      message_sealed: given.message === undefined ? null : vault.seal(here.id, given.message),
      outcome,
      outcome_at: outcome === 'OPEN' ? null : minutesAgo(1),
    });
    if (given.score !== undefined) {
      const predictionId = await prediction(leadId, given.score, minutesAgo(2));
      await insert('current_score', {
        lead_id: leadId,
        prediction_id: predictionId,
        score: given.score,
        band: bandOf(given.score),
      });
    }
    return leadId;
  }

  const customerOf = (leadId: string): Promise<string> =>
    within(async (manager) => {
      const [row] = await manager.query<{ id: string }[]>(
        'SELECT customer_id AS id FROM lead WHERE id = $1',
        [leadId],
      );
      return row?.id ?? '';
    });

  function prediction(leadId: string, score: number, madeAt: Date): Promise<string> {
    return insert('prediction', {
      id: randomUUID(),
      lead_id: leadId,
      model_version_id: modelVersionId,
      cutoff: madeAt,
      made_at: madeAt,
      log_odds: Math.log(score / (1 - score)),
      score,
      lower: score * 0.8,
      upper: score * 1.2,
      band: bandOf(score),
      reasons: JSON.stringify({
        bias: -2.4,
        contributions: {},
        for: [
          reason('Asked to visit or test-drive: speaks strongly for a sale.', 0.9),
          reason('Can be called: speaks for a sale.', 0.4),
          reason('Is new here: speaks a little for a sale.', 0.05),
        ],
        against: [
          reason('Is 50-100 km away: speaks against a sale.', -0.3),
          reason('Offers no trade-in: speaks a little against a sale.', -0.05),
        ],
      }),
      features: {},
    });
  }

  async function vehicle(prices: [amount: number, daysBefore: number][]): Promise<string> {
    const id = await insert('vehicle', {
      ...external(),
      year: 2021,
      make: 'Toyota',
      model: 'RAV4',
      trim: 'XLE',
      currency: 'USD',
    });
    for (const [amount, days] of prices)
      await insert('vehicle_price', { vehicle_id: id, effective_at: daysAgo(days), amount });
    return id;
  }

  const activity = (leadId: string, direction: string, author: string, minutes: number) =>
    insert('activity', {
      ...external(),
      lead_id: leadId,
      kind: 'call',
      direction,
      author,
      occurred_at: minutesAgo(minutes),
    });

  const status = (leadId: string, outcome: string, why: string, minutes: number) =>
    insert('lead_status', {
      lead_id: leadId,
      outcome,
      reason: why,
      occurred_at: minutesAgo(minutes),
      recorded_at: minutesAgo(minutes),
      actor: 'system',
    });

  async function champion(number: number): Promise<string> {
    const id = randomUUID();
    await tenancy.asGroup(here.groupId, async (manager) => {
      await manager.query(
        `INSERT INTO model_version (group_id, id, number, family, artifact, artifact_hash,
           feature_schema, metrics, data_hash, seed, code_version, created_at)
         VALUES ($1, $2, $3, 'logistic', '', '', '[]', '{}', '', 1, '', $4)`,
        [here.groupId, id, number, daysAgo(100)],
      );
      await manager.query(
        `INSERT INTO promotion (group_id, model_version_id, promoted_at, promoted_by, reason)
         VALUES ($1, $2, $3, 'system', 'first')`,
        [here.groupId, id, daysAgo(100)],
      );
    });
    return id;
  }

  const clear = () =>
    within(async (manager) => {
      for (const table of [
        'score_opinion',
        'contact_wish',
        'current_score',
        'prediction',
        'activity',
        'lead_status',
        'lead',
        'vehicle_price',
        'vehicle',
      ])
        await manager.query(`DELETE FROM ${table}`);
    });

  return {
    begin,
    end,
    at,
    clear,
    tenant,
    page,
    within,
    lead,
    prediction,
    vehicle,
    activity,
    status,
  };
}

export const query = (asked: Partial<WorklistSearchDto>): WorklistSearchDto => ({
  limit: 50,
  outcome: 'OPEN',
  ...asked,
});

const bandOf = (score: number): string => (score >= 0.15 ? 'hot' : score >= 0.06 ? 'warm' : 'cool');

const external = () => ({
  id: randomUUID(),
  connection_id: CONNECTION,
  external_id: randomUUID(),
});

const reason = (sentence: string, logOdds: number) => ({ feature: 'any', sentence, logOdds });

const rooftop = (key: string) => ({
  key,
  name: key,
  timeZone: 'America/Denver',
  country: 'US',
  currency: 'USD',
  simulated: true,
  staleAfterDays: 30,
  horizonDays: 90,
  responsePromiseMinutes: 15,
  bands: { hot: 0.15, warm: 0.06 },
  connections: [],
  repsSeeUnassigned: true,
});

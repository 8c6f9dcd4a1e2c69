import type { EntityManager } from 'typeorm';
import { AuditTrail, Directory, Tenancy, Vault } from '#access';
import { CustomerMatching, LeadHistories, LeadStore, type LeadChanged } from '#leads';
import { Clock, type Jobs } from '#platform';
import { type TestDatabase, testDatabase } from './database.js';

export class FixedClock extends Clock {
  constructor(public time = new Date('2026-04-01T12:00:00Z')) {
    super();
  }

  now(): Date {
    return this.time;
  }
}

/** Remembers what was sent instead of queueing it. */
export class RecordedJobs {
  readonly sent: { queue: string; data: object; key?: string }[] = [];

  async send(queue: string, data: object, options: { key?: string } = {}): Promise<void> {
    this.sent.push({ queue, data, ...options });
  }

  async sendMany(queue: string, items: { data: object; key?: string }[]): Promise<void> {
    for (const item of items) this.sent.push({ queue, ...item });
  }

  leadIds(): string[] {
    return this.sent.map((job) => (job.data as LeadChanged).leadId);
  }
}

export interface LeadRoom {
  database: TestDatabase;
  tenancy: Tenancy;
  directory: Directory;
  vault: Vault;
  clock: FixedClock;
  jobs: RecordedJobs;
  matching: CustomerMatching;
  store: LeadStore;
  histories: LeadHistories;
  groupId: string;
  dealershipId: string;
  /** Work inside the dealership's transaction. */
  inside<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>;
  /** A fresh dealership of the same group; later `inside` calls are about it. */
  open(): Promise<string>;
}

/** The lead room over a database of its own, without the rest of the application. */
export async function leadRoom(): Promise<LeadRoom> {
  const database = await testDatabase();
  const directory = new Directory(database.dataSource);
  const tenancy = new Tenancy(database.dataSource, directory);
  const vault = new Vault('a secret key of the tests, long enough');
  const clock = new FixedClock();
  const jobs = new RecordedJobs();
  const audit = new AuditTrail();
  const matching = new CustomerMatching(audit);
  const store = new LeadStore(vault, jobs as unknown as Jobs, clock, directory, matching, audit);
  const histories = new LeadHistories(vault, directory);
  let opened = 0;
  const room: LeadRoom = {
    database,
    tenancy,
    directory,
    vault,
    clock,
    jobs,
    matching,
    store,
    histories,
    groupId: '',
    dealershipId: '',
    inside: (work) => tenancy.asDealership(room.dealershipId, work),
    open: async () => {
      opened += 1;
      const { group, dealerships } = await directory.provision({
        key: `group-${opened}`,
        name: 'Example Motors',
        timeZone: 'America/Chicago',
        dealerships: [dealershipSettings(`rooftop-${opened}`)],
      } as never);
      room.groupId = group.id;
      room.dealershipId = dealerships[0]?.id ?? '';
      return room.dealershipId;
    },
  };
  await room.open();
  return room;
}

const dealershipSettings = (key: string) => ({
  key,
  name: 'Example Motors North',
  timeZone: 'America/Chicago',
  country: 'US',
  currency: 'USD',
  simulated: false,
  staleAfterDays: 30,
  horizonDays: 90,
  responsePromiseMinutes: 15,
  bands: { hot: 0.3, warm: 0.1 },
});

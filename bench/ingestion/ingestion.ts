import { parseSettings } from '#config';
import { AuditTrail, Directory, Tenancy, Vault } from '#access';
import { CustomerMatching, LeadStore, type StandardBatch } from '#leads';
import { Clock, Jobs } from '#platform';
import type { Launched } from '../../src/launch.js';
import type { BenchOptions } from '../index.js';
import { ratiosOf, secondsOf, spreadOf } from '../measuring.js';
import { figure, ratio, type Report, spread } from '../report.js';
import { onServer, openStage, say, type Stage } from '../stage.js';
import { batchesOf, madeLeads } from './made-leads.js';
import { PlainTables } from './plain-tables.js';
import { CountingVault, RememberingVault } from './remembering-vault.js';

const SECRET = 'a key for measuring that is long enough to be one';
const LEADS_ONLY = ['lead'];
const WHOLE = ['customer', 'vehicle', 'vehicle_price', 'lead', 'lead_status'];

const SETTINGS = `
groups:
  - key: bench
    name: Bench Group
    timeZone: America/Chicago
    dealerships: [{ key: rooftop, name: Rooftop, timeZone: America/Chicago }]`;

/** Stores batches of records, one transaction each, and empties the store again. */
class Store {
  constructor(
    private readonly stage: Stage,
    private readonly launched: Launched,
    private readonly dealershipId: string,
  ) {}

  static async open(stage: Stage): Promise<Store> {
    const launched = await stage.open(parseSettings(SETTINGS, {}, 'bench'), { ROLE: 'api' });
    const directory = launched.app.get(Directory);
    const [group] = await directory.groups();
    const [dealership] = await directory.dealershipsOf(group?.id ?? '');
    if (!dealership) throw new Error('The bench has no dealership.');
    return new Store(stage, launched, dealership.id);
  }

  async keep(batches: StandardBatch[], vault: Vault): Promise<void> {
    const { app } = this.launched;
    const store = new LeadStore(
      vault,
      app.get(Jobs),
      app.get(Clock),
      app.get(Directory),
      app.get(CustomerMatching),
      app.get(AuditTrail),
    );
    for (const batch of batches)
      await app
        .get(Tenancy)
        .asDealership(this.dealershipId, (manager) =>
          store.storeBatch(manager, this.dealershipId, batch),
        );
  }

  /** Between measurements: nothing stored, and nothing left to be written for whoever came before. */
  async empty(tables: string[]): Promise<void> {
    await onServer(this.stage.databaseUrl, async (client) => {
      await client.query(`TRUNCATE ${tables.join(', ')} CASCADE`);
      await client.query('CHECKPOINT');
    });
  }

  stop(): Promise<void> {
    return this.launched.stop();
  }
}

/** Seconds by contender, one number a round. */
type Rounds = Record<
  'stored' | 'sealedBefore' | 'sealing' | 'saved' | 'copied' | 'storedWhole' | 'copiedWhole',
  number[]
>;

/** Bulk storing of leads beside TypeORM's `save` and bare COPY of the very same rows. */
export async function measureIngestion(options: BenchOptions): Promise<Report> {
  const stage = await openStage();
  try {
    const store = await Store.open(stage);
    try {
      return await measured(stage, store, options);
    } finally {
      await store.stop();
    }
  } finally {
    await stage.close();
  }
}

async function measured(stage: Stage, store: Store, options: BenchOptions): Promise<Report> {
  const all = madeLeads(options.rows);
  const whole = batchesOf(all, options.batch);
  const leads = whole.map((batch) => ({ ...batch, customers: [], vehicles: [] }));
  const people = whole.map((batch) => ({ ...batch, leads: [] }));
  const remembering = new RememberingVault(SECRET);

  say('warming up, and keeping the rows for the others');
  await store.keep(whole, remembering);
  const plain = await PlainTables.of(stage.databaseUrl, WHOLE);
  const rounds: Rounds = {
    stored: [], sealedBefore: [], sealing: [], saved: [], copied: [], storedWhole: [], copiedWhole: [],
  }; // prettier-ignore
  for (let round = 1; round <= options.rounds; round += 1) {
    const measure = async (
      name: keyof Rounds,
      work: () => Promise<unknown>,
      tables: string[] = LEADS_ONLY,
    ): Promise<void> => {
      await store.empty(tables);
      await plain.empty(tables);
      const seconds = await secondsOf(work);
      rounds[name].push(seconds);
      say(`round ${round} of ${options.rounds}: ${name} ${seconds.toFixed(2)} s`);
    };
    const counting = new CountingVault(SECRET);
    await measure('storedWhole', () => store.keep(whole, new Vault(SECRET)), WHOLE);
    await measure('copiedWhole', () => plain.copy(), WHOLE);
    await store.keep(people, remembering);
    // The customers and vehicles are stored already from here on.
    await measure('stored', () => store.keep(leads, counting));
    rounds.sealing.push(counting.seconds);
    await measure('copied', () => plain.copy(LEADS_ONLY));
    await measure('sealedBefore', () => store.keep(leads, remembering));
    await measure('saved', () => plain.save(LEADS_ONLY));
  }
  const rowCount = plain.rowCount;
  await plain.close();
  return reportOf(stage, options, rounds, { leads: all.leads.length, rows: rowCount });
}

function reportOf(
  stage: Stage,
  options: BenchOptions,
  rounds: Rounds,
  counts: { leads: number; rows: number },
): Report {
  const withSealing = (seconds: number[]): number[] =>
    seconds.map((one, round) => one + (rounds.sealing[round] ?? 0));
  const overSave = ratiosOf(withSealing(rounds.saved), rounds.stored);
  const overCopy = ratiosOf(withSealing(rounds.copied), rounds.stored);
  const { leads, rows } = counts;
  return {
    name: 'ingestion',
    compared: [
      `${figure(leads)} invented leads (every fifth asks again) in batches of ${figure(options.batch)}, one transaction each; ${options.rounds} rounds in turns, an empty table and a checkpoint before each; ${stage.database}.`,
      'storeBatch hashes, seals, matches customers, links vehicles, finds duplicates and writes the status history, under row-level security and foreign keys.',
      'save and COPY put the very rows it stored (leads alone, no history) into a table of the same shape, indexes and foreign keys, without row-level security.',
      'COPY is given ready text in one statement: it is the floor, not a way to store leads.',
    ],
    verdicts: [
      {
        what: 'storeBatch against TypeORM save, both with sealing',
        goal: '>= 8x',
        measured: ratio(overSave),
        met: overSave.median >= 8,
      },
      {
        what: 'storeBatch against bare COPY, both with sealing',
        goal: '>= 0.5x',
        measured: ratio(overCopy),
        met: overCopy.median >= 0.5,
      },
    ],
    tables: [
      {
        title: 'Leads alone, their customers and vehicles stored before: median (least..most)',
        headings: ['', 'seconds', 'lead rows/s'],
        rows: [
          line('storeBatch', rounds.stored, leads),
          line('storeBatch, sealed beforehand', rounds.sealedBefore, leads),
          line('sealing and hashing alone', rounds.sealing, leads),
          line('TypeORM save, 500 at a time', rounds.saved, leads),
          line('bare COPY', rounds.copied, leads),
        ],
      },
      {
        title: 'How many times as fast as the others',
        headings: ['storeBatch', 'TypeORM save', 'bare COPY'],
        rows: [
          ['both with sealing', ratio(overSave), ratio(overCopy)],
          [
            'both without sealing',
            ratio(ratiosOf(rounds.saved, rounds.sealedBefore)),
            ratio(ratiosOf(rounds.copied, rounds.sealedBefore)),
          ],
          [
            'with sealing, the others without',
            ratio(ratiosOf(rounds.saved, rounds.stored)),
            ratio(ratiosOf(rounds.copied, rounds.stored)),
          ],
        ],
      },
      {
        title: `The whole set: ${figure(rows)} rows of customers, vehicles, prices, leads and status history`,
        headings: ['', 'seconds', 'lead rows/s', 'all rows/s'],
        rows: [
          [
            ...line('storeBatch', rounds.storedWhole, leads),
            spread(spreadOf(rounds.storedWhole.map((one) => rows / one))),
          ],
          [
            ...line('bare COPY of the same rows', rounds.copiedWhole, leads),
            spread(spreadOf(rounds.copiedWhole.map((one) => rows / one))),
          ],
        ],
      },
    ],
    raw: { seconds: rounds, counts },
  };
}

const line = (name: string, seconds: number[], rows: number): string[] => [
  name,
  spread(spreadOf(seconds), 2),
  spread(spreadOf(seconds.map((one) => rows / one))),
];

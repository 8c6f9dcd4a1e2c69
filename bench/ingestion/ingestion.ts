import { parseSettings } from '#config';
import { AuditTrail, Directory, Tenancy, Vault } from '#access';
import { CustomerMatching, LeadStore, type StandardBatch } from '#leads';
import { Clock, Jobs } from '#platform';
import type { Launched } from '../../src/launch.js';
import type { BenchOptions } from '../options.js';
import { ratiosOf, secondsOf, type Spread, spreadOf } from '../measuring.js';
import { figure, ratio, type Report, spread, type Table } from '../report.js';
import { onServer, openStage, say, type Stage } from '../stage.js';
import { batchesOf, madeLeads } from './made-leads.js';
import { PlainTables } from './plain-tables.js';
import { CountingVault } from './counting-vault.js';

const SECRET = 'a key for measuring that is long enough to be one';
const LEADS = ['lead', 'lead_status'];
const WHOLE = ['customer', 'vehicle', 'vehicle_price', ...LEADS];

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

/** Seconds, one number a round; each contender stores the very same rows. */
interface Rounds {
  stored: number[];
  /** Of storing: what whoever keeps these rows must spend on sealing and hashing them first. */
  sealing: number[];
  saved: number[];
  copied: number[];
}

interface Measured {
  whole: Rounds;
  /** Customers and vehicles stored before. */
  leads: Rounds;
}

/** Bulk storing beside TypeORM's `save` and bare COPY of the very same rows. */
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
  say('warming up, and keeping the rows for the others');
  await store.keep(whole, new Vault(SECRET));
  const plain = await PlainTables.of(stage.databaseUrl, WHOLE);
  const seconds: Measured = { whole: noRounds(), leads: noRounds() };
  for (let round = 1; round <= options.rounds; round += 1) {
    const measure = async (
      set: keyof Measured,
      name: keyof Rounds,
      work: () => Promise<unknown>,
    ): Promise<void> => {
      const tables = set === 'whole' ? WHOLE : LEADS;
      await store.empty(tables);
      await plain.empty(tables);
      const taken = await secondsOf(work);
      seconds[set][name].push(taken);
      say(`round ${round} of ${options.rounds}: ${set} ${name} ${taken.toFixed(2)} s`);
    };
    const stored = async (set: keyof Measured, batches: StandardBatch[]): Promise<void> => {
      const vault = new CountingVault(SECRET);
      await measure(set, 'stored', () => store.keep(batches, vault));
      seconds[set].sealing.push(vault.seconds);
    };
    await measure('whole', 'saved', () => plain.save());
    await measure('whole', 'copied', () => plain.copy());
    await stored('whole', whole);
    await plain.copy(['customer', 'vehicle', 'vehicle_price']);
    // The customers and vehicles are stored already from here on.
    await stored('leads', leads);
    await measure('leads', 'copied', () => plain.copy(LEADS));
    await measure('leads', 'saved', () => plain.save(LEADS));
  }
  const counts = { whole: plain.rowCount(WHOLE), leads: plain.rowCount(LEADS) };
  await plain.close();
  return reportOf(stage, options, seconds, counts);
}

const noRounds = (): Rounds => ({ stored: [], sealing: [], saved: [], copied: [] });

type Counts = Record<keyof Measured, number>;

function reportOf(stage: Stage, options: BenchOptions, seconds: Measured, counts: Counts): Report {
  const { overSave, overCopy } = factorsOf(seconds.whole).sealed;
  return {
    name: 'ingestion',
    compared: [
      `${figure(options.rows)} invented leads (every fifth asks again) with their customers, vehicles and prices, in batches of ${figure(options.batch)}, one transaction each; ${options.rounds} rounds in turns, an empty table and a checkpoint before each; ${stage.database}.`,
      'All three store the very same rows, the status history too, under the same indexes and foreign keys. storeBatch works them out: it hashes, seals, matches customers, links vehicles, finds duplicates and writes history, under row-level security. save and COPY are given the rows as they ended, and have neither to look for what is known nor to hide anything from other tenants.',
      'COPY is given ready text in one statement a table: it is the floor, not a way to store leads.',
      '"With sealing" adds to save and COPY the time storeBatch spent on sealing and hashing: whoever keeps these rows must do that first.',
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
      tableOf(`The whole set, ${figure(counts.whole)} rows`, seconds.whole, counts.whole),
      tableOf(
        `Leads and their history alone, ${figure(counts.leads)} rows`,
        seconds.leads,
        counts.leads,
      ),
    ],
    raw: { seconds, counts },
  };
}

interface Factors {
  overSave: Spread;
  overCopy: Spread;
}

/** How many times as fast as the others storeBatch was. */
function factorsOf({ stored, sealing, saved, copied }: Rounds): Record<'sealed' | 'bare', Factors> {
  const withSealing = (taken: number[]): number[] =>
    taken.map((one, round) => one + (sealing[round] ?? 0));
  const over = (other: (taken: number[]) => number[]): Factors => ({
    overSave: ratiosOf(other(saved), stored),
    overCopy: ratiosOf(other(copied), stored),
  });
  return { sealed: over(withSealing), bare: over((taken) => taken) };
}

function tableOf(title: string, rounds: Rounds, rows: number): Table {
  const { sealed, bare } = factorsOf(rounds);
  const line = (name: string, taken: number[], factors: string[]): string[] => [
    name,
    spread(spreadOf(taken), 2),
    spread(spreadOf(taken.map((one) => rows / one))),
    ...factors,
  ];
  return {
    title: `${title}: median (least..most)`,
    headings: ['', 'seconds', 'rows/s', 'storeBatch is, with sealing', 'without'],
    rows: [
      line('storeBatch', rounds.stored, ['', '']),
      line('of it sealing and hashing', rounds.sealing, ['', '']),
      line('TypeORM save, 500 at a time', rounds.saved, [
        ratio(sealed.overSave),
        ratio(bare.overSave),
      ]),
      line('bare COPY', rounds.copied, [ratio(sealed.overCopy), ratio(bare.overCopy)]),
    ],
  };
}

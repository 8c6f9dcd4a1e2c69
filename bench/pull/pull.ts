import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Dealership, Directory } from '#access';
import { parseSettings, type Settings } from '#config';
import { parseFileMapping } from '#crm';
import { FileImport } from '#ingestion';
import { RestCrm } from '#simulator';
import { Child } from '../child.js';
import { ratiosOf, secondsOf, spreadOf } from '../measuring.js';
import type { BenchOptions } from '../options.js';
import { pull } from '../pulling.js';
import { figure, ratio, type Report, spread } from '../report.js';
import { openStage, say } from '../stage.js';
import { inventedLead } from './invented-leads.js';
import type { Question } from './rest-crm.process.js';

const GOAL = 0.7;
const PAGE_SIZE = 1000;
/** So recent that none is silent: a sync closes silent leads at its end, and reading a file leaves that to the next one. */
const DAYS = 20;
/** What stands in {@link inventedLead}. */
const MAPPING = `
format: ndjson
lead:
  externalId: id
  updatedAt: updated_at
  arrivedAt: created_at
  source: source
  channel: channel
  message: message
  assignedTo: assigned_to
outcome: { column: status, values: { New: OPEN } }
`;

/** The same leads pulled from a CRM by pages and read from a file, in turns, each into a dealership of its own. */
export async function measurePull(options: BenchOptions): Promise<Report> {
  const { rows, rounds } = options;
  const mapping = parseFileMapping(MAPPING, 'the mapping of the bench');
  const folder = await mkdtemp(join(tmpdir(), 'lead-likelihood-pull-'));
  const file = join(folder, 'leads.ndjson');
  const firstAt = Date.now() - DAYS * 86_400_000;
  await writeLeads(file, rows, firstAt);
  const stage = await openStage();
  const crm = new Child(new URL('./rest-crm.process.js', import.meta.url));
  try {
    const origin = await crm.ask<string>({
      leads: rows,
      pageSize: PAGE_SIZE,
      firstAt,
    } satisfies Question);
    const { app, stop } = await stage.open(await settingsOf(origin, rounds), { ROLE: 'api' });
    const [group] = await app.get(Directory).groups();
    const stores = await app.get(Directory).dealershipsOf(group?.id ?? '');
    const store = (key: string): Dealership => stores.find((one) => one.key === key)!;
    const seconds = { pulled: [] as number[], read: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      const pulls = async (): Promise<void> => {
        seconds.pulled.push(await secondsOf(() => pull(app, store(`pulled-${round}`))));
      };
      const reads = async (): Promise<void> => {
        const tenant = { dealershipId: store(`read-${round}`).id };
        seconds.read.push(await secondsOf(() => app.get(FileImport).run(tenant, file, mapping)));
      };
      for (const work of round % 2 === 0 ? [pulls, reads] : [reads, pulls]) await work();
      say(`round ${round + 1}: ${seconds.pulled.at(-1)} s pulled, ${seconds.read.at(-1)} s read`);
    }
    await stop();
    return reportOf(rows, stage.database, seconds);
  } finally {
    crm.end();
    await stage.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeLeads(file: string, rows: number, firstAt: number): Promise<void> {
  const out = createWriteStream(file);
  for (let number = 0; number < rows; number++)
    if (!out.write(`${JSON.stringify(inventedLead(number, firstAt))}\n`)) await once(out, 'drain');
  out.end();
  await once(out, 'finish');
}

async function settingsOf(origin: string, rounds: number): Promise<Settings> {
  const dialect = parse(await readFile('config/dialects/simulated-crm.yaml', 'utf8')) as object;
  const rest = {
    key: 'crm',
    name: 'CRM',
    dialect: 'rest',
    secrets: RestCrm.secrets,
    settings: { ...dialect, baseUrl: `${origin}/api/v2` },
  };
  const dealerships = Array.from({ length: rounds }, (_, round) => [
    dealership(`pulled-${round}`, [rest]),
    dealership(`read-${round}`, []),
  ]).flat();
  const group = { key: 'bench', name: 'Bench', timeZone: 'America/Chicago', dealerships };
  return parseSettings(JSON.stringify({ groups: [group] }), {}, 'pull');
}

const dealership = (key: string, connections: object[]): object => ({
  key,
  name: key,
  timeZone: 'America/Chicago',
  connections,
});

function reportOf(
  rows: number,
  database: string,
  { pulled, read }: { pulled: number[]; read: number[] },
): Report {
  // Of each round, how fast pulling is beside reading.
  const speed = ratiosOf(read, pulled);
  const line = (name: string, seconds: number[]): string[] => [
    name,
    spread(spreadOf(seconds), 2),
    spread(spreadOf(seconds.map((each) => rows / each))),
  ];
  return {
    name: 'pull',
    compared: [
      `${figure(rows)} leads pulled from the simulated CRM, a process of its own, ${figure(PAGE_SIZE)} a page, against the same from a file of JSON lines; ${pulled.length} rounds in turns, each into an empty dealership; ${database}.`,
    ],
    verdicts: [
      {
        what: 'leads pulled and stored against the same from a file',
        goal: `>= ${GOAL}x`,
        measured: ratio(speed),
        met: speed.median >= GOAL,
      },
    ],
    tables: [
      {
        title: 'Pulled and read',
        headings: ['way', 'seconds', 'leads a second'],
        rows: [line('pulled by pages', pulled), line('read from a file', read)],
      },
    ],
    raw: { pulled, read },
  };
}

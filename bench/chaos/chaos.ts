import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiKeys, Directory } from '#access';
import { parseSettings } from '#config';
import type { BenchOptions } from '../options.js';
import { figure, type Report, type Verdict } from '../report.js';
import { openStage, say, type Stage } from '../stage.js';
import { crownConstant } from './constant-champion.js';
import type { Dealer, Message } from './dealer.js';
import { adf, file, rest } from './doors.js';
import { chanceOf } from './faults.js';
import { reckon, waitUntilDone, type Reckoning } from './reckoning.js';
import { elead, hubSpot, salesforce, vinSolutions, zoho } from './vendors.js';
import { Workers } from './workers.js';

/** Of all leads. Elead takes a hundred calls a minute and VinSolutions one score a call: more would only take longer. */
const SHARES: Record<string, number> = {
  rest: 0.4,
  salesforce: 0.2,
  hubspot: 0.15,
  zoho: 0.12,
  file: 0.08,
  adf: 0.03,
  vinsolutions: 0.015,
  elead: 0.005,
};
const FAULTS = 0.2;
const WAVES = 10;
const MESSAGES_AT_ONCE = 8;

interface Stand {
  stage: Stage;
  dealers: Dealer[];
  apiUrl: string;
}

/** Leads over all dialects at once, while their systems fail, tell everything twice, and workers are killed. */
export async function measureChaos(options: BenchOptions): Promise<Report> {
  const stage = await openStage();
  const folder = await mkdtemp(join(tmpdir(), 'lead-likelihood-chaos-'));
  await chmod(folder, 0o755);
  let apiKey = '';
  const dealers = [
    await rest(),
    await salesforce(),
    await hubSpot(),
    await zoho(),
    await file(folder),
    await adf(() => apiKey),
    await vinSolutions(),
    await elead(),
  ];
  const settings = settingsOf(dealers);
  const api = await stage.open(parseSettings(settings, {}, 'chaos'), { ROLE: 'api' });
  const order = { settings, env: stage.env({ ROLE: 'worker' }) };
  const workers = new Workers(folder, order, options.killEvery * 1000);
  try {
    const [group] = await api.app.get(Directory).groups();
    const [dealership] = await api.app.get(Directory).dealershipsOf(group?.id ?? '');
    if (!group || !dealership) throw new Error('The bench has no dealership.');
    await crownConstant(api.app, group.id);
    const owner = { groupId: group.id, dealershipId: dealership.id, name: 'bench' };
    apiKey = (await api.app.get(ApiKeys).issue({ ...owner, scopes: ['intake'] })).key;
    await api.app.listen({ port: 0, host: '127.0.0.1' });
    const apiUrl = (await api.app.getUrl()).replace('[::1]', '127.0.0.1');
    const reckoning = await ordeal({ stage, dealers, apiUrl }, workers, options);
    return reportOf(stage, options, workers.killed, reckoning);
  } finally {
    workers.end();
    await api.stop();
    await Promise.all(dealers.flatMap(({ server }) => server?.stop() ?? []));
    await stage.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function ordeal(stand: Stand, workers: Workers, options: BenchOptions): Promise<Reckoning> {
  const { stage, dealers } = stand;
  const numbersOf = new Map(
    dealers.map(({ dialect }) => [
      dialect,
      Math.max(1, Math.round(options.leads * (SHARES[dialect] ?? 0))),
    ]),
  );
  for (const [at, { server }] of dealers.entries())
    if (server) server.chance = chanceOf(FAULTS, at + 1);
  await workers.begin(2);
  const begun = Date.now();
  for (let wave = 0; wave < WAVES; wave++) {
    const messages = await Promise.all(
      dealers.map((dealer) => dealer.arrive(waveOf(numbersOf.get(dealer.dialect) ?? 0, wave))),
    );
    await sendTwice(stand.apiUrl, messages.flat());
    say(`wave ${wave + 1} of ${WAVES} has come in, ${workers.killed} workers killed`);
  }
  const expected = { dealers, numbersOf, databaseUrl: stage.databaseUrl };
  await waitUntilDone(expected, options.minutes * 60_000, () => workers.killed);
  workers.spare();
  return reckon(expected, Date.now() - begun);
}

const waveOf = (count: number, wave: number): number[] =>
  Array.from({ length: count }, (_, number) => number).filter((number) => number % WAVES === wave);

/** Each message goes out twice, and again until it is answered: senders are patient, if nothing else. */
async function sendTwice(apiUrl: string, messages: Message[]): Promise<void> {
  const waiting = [...messages, ...messages.toReversed()].values();
  const send = async (): Promise<void> => {
    for (const { path, headers, body } of waiting) {
      for (let attempt = 1; ; attempt++) {
        const answer = await fetch(apiUrl + path, {
          method: 'POST',
          headers,
          body: new Uint8Array(body),
        });
        const text = await answer.text();
        if (answer.ok) break;
        if (attempt === 20) throw new Error(`${path} answered ${answer.status}: ${text}`);
        await sleep(100 * attempt);
      }
    }
  };
  await Promise.all(Array.from({ length: MESSAGES_AT_ONCE }, send));
}

function settingsOf(dealers: Dealer[]): string {
  const dealership = {
    key: 'chaos',
    name: 'Chaos',
    timeZone: 'America/Chicago',
    connections: dealers.map(({ connection }) => connection),
  };
  const group = {
    key: 'bench',
    name: 'Bench',
    timeZone: 'America/Chicago',
    dealerships: [dealership],
  };
  return JSON.stringify({ groups: [group] });
}

const exact = (what: string, count: number): Verdict => ({
  what,
  goal: '0',
  measured: figure(count),
  met: count === 0,
});

function reportOf(stage: Stage, options: BenchOptions, killed: number, found: Reckoning): Report {
  const { rows, seconds } = found;
  const sum = (key: 'missing' | 'extra' | 'unscored' | 'otherKeys' | 'outdated'): number =>
    rows.reduce((total, row) => total + row[key], 0);
  return {
    name: 'chaos',
    compared: [
      `${figure(options.leads)} leads over ${rows.length} dialects at once in ${WAVES} waves; ${FAULTS * 100} % of requests to the simulated vendors fail (429, 503, half an answer, a web page, a hang-up, done and never told, silence); every message comes twice, newest version first, while polls read the same leads; two worker processes, each killed -9 after ${options.killEvery} s of work (${killed} times); ${stage.database}.`,
      `Done ${figure(seconds)} s after the first wave.`,
    ],
    verdicts: [
      exact('leads lost', sum('missing')),
      exact('leads doubled or invented', sum('extra')),
      exact('leads whose older version won', sum('outdated')),
      exact('leads whose score never arrived', sum('unscored')),
      exact('repeated scores under another key', sum('otherKeys')),
      exact('records in quarantine', found.quarantined),
      exact('deliveries given up or still waiting', found.unsettled.length),
    ],
    tables: [
      {
        title: 'By dialect',
        headings: [
          'dialect',
          'leads',
          'stored',
          'lost',
          'doubled',
          'scored',
          'unscored',
          'repeats',
          'under another key',
          'requests',
        ],
        rows: rows.map((row) => [
          row.dialect,
          ...[
            row.expected,
            row.stored,
            row.missing,
            row.extra,
            row.scored,
            row.unscored,
            row.repeats,
          ].map((count) => figure(count)),
          row.hasKeys ? figure(row.otherKeys) : 'no key there',
          figure(row.requests),
        ]),
      },
      {
        title: 'Deliveries given up or still waiting',
        headings: ['dialect', 'state', 'tries', 'next in, s', 'last error'],
        rows: found.unsettled.map(({ dialect, state, attempts, dueIn, error }) => [
          dialect,
          state,
          figure(attempts),
          figure(dueIn),
          error ?? '',
        ]),
      },
    ],
    raw: found,
  };
}

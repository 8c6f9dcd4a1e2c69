import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { ApiKeys, Directory } from '#access';
import { parseSettings } from '#config';
import { say, type Stage } from '../stage.js';
import { crownConstant } from './constant-champion.js';
import type { Dealer, Message } from './dealer.js';
import { dealerSocket } from './dealersocket.js';
import { adf, file, rest } from './doors.js';
import { dynamics } from './dynamics.js';
import { chanceOf, FAULTS } from './faults.js';
import { meta } from './meta.js';
import { reckon, waitUntilDone, type Reckoning } from './reckoning.js';
import { sql } from './sql.js';
import { elead, hubSpot, salesforce, vinSolutions, zoho } from './vendors.js';
import { Workers } from './workers.js';

/** Of all leads. Elead takes a hundred calls a minute and VinSolutions one score a call: more would only take longer. */
export const SHARES: Record<string, number> = {
  rest: 0.33,
  salesforce: 0.19,
  hubspot: 0.14,
  zoho: 0.11,
  file: 0.07,
  sql: 0.06,
  adf: 0.03,
  dynamics: 0.025,
  meta: 0.015,
  vinsolutions: 0.015,
  dealersocket: 0.01,
  elead: 0.005,
};
export const WAVES = 10;
const MESSAGES_AT_ONCE = 8;

export interface OrdealPlan {
  /** How many leads each dialect is given; the others take no part. */
  numbersOf: ReadonlyMap<string, number>;
  waves: number;
  /** How long a worker works until it is killed, and how many are killed at most. */
  workMs: number;
  mostKilled?: number;
  /** Given up when for so long nothing was stored and nothing delivered: how long it takes is the machine's affair. */
  patienceMs: number;
}

/** How many leads of so many each dialect is given. */
export const sharesOf = (leads: number): Map<string, number> =>
  new Map(
    Object.entries(SHARES).map(([dialect, share]) => [
      dialect,
      Math.max(1, Math.round(leads * share)),
    ]),
  );

/** Leads over several dialects at once, while their systems fail, tell everything twice, and workers are killed. */
export async function holdOrdeal(
  stage: Pick<Stage, 'env' | 'databaseUrl' | 'open'>,
  plan: OrdealPlan,
): Promise<Reckoning & { killed: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'lead-likelihood-chaos-'));
  await chmod(folder, 0o755);
  let apiKey = '';
  const dealers = await dealersOf(plan, {
    folder,
    databaseUrl: stage.databaseUrl,
    apiKey: () => apiKey,
  });
  const settings = settingsOf(dealers);
  const api = await stage.open(parseSettings(settings, {}, 'chaos'), { ROLE: 'api' });
  const order = { settings, env: stage.env({ ROLE: 'worker' }) };
  const workers = new Workers(folder, order, plan.workMs, plan.mostKilled);
  try {
    apiKey = await prepare(api.app);
    await api.app.listen({ port: 0, host: '127.0.0.1' });
    const apiUrl = (await api.app.getUrl()).replace('[::1]', '127.0.0.1');
    await workers.begin(2);
    const begun = Date.now();
    await arriveInWaves(dealers, plan, apiUrl, () => workers.killed);
    const expected = { dealers, numbersOf: plan.numbersOf, databaseUrl: stage.databaseUrl };
    await waitUntilDone(expected, plan.patienceMs, () => workers.killed);
    workers.spare();
    return { ...(await reckon(expected, Date.now() - begun)), killed: workers.killed };
  } finally {
    workers.end();
    await api.stop();
    await Promise.all(
      dealers.flatMap((dealer) => [dealer.server?.stop() ?? [], dealer.close?.() ?? []].flat()),
    );
    await rm(folder, { recursive: true, force: true });
  }
}

async function dealersOf(
  { numbersOf }: OrdealPlan,
  { folder, databaseUrl, apiKey }: { folder: string; databaseUrl: string; apiKey: () => string },
): Promise<Dealer[]> {
  const open: Record<string, () => Promise<Dealer>> = {
    rest,
    salesforce,
    hubspot: hubSpot,
    zoho,
    file: () => file(folder),
    adf: () => adf(apiKey),
    vinsolutions: vinSolutions,
    elead,
    dynamics,
    meta,
    dealersocket: dealerSocket,
    sql: () => sql(databaseUrl),
  };
  const dealers: Dealer[] = [];
  for (const [dialect, begin] of Object.entries(open))
    if (numbersOf.has(dialect)) dealers.push(await begin());
  for (const [at, { server }] of dealers.entries())
    if (server) server.chance = chanceOf(FAULTS, at + 1);
  return dealers;
}

/** A champion, and a key to post leads with. */
async function prepare(app: INestApplicationContext): Promise<string> {
  const [group] = await app.get(Directory).groups();
  const [dealership] = await app.get(Directory).dealershipsOf(group?.id ?? '');
  if (!group || !dealership) throw new Error('The bench has no dealership.');
  await crownConstant(app, group.id);
  const owner = { groupId: group.id, dealershipId: dealership.id, name: 'bench' };
  return (await app.get(ApiKeys).issue({ ...owner, scopes: ['intake'] })).key;
}

async function arriveInWaves(
  dealers: Dealer[],
  { numbersOf, waves }: OrdealPlan,
  apiUrl: string,
  killed: () => number,
): Promise<void> {
  for (let wave = 0; wave < waves; wave++) {
    const messages = await Promise.all(
      dealers.map((dealer) =>
        dealer.arrive(
          Array.from({ length: numbersOf.get(dealer.dialect) ?? 0 }, (_, number) => number).filter(
            (number) => number % waves === wave,
          ),
        ),
      ),
    );
    await sendTwice(apiUrl, messages.flat());
    say(`wave ${wave + 1} of ${waves} has come in, ${killed()} workers killed`);
  }
}

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

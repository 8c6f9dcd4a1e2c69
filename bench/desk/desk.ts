import { gzipSync } from 'node:zlib';
import { Directory, StaffAccounts, Tenancy } from '#access';
import type { BrowserContext, Page } from 'playwright-core';
import { Loop } from '../../src/demo/loop.js';
import type { Launched } from '../../src/launch.js';
import { quantile, spreadOf, type Spread } from '../measuring.js';
import type { BenchOptions } from '../options.js';
import { type Report, spread } from '../report.js';
import { onServer, say } from '../stage.js';
import { TrainedRooftop } from '../trained.js';
import { ensureClientBuilt } from './built-client.js';
import { openBrowser } from './chromium.js';
import { multiplyOpenLeads } from './multiplied-leads.js';
import { blockedFor, interactiveAt, type Vitals, WATCH_VITALS } from './vitals.js';

const LEADS = 10_000;
/** A phone of some years ago beside this machine. */
const SLOW_DOWN = 4;
const GOALS = { interactiveMs: 2_000, paintMs: 200, scriptKilobytes: 250 };
/** As Lighthouse calls good. */
const GOOD = { largestMs: 2_500, blockedMs: 200, shift: 0.1 };
const VIEWPORTS = { phone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 } };
type On = keyof typeof VIEWPORTS;
const ACCOUNT = { email: 'bench@example.com', name: 'Bench', password: 'a long enough password' };
const AT_REST_MS = 2_500;

interface Load {
  vitals: Vitals;
  scriptBytes: number;
}

interface Measured {
  loads: Load[];
  /** Longest time from a press to the next paint, of each interaction. */
  paints: number[];
}

/** The queue of a store with 10,000 open leads, in Chromium whose processor is slowed down four times. */
export async function measureDesk({ rounds }: BenchOptions): Promise<Report> {
  ensureClientBuilt();
  const rooftop = await TrainedRooftop.open();
  const { launched, url } = await rooftop.serve({ ROLE: 'all' });
  const browser = await openBrowser();
  try {
    const open = await crowd(launched, rooftop);
    say(`${open} open leads`);
    const measured = new Map<On, Measured>();
    for (const on of ['phone', 'desk'] as const) {
      const context = await browser.newContext({ viewport: VIEWPORTS[on], locale: 'en-US' });
      await context.request.post(`${url}/v1/session`, {
        data: { email: ACCOUNT.email, password: ACCOUNT.password },
      });
      measured.set(on, await measureOn(context, url, on, rounds));
      await context.close();
    }
    return reportOf(measured, open, rounds);
  } finally {
    await browser.close();
    await launched.stop();
    await rooftop.close();
  }
}

async function crowd(
  { app }: Launched,
  { dealership, stage: { databaseUrl } }: TrainedRooftop,
): Promise<number> {
  const { groupId, id } = dealership;
  const group = await app.get(Directory).group(groupId);
  await new Loop(app, group, [dealership]).scored(() => undefined);
  await app.get(StaffAccounts).save({ groupId, dealershipId: id, role: 'manager', ...ACCOUNT });
  const open = await app
    .get(Tenancy)
    .asDealership(id, (manager) => multiplyOpenLeads(manager, id, LEADS));
  // As the server does by itself within a minute of so many new rows.
  await onServer(databaseUrl, (client) => client.query('ANALYZE'));
  return open;
}

async function measureOn(
  context: BrowserContext,
  url: string,
  on: On,
  rounds: number,
): Promise<Measured> {
  const measured: Measured = { loads: [], paints: [] };
  // The first one warms the server and its database, and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    const page = await context.newPage();
    const scripts = countScripts(page);
    await page.addInitScript(WATCH_VITALS);
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOW_DOWN });
    await page.goto(url);
    await page.locator('[data-lead]').first().waitFor();
    await page.waitForTimeout(AT_REST_MS);
    const vitals = await page.evaluate<Vitals>('vitals');
    const load = { vitals, scriptBytes: await scripts() };
    await (on === 'desk' ? workAtDesk(page) : workOnPhone(page));
    const after = await page.evaluate<Vitals>('vitals');
    if (round > 0) {
      measured.loads.push(load);
      measured.paints.push(...Object.values(after.interactions));
      say(`${on}, round ${round}: interactive at ${interactiveAt(vitals).toFixed(0)} ms`);
    }
    await page.close();
  }
  return measured;
}

/** Bytes of all scripts so far, each gzipped as a server in front of it would. */
function countScripts(page: Page): () => Promise<number> {
  const sizes: Promise<number>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script')
      sizes.push(response.body().then((body) => gzipSync(body).length));
  });
  return async () => (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

async function workAtDesk(page: Page): Promise<void> {
  for (const key of 'jjjjkk') await pressKey(page, key);
  await page.locator('.row').nth(4).click();
  await page.waitForTimeout(AT_REST_MS / 5);
  await pressKey(page, 'x');
  await sharedWork(page);
}

async function workOnPhone(page: Page): Promise<void> {
  await sharedWork(page);
  await page.locator('[data-lead] a').first().click();
  await page.locator('.lead-head').waitFor();
  await page.waitForTimeout(AT_REST_MS / 5);
  await page.locator('.lead-back').click();
  await page.locator('[data-lead]').first().waitFor();
}

async function sharedWork(page: Page): Promise<void> {
  for (const filter of ['Waiting', 'All open']) {
    await page.getByRole('button', { name: filter }).click();
    await page.waitForTimeout(AT_REST_MS / 3);
  }
  await page.getByRole('searchbox').click();
  for (const key of 'camry') await pressKey(page, key);
  await page.waitForTimeout(AT_REST_MS / 2);
}

async function pressKey(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key);
  await page.waitForTimeout(AT_REST_MS / 10);
}

/** Interaction to next paint, as it is commonly told: of fewer than fifty the slowest, else the slowest of all but one in fifty. */
const nextPaint = (paints: readonly number[]): number =>
  paints.length < 50 ? Math.max(0, ...paints) : quantile(paints, 0.98);

function reportOf(measured: Map<On, Measured>, open: number, rounds: number): Report {
  const rows = [...measured].map(([on, { loads, paints }]) => {
    const of = (value: (load: Load) => number): Spread => spreadOf(loads.map(value));
    return {
      on,
      interactive: of(({ vitals }) => interactiveAt(vitals)),
      firstLead: of(({ vitals }) => vitals.firstLead),
      largest: of(({ vitals }) => vitals.largest),
      blocked: of(({ vitals }) => blockedFor(vitals)),
      shift: of(({ vitals }) => vitals.shift),
      script: of(({ scriptBytes }) => scriptBytes / 1000),
      paint: nextPaint(paints),
      interactions: paints.length,
    };
  });
  return {
    name: 'desk',
    compared: [
      `Call next of a store with ${open} open leads, each scored; Chromium with its processor slowed ${SLOW_DOWN} times, an empty cache, ${rounds} loads each.`,
      'Interactive: leads are drawn, and no task of 50 ms follows within a second. Server and browser share the machine; only the browser is slowed.',
    ],
    verdicts: rows.flatMap(({ on, interactive, paint, script, largest, blocked, shift }) => [
      verdict(`queue interactive, ${on}`, interactive.median, GOALS.interactiveMs, 'ms'),
      verdict(`interaction to next paint, ${on}`, paint, GOALS.paintMs, 'ms'),
      verdict(`first-load JavaScript, gzipped, ${on}`, script.median, GOALS.scriptKilobytes, 'kB'),
      verdict(`largest paint, ${on}`, largest.median, GOOD.largestMs, 'ms'),
      verdict(`blocked, ${on}`, blocked.median, GOOD.blockedMs, 'ms'),
      {
        what: `layout shift, ${on}`,
        goal: `< ${GOOD.shift}`,
        measured: shift.median.toFixed(3),
        met: shift.median < GOOD.shift,
      },
    ]),
    tables: [
      {
        title: 'Loads',
        headings: [
          'viewport', 'first lead, ms', 'largest paint, ms', 'interactive, ms', 'blocked, ms', 'layout shift', 'JavaScript, kB', 'next paint, ms', 'interactions',
        ], // prettier-ignore
        rows: rows.map((row) => [
          row.on,
          spread(row.firstLead, 0),
          spread(row.largest, 0),
          spread(row.interactive, 0),
          spread(row.blocked, 0),
          row.shift.median.toFixed(3),
          row.script.median.toFixed(0),
          row.paint.toFixed(0),
          String(row.interactions),
        ]),
      },
    ],
    raw: Object.fromEntries(measured),
  };
}

const verdict = (what: string, value: number, most: number, unit: string) => ({
  what,
  goal: `<= ${most} ${unit}`,
  measured: `${value.toFixed(0)} ${unit}`,
  met: value <= most,
});

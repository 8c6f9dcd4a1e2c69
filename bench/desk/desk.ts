import { gzipSync } from 'node:zlib';
import { Directory, StaffAccounts, Tenancy } from '#access';
import type { Browser, BrowserContext, Page } from 'playwright-core';
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
import * as other from './other-pages.js';
import * as scrolling from './scrolling.js';
import { type On, SLOW_DOWN, throttledPage, VIEWPORTS, workedMs } from './throttled.js';
import { blockedFor, interactiveAt, type Vitals } from './vitals.js';

const LEADS = 10_000;
/** For scrolling: more than any store has. */
const MANY_LEADS = 50_000;
const GOALS = { interactiveMs: 2_000, paintMs: 200, scriptKilobytes: 250 };
/** As Lighthouse calls good. */
const GOOD = { largestMs: 2_500, blockedMs: 200, shift: 0.1 };
const EMAIL = { manager: 'bench@example.com', admin: 'admin@example.com' };
const ACCOUNT = { name: 'Bench', password: 'a long enough password' };
const AT_REST_MS = 2_500;

interface Load {
  vitals: Vitals;
  scriptBytes: number;
  /** Of the page's main thread until it rested. */
  workedMs: number;
  complaints: number;
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
    for (const on of ['phone', 'desk'] as const)
      await seated(browser, { url, on }, async (context) => {
        measured.set(on, await measureOn(context, url, on, rounds));
      });
    const looked: other.Looked[] = [];
    for (const page of other.OTHER_PAGES)
      await seated(browser, { url, ...page }, async (context) => {
        const path = page.path ?? (await firstLeadPath(context, url));
        looked.push(await other.lookAt(context, url + path, page));
      });
    const many = await crowdMore(launched, rooftop);
    say(`${many} open leads`);
    const scrolled: scrolling.Scrolling[] = [];
    for (const on of ['phone', 'desk'] as const)
      await seated(browser, { url, on }, async (context) => {
        for (const slowDown of [1, SLOW_DOWN])
          scrolled.push(await scrolling.measureScrolling(context, url, { on, slowDown }));
      });
    const report = reportOf(measured, open, rounds);
    return {
      ...report,
      tables: [
        ...report.tables,
        { title: 'Other pages', headings: other.headings, rows: looked.map(other.rowOf) },
        {
          title: `Scrolling ${many} open leads`,
          headings: scrolling.headings,
          rows: scrolled.flatMap(scrolling.rowsOf),
        },
      ],
      raw: { loads: report.raw, looked, scrolled },
    };
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
  for (const role of ['manager', 'admin'] as const)
    await app.get(StaffAccounts).save({
      groupId,
      dealershipId: role === 'admin' ? null : id,
      role,
      email: EMAIL[role],
      ...ACCOUNT,
    });
  return crowdedTo(app, LEADS, id, databaseUrl);
}

const crowdMore = ({ app }: Launched, { dealership, stage }: TrainedRooftop): Promise<number> =>
  crowdedTo(app, MANY_LEADS, dealership.id, stage.databaseUrl);

// oxlint-disable-next-line max-params -- one statement's worth
async function crowdedTo(
  app: Launched['app'],
  atLeast: number,
  id: string,
  databaseUrl: string,
): Promise<number> {
  const open = await app
    .get(Tenancy)
    .asDealership(id, (manager) => multiplyOpenLeads(manager, id, atLeast));
  // As the server does by itself within a minute of so many new rows.
  await onServer(databaseUrl, (client) => client.query('ANALYZE'));
  return open;
}

/** Somebody signed in, before a window of that size. */
async function seated(
  browser: Browser,
  { url, on, who = 'manager' }: { url: string; on: On; who?: other.Who },
  work: (context: BrowserContext) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ viewport: VIEWPORTS[on], locale: 'en-US' });
  const data = { email: EMAIL[who], password: ACCOUNT.password };
  await context.request.post(`${url}/v1/session`, { data });
  await work(context);
  await context.close();
}

async function firstLeadPath(context: BrowserContext, url: string): Promise<string> {
  const page = await context.newPage();
  await page.goto(url);
  const lead = await page.locator('[data-lead]').first().getAttribute('data-lead');
  await page.close();
  return `/leads/${lead}`;
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
    const { page, devtools } = await throttledPage(context);
    const scripts = countScripts(page);
    let complaints = 0;
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints += 1;
    });
    await page.goto(url);
    await page.locator('[data-lead]').first().waitFor();
    await page.waitForTimeout(AT_REST_MS);
    const vitals = await page.evaluate<Vitals>('vitals');
    const load = {
      vitals,
      scriptBytes: await scripts(),
      workedMs: await workedMs(devtools),
      complaints,
    };
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
      firstPaint: of(({ vitals }) => vitals.firstPaint),
      worked: of((load) => load.workedMs),
      complaints: loads.reduce((sum, load) => sum + load.complaints, 0),
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
          'viewport', 'first paint, ms', 'first lead, ms', 'largest paint, ms', 'interactive, ms', 'blocked, ms', 'layout shift', 'JavaScript, kB', 'main thread, ms', 'errors in the console', 'next paint, ms', 'interactions',
        ], // oxfmt-ignore
        rows: rows.map((row) => [
          row.on,
          spread(row.firstPaint, 0),
          spread(row.firstLead, 0),
          spread(row.largest, 0),
          spread(row.interactive, 0),
          spread(row.blocked, 0),
          row.shift.median.toFixed(3),
          row.script.median.toFixed(0),
          spread(row.worked, 0),
          String(row.complaints),
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

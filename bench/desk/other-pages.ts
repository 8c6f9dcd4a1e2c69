import type { BrowserContext } from 'playwright-core';
import { type On, throttledPage, workedMs } from './throttled.js';
import { blockedSincePaint, type Vitals } from './vitals.js';

const AT_REST_MS = 2_500;
export type Who = 'manager' | 'admin';

/** Pages people open next, each where it is mostly read. */
export const OTHER_PAGES: { page: string; on: On; who: Who; path?: string }[] = [
  { page: 'a lead', on: 'phone', who: 'manager' },
  { page: 'board', on: 'desk', who: 'manager', path: '/board' },
  { page: 'model', on: 'desk', who: 'manager', path: '/model' },
  { page: 'connections', on: 'desk', who: 'admin', path: '/connections' },
];

export interface Looked {
  page: string;
  on: On;
  vitals: Vitals;
  workedMs: number;
  /** Errors and warnings in the browser's console. */
  complaints: string[];
}

/** One load with an empty cache, after one that warms the server. */
export async function lookAt(
  context: BrowserContext,
  address: string,
  { page: name, on }: { page: string; on: On },
): Promise<Looked> {
  let looked: Looked | undefined;
  for (let load = 0; load < 2; load += 1) {
    const { page, devtools } = await throttledPage(context);
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(address);
    await page.locator('h1, .lead-head').first().waitFor();
    await page.waitForTimeout(AT_REST_MS);
    const vitals = await page.evaluate<Vitals>('vitals');
    looked = { page: name, on, vitals, workedMs: await workedMs(devtools), complaints };
    await page.close();
  }
  if (!looked) throw new Error(`${name} was never looked at.`);
  return looked;
}

export const headings = [
  'page', 'viewport', 'first paint, ms', 'largest paint, ms', 'blocked, ms', 'layout shift', 'main thread, ms', 'errors and warnings in the console',
]; // oxfmt-ignore

export const rowOf = ({ page, on, vitals, workedMs: worked, complaints }: Looked): string[] => [
  page,
  on,
  vitals.firstPaint.toFixed(0),
  vitals.largest.toFixed(0),
  blockedSincePaint(vitals).toFixed(0),
  vitals.shift.toFixed(3),
  worked.toFixed(0),
  String(complaints.length),
];

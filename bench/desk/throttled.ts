import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { WATCH_VITALS } from './vitals.js';

/** A phone of some years ago beside this machine. */
export const SLOW_DOWN = 4;
export const VIEWPORTS = { phone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 } };
export type On = keyof typeof VIEWPORTS;

/** A page of a browser that is slowed down so many times and keeps nothing; its vitals are watched. */
export async function throttledPage(
  context: BrowserContext,
  slowDown = SLOW_DOWN,
): Promise<{ page: Page; devtools: CDPSession }> {
  const page = await context.newPage();
  await page.addInitScript(WATCH_VITALS);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
  await devtools.send('Performance.enable');
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowDown });
  return { page, devtools };
}

/** What the page's main thread has worked so far, slowed as it is; milliseconds. */
export async function workedMs(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
}

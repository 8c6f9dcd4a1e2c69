import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { quantile } from '../measuring.js';
import { type On, throttledPage, workedMs } from './throttled.js';

const SCROLL_MS = 8_000;
/** As a thumb flicks, or a wheel is turned in haste; pixels a second. */
const SPEED = { phone: 3_000, desk: 2_000 };
/** Of a row or card, as queue.css and the lists draw them. */
const ROW_PX = { phone: 280, desk: 65 };
const FRAME_MS = 1_000 / 60;
const LOOK_EVERY = 10;

/** One way down the list. */
export interface Scrolled {
  frames: number[];
  /** Frames looked at, and those of them in which a place in sight had no row. */
  looked: number;
  blank: number;
  /** How long the end of what had been fetched was in sight; ms. */
  waitedMs: number;
  pixels: number;
  workedMs: number;
}

export interface Scrolling {
  on: On;
  /** How many times slower than this machine the page's processor is. */
  slowDown: number;
  list: Scrolled;
  /** As far and as fast over rows of plain text, all of them there from the beginning. */
  plain: Scrolled;
}

export async function measureScrolling(
  context: BrowserContext,
  url: string,
  { on, slowDown }: { on: On; slowDown: number },
): Promise<Scrolling> {
  const { page, devtools } = await throttledPage(context, slowDown);
  await page.goto(url);
  await page.locator('[data-lead]').first().waitFor();
  await page.waitForTimeout(4_000);
  const list = await scrolled(page, devtools, on);
  // Of no policy: rows here have their height from a style attribute.
  await page.goto('about:blank');
  await page.setContent(plainList(on, list.pixels));
  await page.waitForTimeout(500);
  const plain = await scrolled(page, devtools, on);
  await page.close();
  return { on, slowDown, list, plain };
}

async function scrolled(page: Page, devtools: CDPSession, on: On): Promise<Scrolled> {
  const before = await workedMs(devtools);
  const seen = await page.evaluate<Omit<Scrolled, 'workedMs'>>(
    `(${SCROLL})(${SCROLL_MS}, ${SPEED[on]})`,
  );
  return { ...seen, workedMs: (await workedMs(devtools)) - before };
}

/** Runs in the page: so many pixels each frame as its time asks for; before each, looks at what the last one showed. */
const SCROLL = `(forMs, pixelsASecond) => new Promise((done) => {
  const box = document.querySelector('.queue-list');
  const own = box && getComputedStyle(box).overflowY !== 'visible' && box.scrollHeight > box.clientHeight;
  const scroller = own ? box : document.scrollingElement;
  const frames = [];
  let blank = 0, looked = 0, waitedMs = 0, at = performance.now();
  const began = at, from = scroller.scrollTop;
  const sees = () => {
    const { left, width } = (document.querySelector('tbody, .cards, ol') ?? scroller).getBoundingClientRect();
    for (const part of [0.4, 0.6, 0.8]) {
      // Beside a gap between two cards there is a card; in a blank place there is none.
      const hits = [0, 20].map((beside) => document.elementFromPoint(left + width / 2, innerHeight * part + beside));
      if (hits.every((there) => there?.closest('.spacer') || there?.matches('.cards, .queue-list'))) return false;
    }
    return true;
  };
  const next = (now) => {
    frames.push(now - at);
    if (scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1) waitedMs += now - at;
    // Looking has the page laid out and searched through, and is not to be what is measured.
    else if (frames.length % ${LOOK_EVERY} === 0) {
      looked += 1;
      if (!sees()) blank += 1;
    }
    if (now - began > forMs) return done({ frames, blank, looked, waitedMs, pixels: scroller.scrollTop - from });
    scroller.scrollTop += (pixelsASecond * (now - at)) / 1000;
    at = now;
    requestAnimationFrame(next);
  };
  requestAnimationFrame((now) => { at = now; requestAnimationFrame(next); });
})`;

function plainList(on: On, pixels: number): string {
  const rows = Math.ceil(pixels / ROW_PX[on]) + 20;
  const row = (_: unknown, at: number) => `<li style="height:${ROW_PX[on]}px">Row ${at}</li>`;
  return `<!doctype html><title>plain</title><ol>${Array.from({ length: rows }, row).join('')}</ol>`;
}

/** Frames that came one or more too late, of all that should have come; a share. */
export function droppedShare({ frames }: Scrolled): number {
  const due = frames.reduce((sum, ms) => sum + Math.max(1, Math.round(ms / FRAME_MS)), 0);
  return (due - frames.length) / due;
}

export const headings = [
  'viewport', 'slowed down', 'list', 'scrolled, px', 'frames', 'frames dropped', 'frame p95, ms', 'longest frame, ms', 'with a blank place, of those looked at', 'waited for rows, ms', 'main thread, ms a 1000 px',
]; // oxfmt-ignore

export const rowsOf = ({ on, slowDown, list, plain }: Scrolling): string[][] =>
  [['the list', list] as const, ['plain', plain] as const].map(([name, each]) => [
    on,
    `${slowDown}x`,
    name,
    each.pixels.toFixed(0),
    String(each.frames.length),
    `${(100 * droppedShare(each)).toFixed(1)} %`,
    quantile(each.frames, 0.95).toFixed(0),
    Math.max(...each.frames).toFixed(0),
    `${each.blank} of ${each.looked}`,
    each.waitedMs.toFixed(0),
    ((1000 * each.workedMs) / Math.max(1, each.pixels)).toFixed(0),
  ]);

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Locator, Page } from 'playwright-core';
import type { Report } from '../report.js';
import { say } from '../stage.js';
import { ensureClientBuilt } from './built-client.js';
import { openBrowser } from './chromium.js';

const GOAL_S = 120;
const PHONE = { width: 390, height: 844 };
/** Somebody who has never seen the page: so long before each press, and so long a key. */
const LOOK_MS = 4_000;
const KEY_MS = 250;

/** What the demo prints, and a newcomer reads. */
interface Printed {
  desk: string;
  email: string;
  password: string;
}

interface Step {
  what: string;
  /** From the sign-in being printed until it was done. */
  atS: number;
}

/** From `npm run demo` to the first call logged, in a fresh profile, on a phone's window. */
export async function measureNewcomer(): Promise<Report> {
  ensureClientBuilt();
  const dataDir = mkdtempSync(join(tmpdir(), 'lead-likelihood-newcomer-'));
  const began = Date.now();
  const demo = startDemo(dataDir);
  try {
    const printed = await readPrinted(demo);
    const demoS = secondsSince(began);
    say(`the demo took ${demoS} s to print its sign-in`);
    const { steps, presses, keys } = await walk(printed);
    return reportOf(steps, { demoS, presses, keys });
  } finally {
    const ended = new Promise((done) => demo.once('exit', done));
    demo.kill('SIGINT');
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function startDemo(dataDir: string): ChildProcess {
  const { DATABASE_URL: _server, ...env } = process.env;
  const entry = resolve('dist/src/demo.js');
  return spawn(process.execPath, ['--experimental-async-context-frame', entry, '--port', '0'], {
    env: { ...env, DATA_DIR: dataDir },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

async function readPrinted({ stderr }: ChildProcess): Promise<Printed> {
  if (!stderr) throw new Error('The demo prints nowhere.');
  let desk: string | undefined;
  for await (const line of createInterface({ input: stderr })) {
    desk ??= /The desk\s+(http\S+)/.exec(line)?.[1];
    const [, email, password] = /Sign in\s+(\S+)\s+\/\s+(\S+)/.exec(line) ?? [];
    if (desk && email && password) {
      // It goes on printing; nobody reads it, and its pipe must not fill.
      stderr.resume();
      return { desk, email, password };
    }
  }
  throw new Error('The demo ended without a sign-in.');
}

async function walk({ desk, email, password }: Printed) {
  const browser = await openBrowser();
  const context = await browser.newContext({ viewport: PHONE, locale: 'en-US' });
  const page = await context.newPage();
  const began = Date.now();
  const steps: Step[] = [];
  let presses = 0;
  const done = (what: string): void => void steps.push({ what, atS: secondsSince(began) });
  const press = async (target: Locator): Promise<void> => {
    await target.waitFor();
    await page.waitForTimeout(LOOK_MS);
    await target.click();
    presses += 1;
  };
  try {
    await page.goto(desk);
    done('opened the address');
    await press(page.getByLabel('E-mail'));
    await page.keyboard.type(email, { delay: KEY_MS });
    await press(page.getByLabel('Password'));
    await page.keyboard.type(password, { delay: KEY_MS });
    await press(page.getByRole('button', { name: 'Sign in' }));
    await page.locator('[data-lead]').first().waitFor();
    done('signed in: Call next stands open');
    const lead = firstToCall(page);
    await press(lead.locator('[data-way="call"], [data-way="mail"]').first());
    done('pressed Call on the first lead');
    await press(lead.locator('a.card-link'));
    await page.locator('.log').waitFor();
    done('opened that lead');
    await press(page.getByRole('button', { name: 'Spoke', exact: true }));
    await page.getByText('Logged: Spoke').waitFor();
    done('logged what came of it');
    return { steps, presses, keys: email.length + password.length };
  } finally {
    await browser.close();
  }
}

/** Late at the customer's there is no Call: then the first that offers a way is called instead. */
const firstToCall = (page: Page): Locator =>
  page.locator('[data-lead]', { has: page.locator('[data-way]') }).first();

function reportOf(
  steps: Step[],
  { demoS, presses, keys }: { demoS: number; presses: number; keys: number },
): Report {
  const last = steps.at(-1)?.atS ?? 0;
  return {
    name: 'newcomer',
    compared: [
      `From the sign-in that the demo prints to the first call logged: a fresh profile, ${PHONE.width} x ${PHONE.height}, ${presses} presses and ${keys} keys.`,
      `Every press comes after ${LOOK_MS / 1000} s of looking, every key takes ${KEY_MS} ms; the rest is the product.`,
      `Before it, on a data folder of its own, the demo took ${demoS} s from its start until it printed the sign-in.`,
    ],
    verdicts: [
      {
        what: 'from the printed sign-in to the first call logged',
        goal: `< ${GOAL_S} s`,
        measured: `${last} s`,
        met: last < GOAL_S,
      },
      {
        what: 'from `npm run demo`, built already, to the first call logged',
        goal: `< ${GOAL_S} s`,
        measured: `${(demoS + last).toFixed(1)} s`,
        met: demoS + last < GOAL_S,
      },
    ],
    tables: [
      {
        title: 'A newcomer’s steps',
        headings: ['step', 'done after'],
        rows: steps.map(({ what, atS }) => [what, `${atS} s`]),
      },
    ],
    raw: { steps, demoS, presses, keys },
  };
}

const secondsSince = (began: number): number => Math.round((Date.now() - began) / 100) / 10;

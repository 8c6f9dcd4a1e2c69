import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { Hands } from './hands.js';
import type { Capability, Shown } from './shown.js';

export const VIEWPORTS = {
  phone: { width: 390, height: 844 },
  desk: { width: 1440, height: 900 },
};
export type On = keyof typeof VIEWPORTS;
export const EACH: On[] = ['phone', 'desk'];
export const LOOKS = [
  ['phone', 'light'],
  ['phone', 'dark'],
  ['desk', 'light'],
  ['desk', 'dark'],
] as const;

/** Where set, pages looked at are kept there as pictures. */
const PICTURES = process.env['SCREENSHOTS'];
/** More places than any page has to stop at with Tab. */
const MOST_STOPS = 400;

/** Somebody before an open desk: a page, and what the browser complained of. */
export class Seat {
  #complaints: string[] = [];
  /** All that was asked for, of the page and by it. */
  readonly addresses: string[] = [];

  constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly url: string,
    readonly on: On,
    readonly hands: Hands,
    private readonly shown: Shown,
  ) {
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()))
        this.#complaints.push(`${message.text()} ${message.location().url}`);
    });
    page.on('request', (request) => this.addresses.push(request.url()));
    page.on('pageerror', (error) => this.#complaints.push(error.message));
  }

  /** Says at a flow's end what it has shown; whether by keys alone, the browser knows. */
  shows(...capabilities: Capability[]): void {
    for (const one of capabilities) this.shown.add(one, this.on, this.hands.keysAlone);
  }

  /** Since last asked. */
  complaints(): string[] {
    return this.#complaints.splice(0);
  }

  /** Opens a page and waits until nothing on it is still to come. */
  async go(path: string): Promise<void> {
    await this.page.goto(`${this.url}${path}`);
    await this.settled();
  }

  /** Opens a lead; on a desk, where it lies beside the list, Enter leads into it. */
  async openLead(leadId: string): Promise<void> {
    await this.go(`/leads/${leadId}`);
    await this.intoLead(leadId);
  }

  async intoLead(leadId: string): Promise<void> {
    await this.opened(leadId).locator('.lead-head').waitFor();
    if (this.on === 'desk') await this.page.keyboard.press('Enter');
  }

  async settled(): Promise<void> {
    await this.page.locator('h1, .lead-head').first().waitFor();
    await this.when('document.querySelector(".bone") === null');
  }

  /** Waits until an expression is true in the page; its policy forbids the page to be asked any other way. */
  when(expression: string): Promise<void> {
    return until(() => this.page.evaluate<boolean>(expression));
  }

  /** The lead's card or row. */
  lead(leadId: string): Locator {
    return this.page.locator(`[data-lead="${leadId}"]`);
  }

  /** The lead's page or panel. */
  opened(leadId: string): Locator {
    return this.page.locator(`[data-open="${leadId}"]`);
  }

  /** Ids of leads listed, in their order. */
  listed(): Promise<string[]> {
    return this.page.evaluate<string[]>(
      '[...document.querySelectorAll("[data-lead]")].map((lead) => lead.dataset.lead)',
    );
  }

  /** Types into the search field and waits for the answer. */
  async search(text: string): Promise<void> {
    const field = this.page.getByRole('searchbox');
    if ((await field.inputValue()) === text) return;
    const answered = this.page.waitForResponse(
      (response) =>
        response.url().endsWith('/v1/worklist/search') &&
        said(response.request().postData()) === text,
    );
    await this.type(field, text);
    await answered;
    await this.page.locator('.queue-list[aria-busy="false"]').waitFor();
  }

  /** Presses Tab until the focus is there, as somebody without a mouse does. */
  reach(target: Locator): Promise<void> {
    return reachByTab(this.page, target);
  }

  /** @param key - Enter where it is a link or a button. */
  async pressOn(target: Locator, key = 'Enter'): Promise<void> {
    await this.reach(target);
    await this.page.keyboard.press(key);
  }

  /** Writes into a field, in place of what stands there, by keys. */
  async type(field: Locator, text: string): Promise<void> {
    await this.reach(field);
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.type(text);
  }

  /** Down the table of a desk with j, from the lead that is open. */
  async walkTo(leadId: string): Promise<void> {
    const listed = await this.listed();
    const open = await this.page.locator('[data-open]').getAttribute('data-open');
    const way = listed.slice(listed.indexOf(open ?? '') + 1, listed.indexOf(leadId) + 1);
    for (const passed of way) {
      await this.page.keyboard.press('j');
      await this.opened(passed).waitFor();
    }
  }

  async picture(name: string, wholePage = false): Promise<void> {
    if (!PICTURES) return;
    mkdirSync(PICTURES, { recursive: true });
    const window = this.page.viewportSize()!;
    if (wholePage) await this.page.setViewportSize({ ...window, height: await this.#height() });
    await this.page.screenshot({ path: join(PICTURES, `${name}.png`), animations: 'disabled' });
    await this.page.setViewportSize(window);
  }

  /** Of a window in which nothing scrolls, in CSS pixels; at the desk the page scrolls within its frame. */
  #height(): Promise<number> {
    return this.page.evaluate<number>(
      `Math.min(12000, innerHeight + Math.max(0, ...['html', '.page', '.queue > .lead'].map((each) => document.querySelector(each)).map((it) => it ? it.scrollHeight - it.clientHeight : 0)))`,
    );
  }
}

export async function reachByTab(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (await hasFocus(target)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to ${String(target)}.`);
}

/** Goes down a list that is open to an option, and takes it; each step waits until the list has moved. */
export async function chooseByKeys(option: Locator): Promise<void> {
  const page = option.page();
  await option.waitFor();
  const chosen = page.locator('[role="option"][data-combobox-selected]');
  const at = async (): Promise<string> => ((await chosen.count()) ? chosen.innerText() : '');
  const wanted = await option.innerText();
  while ((await at()) !== wanted) {
    const before = await at();
    await page.keyboard.press('ArrowDown');
    await until(async () => (await at()) !== before);
  }
  await page.keyboard.press('Enter');
}

export const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element.ownerDocument.activeElement === element);

const said = (body: string | null): string =>
  (JSON.parse(body ?? '{}') as { text?: string }).text ?? '';

/** Asks until it is so. @throws Error after 20 s. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let asked = 0; asked < 200; asked += 1) {
    if (await isSo()) return;
    await new Promise((wake) => setTimeout(wake, 100));
  }
  throw new Error(`It never came true: ${String(isSo)}`);
}

import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeInBrowser, openBrowser } from '../support/browser.js';
import { type DeskStub, startDeskStub } from './desk-stub.js';

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1440, height: 900 };
const PAGE_CHECKS = readFileSync('test/browser/page-checks.js', 'utf8').replaceAll(
  /^export /gm,
  '',
);
/** Where set, every page looked at is kept there as a picture. */
const PICTURES = process.env['SCREENSHOTS'];

describeInBrowser('The desk in a browser', () => {
  let browser: Browser;
  let stub: DeskStub;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    stub = await startDeskStub();
  });
  afterEach(async () => {
    await context.close();
    await stub.close();
  });

  it('signs in, ranks leads for the thumb, and opens one with its reasons', async () => {
    await open(PHONE);
    await page.getByLabel('E-mail').fill('sam@example.com');
    await page.getByLabel('Password').fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('do not match an account').waitFor();
    await picture('sign-in');
    complaints = complaints.filter((text) => !text.includes('401'));
    await page.getByLabel('Password').fill('correct horse');
    await page.getByRole('button', { name: 'Sign in' }).click();

    await page.getByRole('heading', { name: 'Dana Reyes' }).waitFor();
    const cards = page.getByRole('list', { name: 'Open leads' }).getByRole('article');
    expect(await cards.count()).toBe(10);
    const first = await cards.first().innerText();
    expect(first).toMatch(/31\s*%/);
    expect(first).toContain('likely 24–39');
    expect(first).toContain('3 min left');
    expect(await page.getByText('Simulated dealership').isVisible()).toBe(true);
    expect(await page.getByRole('link', { name: 'Call Dana Reyes' }).getAttribute('href')).toBe(
      'tel:+13035550110',
    );
    await page.getByText('Live', { exact: true }).waitFor();
    await picture('phone');

    await page.getByRole('link', { name: 'Dana Reyes', exact: true }).click();
    await page.getByRole('heading', { name: 'Why' }).waitFor();
    const why = page.locator('.contributions');
    expect(await why.locator('.bar.for').count()).toBeGreaterThanOrEqual(5);
    expect(await why.locator('.bar.against').count()).toBeGreaterThanOrEqual(5);
    await picture('phone-lead', true);
    expect(complaints).toEqual([]);
  });

  it('answers j, k and Enter at the desk, with the lead beside the table', async () => {
    await open(DESK, { signedIn: true });
    await page.getByRole('table').waitFor();
    await page.getByRole('heading', { name: 'Why' }).waitFor();
    await picture('desk');

    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.getByRole('heading', { name: 'Marcus Webb' }).waitFor();
    await page.keyboard.press('Enter');

    expect(await page.locator(':focus').getAttribute('class')).toBe('lead');
    expect(await page.getByRole('table').isVisible()).toBe(true);
    expect(complaints).toEqual([]);
  });

  it('reads a lead again when a notice says that it changed', async () => {
    await open(DESK, { signedIn: true });
    await page.getByText('Live', { exact: true }).waitFor();
    await page.waitForTimeout(500);
    const [lead] = stub.leads;
    if (!lead?.likelihood) throw new Error('The first canned lead is scored.');

    Object.assign(lead.likelihood, { percent: 44, upperPercent: 52 });
    stub.tell(lead.leadId);

    await page.locator('.row').first().getByText('44').waitFor({ timeout: 3_000 });
    expect(complaints).toEqual([]);
  });

  it('logs what came of a call after the time to undo it', async () => {
    await open(PHONE, { signedIn: true, path: '/leads/10000000-0000-4000-8000-000000000001' });
    await page.getByRole('button', { name: 'Appointment' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Nothing was logged').waitFor();
    expect(stub.posted).toEqual([]);

    await page.getByRole('link', { name: 'Marcus Webb', exact: true }).click();
    await page.getByRole('button', { name: 'Not interested' }).click();
    await page.getByText('Logged: Not interested').waitFor();
    await picture('phone-undo');
    await page.getByText('Logged: Not interested').waitFor({ state: 'detached', timeout: 8_000 });

    expect(stub.posted).toEqual([
      {
        path: '/v1/leads/10000000-0000-4000-8000-000000000001/outcome',
        body: { outcome: 'LOST', reason: 'Not interested', at: expect.any(String) as string },
      },
    ]);
    expect(complaints).toEqual([]);
  });

  it('shows whether the score tells the truth, or that it is too early to say', async () => {
    await open(DESK, { signedIn: true, path: '/scorecard' });
    await page.getByText('78 of 100', { exact: true }).waitFor();
    expect(await page.locator('.plot-dot').count()).toBe(10);
    await picture('scorecard', true);
    await page.setViewportSize(PHONE);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await picture('phone-scorecard', true);
    await page.setViewportSize(DESK);

    stub.young = true;
    await page.reload();
    await page.getByRole('heading', { name: 'Too early to judge' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it.each([
    ['phone', PHONE],
    ['desk', DESK],
  ])('shows on the %s what serves, how it was made, and what it may not know', async (on, size) => {
    stub.role = 'manager';
    await open(size, { signedIn: true });
    if (on === 'phone') {
      await page.getByRole('button', { name: 'More' }).click();
      await page.getByRole('menuitem', { name: 'Model' }).click();
    } else await page.getByRole('link', { name: 'Model', exact: true }).click();
    await page
      .getByRole('heading', { name: 'Do other leads come than it learned from?' })
      .waitFor();

    expect(await page.locator('.page-line').innerText()).toContain('Version 7');
    expect(await page.locator('.plot-dot').count()).toBe(10);
    const court = page.getByRole('region', { name: 'What it was not allowed to know' });
    expect(await court.innerText()).toMatch(/Delivery date[^]*Lead quality[^]*Buyer Gender/);
    await picture(`${on}-model`, true);
    expect(await inPage('faintTexts()')).toEqual([]);
    expect(await overflow()).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
  });

  it('teaches where there is nothing to show yet', async () => {
    stub.young = true;
    stub.leads = [];
    await open(PHONE, { signedIn: true });
    await page.getByRole('heading', { name: 'No open leads' }).waitFor();
    await picture('phone-empty');

    expect(complaints).toEqual([]);
  });

  it('is drawn for dark rooms too', async () => {
    await open(PHONE, { signedIn: true, dark: true });
    await page.getByRole('heading', { name: 'Dana Reyes' }).waitFor();
    const paper = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    expect(paper).toBe('rgb(22, 24, 27)');
    await picture('phone-dark');
    await page.setViewportSize(DESK);
    await page.getByRole('heading', { name: 'Why' }).waitFor();
    await picture('desk-dark');
    expect(complaints).toEqual([]);
  });

  for (const dark of [false, true])
    it(`keeps contrast and target sizes in the ${dark ? 'dark' : 'light'} theme`, async () => {
      await open(PHONE, { signedIn: true, dark });
      await page.getByRole('heading', { name: 'Dana Reyes' }).waitFor();

      expect(await inPage('faintTexts()')).toEqual([]);
      expect(await inPage('smallTargets()')).toEqual([]);
      await page.setViewportSize({ width: 340, height: 700 });
      expect(await inPage('outsideThePage()')).toEqual([]);
      await page.setViewportSize(PHONE);
      await page.getByRole('link', { name: 'Dana Reyes', exact: true }).click();
      await page.getByRole('heading', { name: 'Why' }).waitFor();
      expect(await inPage('faintTexts()')).toEqual([]);
      expect(await overflow()).toBeLessThanOrEqual(0);
    });

  async function open(
    viewport: { width: number; height: number },
    given: { signedIn?: boolean; path?: string; dark?: boolean } = {},
  ): Promise<void> {
    const { width, height } = viewport;
    context = await browser.newContext({
      viewport: { width, height },
      deviceScaleFactor: viewport === PHONE ? 2 : 1,
      colorScheme: given.dark ? 'dark' : 'light',
    });
    page = await context.newPage();
    complaints = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    if (given.signedIn)
      await context.request.post(`${stub.url}/v1/session`, { data: { password: 'correct horse' } });
    await page.goto(stub.url + (given.path ?? '/'));
    if (!given.signedIn) complaints = [];
  }

  /** Runs one of page-checks.js inside the page, past its content policy. */
  function inPage(check: string): Promise<string[]> {
    return page.evaluate<string[]>(`${PAGE_CHECKS}\n${check}`);
  }

  /** Pixels by which the page is wider than its window. */
  function overflow(): Promise<number> {
    return page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  }

  async function picture(name: string, fullPage = false): Promise<void> {
    if (!PICTURES) return;
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({
      path: join(PICTURES, `${name}.png`),
      animations: 'disabled',
      fullPage,
    });
  }
});

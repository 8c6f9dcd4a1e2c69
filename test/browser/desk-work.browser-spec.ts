import type { Browser, BrowserContext, Page } from 'playwright-core';
import { seriousFindings } from '../support/axe.js';
import { describeInBrowser, openBrowser } from '../support/browser.js';
import { type DeskStub, startDeskStub } from './desk-stub.js';

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1440, height: 900 };
const PAGES = ['/', '/leads/10000000-0000-4000-8000-000000000000', '/scorecard', '/me'];
const SECOND = '10000000-0000-4000-8000-000000000001';
const FOURTH = '10000000-0000-4000-8000-000000000003';
const FIFTH = '10000000-0000-4000-8000-000000000004';

describeInBrowser('Work at the desk, in a browser', () => {
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

  it.each([
    ['phone', 'light', PHONE],
    ['phone', 'dark', PHONE],
    ['desk', 'light', DESK],
    ['desk', 'dark', DESK],
  ] as const)('is accessible on the %s in the %s theme', async (_name, colorScheme, viewport) => {
    await open(viewport, { colorScheme });
    for (const path of PAGES) {
      await page.goto(`${stub.url}${path}`);
      await page.locator('h1, .lead-back').first().waitFor();
      await page.locator('.bone').first().waitFor({ state: 'detached' });
      expect([path, await seriousFindings(page)]).toEqual([path, []]);
    }
    expect(complaints).toEqual([]);
  });

  it('finds a lead, opens it and logs what came of it by keyboard alone', async () => {
    await open(DESK);
    await page.locator('.row').first().waitFor();

    await page.keyboard.press('/');
    await page.keyboard.type('marcus');
    await page.locator('.row').nth(1).waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Marcus Webb' }).waitFor();
    await page.keyboard.press('l');
    expect(await page.locator(':focus').innerText()).toBe('Spoke');
    await page.keyboard.press('Enter');
    await page.getByText('Logged: Spoke').waitFor();
    await page.getByText('Logged: Spoke').waitFor({ state: 'detached', timeout: 8_000 });

    expect(stub.posted).toMatchObject([{ path: `/v1/leads/${SECOND}/activities` }]);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  it('keeps what is logged without a connection, says so, and sends it once', async () => {
    await open(PHONE, { path: `/leads/${SECOND}` });
    await page.getByRole('button', { name: 'Spoke' }).waitFor();
    await context.setOffline(true);
    await page.getByText('No connection.').waitFor();

    await page.getByRole('button', { name: 'Spoke' }).click();
    await page.getByText('sent once the connection is back').waitFor({ timeout: 9_000 });
    expect(stub.posted).toEqual([]);
    const kept = await page.evaluate<string>('JSON.stringify(localStorage)');
    expect(kept).not.toMatch(/Marcus|3035550111|Webb/);
    await context.setOffline(false);
    await page.getByText('The entry kept was sent.').waitFor({ timeout: 9_000 });
    await page.reload();
    await page.locator('.card').first().waitFor();

    expect(stub.posted).toHaveLength(1);
  });

  it('offers no way that is closed, and says why', async () => {
    await open(PHONE, { path: `/leads/${FIFTH}` });
    await page.getByText('it is late where the customer lives').waitFor();
    expect(await page.locator('[data-way]').count()).toBe(0);

    await page.goto(`${stub.url}/leads/${FOURTH}`);
    await page.getByText('Asked us not to: Mail.').waitFor();
    expect(await page.locator('[data-way="mail"]').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('gives chosen leads to a colleague, and takes the list away as a file', async () => {
    stub.role = 'manager';
    await open(DESK);
    await page.getByLabel('Choose Dana Reyes').check();
    await page.getByLabel('Choose Tom Lindqvist').check();
    await page.getByRole('button', { name: 'Give to …' }).click();
    await page.getByRole('menuitem', { name: 'Lena Fischer' }).click();
    await page.locator('.chosen-bar').waitFor({ state: 'detached' });

    const [given] = stub.posted;
    expect(given?.path).toBe('/v1/leads/assignments');
    expect(given?.body).toMatchObject({ leadIds: [expect.any(String), expect.any(String)] });
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download as CSV' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('leads.csv');
    expect(complaints).toEqual([]);
  });

  it('disagrees with a score, with a reason and a likelihood of its own', async () => {
    await open(PHONE, { path: `/leads/${SECOND}` });
    await page.getByRole('button', { name: 'Too low' }).click();
    await page.getByLabel('Rank it by my own likelihood').check();
    await page.getByRole('textbox', { name: 'Rank it by my own likelihood' }).fill('60');
    await page.getByRole('button', { name: 'Say so' }).click();
    await page.getByRole('button', { name: 'Say so' }).waitFor({ state: 'detached' });

    expect(stub.posted).toMatchObject([
      {
        path: `/v1/worklist/${SECOND}/opinion`,
        body: { direction: 'too_low', reason: 'spoke_with_them', percent: 60 },
      },
    ]);
  });

  it('draws only what is seen of 5,000 leads, names of any length and direction within', async () => {
    const [first] = stub.leads;
    if (!first) throw new Error('There are canned leads.');
    const names = ['دانا رييس الطويلة', '👩‍🔧 Zoë 🚗', 'W'.repeat(120)];
    stub.leads = Array.from({ length: 5_000 }, (_, index) => {
      const lead = structuredClone(first);
      lead.leadId = `20000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
      lead.customer.name = names[index % 3] ?? null;
      return lead;
    });
    await open(DESK);
    await page.locator('.row').first().waitFor();
    const list = page.locator('.queue-list');
    for (let turn = 0; turn < 12; turn += 1) {
      await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
      await page.waitForTimeout(250);
    }

    const last = Number(await page.locator('.row').last().getAttribute('aria-rowindex'));
    expect(last).toBeGreaterThan(300);
    expect(await page.locator('.row').count()).toBeLessThan(210);
    const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
    expect(wide).toBe(DESK.width);
    expect(complaints).toEqual([]);
  });

  it('speaks Spanish where the browser does, or it is chosen', async () => {
    await open(PHONE, { locale: 'es-MX' });
    await page.getByRole('heading', { name: 'Llamar ahora' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('es');
    await page.getByRole('link', { name: 'Yo', exact: true }).click();
    await page.getByRole('combobox', { name: 'Idioma' }).click();
    await page.getByRole('option', { name: 'English' }).click();
    await page
      .getByRole('heading', { name: 'Language' })
      .or(page.getByText('Language'))
      .first()
      .waitFor();
    expect(complaints).toEqual([]);
  });

  it('says of a page that is not for the role, or not there, what it is and where to go', async () => {
    await open(PHONE, { path: '/model' });
    await page.getByRole('heading', { name: 'This page is not for your role' }).waitFor();
    await page.goto(`${stub.url}/nothing/here`);
    await page.getByRole('heading', { name: 'There is no page at this address' }).waitFor();
    await page.getByRole('button', { name: 'Go to Call next' }).click();
    await page.locator('.card').first().waitFor();
  });

  it('leads to signing in when the session ends, and back to the same page', async () => {
    await open(PHONE, { path: '/me' });
    await page.getByRole('heading', { name: 'Your rooftops' }).waitFor();
    await fetch(`${stub.url}/v1/session`, { method: 'DELETE' });
    await page.getByRole('link', { name: 'Call next' }).click();
    await page.getByText('Your session has ended. Nothing is lost').waitFor();
    await page.getByLabel('E-mail').fill('sam@example.com');
    await page.getByLabel('Password').fill('correct horse');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('.card').first().waitFor();
  });

  it('shows bones of the page, never a blank one, while the network is slow', async () => {
    await open(PHONE, { slow: true });
    await page.locator('.bone').first().waitFor();
    await page.locator('.card').first().waitFor();
    expect(complaints).toEqual([]);
  });

  async function open(
    viewport: { width: number; height: number },
    options: {
      path?: string;
      colorScheme?: 'light' | 'dark';
      locale?: string;
      slow?: boolean;
    } = {},
  ): Promise<void> {
    const { path = '/', colorScheme = 'light', locale = 'en-US', slow = false } = options;
    context = await browser.newContext({ viewport, colorScheme, locale });
    await fetch(`${stub.url}/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'sam@example.com', password: 'correct horse' }),
    });
    page = await context.newPage();
    complaints = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    if (slow)
      await page.route('**/v1/worklist/search', async (route) => {
        await page.waitForTimeout(1_500);
        await route.continue();
      });
    await page.goto(`${stub.url}${path}`);
  }
});

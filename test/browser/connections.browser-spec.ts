import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { parse } from 'yaml';
import { StaffAccounts } from '#access';
import { RestCrm } from '#simulator';
import { testApp, type TestApp } from '../support/app.js';
import { seriousFindings } from '../support/axe.js';
import { describeInBrowser, openBrowser } from '../support/browser.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';
import { accountFlows } from './account-flows.js';
import { type AdminStage, plantModels } from './admin-stage.js';
import { keyFlows } from './key-flows.js';
import { modelFlows } from './model-flows.js';
import { englishTexts } from './spanish.js';
import { settingsFlows } from './settings-flows.js';

const SETTINGS = `
groups:
  - key: north
    name: North Group
    timeZone: America/Chicago
    dealerships: [{ key: north-a, name: North A, timeZone: America/Chicago }]
`;
const ADA = { email: 'ada@example.com', name: 'Ada Admin', password: 'correct horse battery' };
/** Where set, every page looked at is kept there as a picture. */
const PICTURES = process.env['SCREENSHOTS'];
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1440, height: 900 };
const PAGES = [
  'connections', 'deliveries', 'quarantine', 'webhooks', 'keys', 'trail', 'settings', 'staff', 'board', 'model', 'scorecard', 'me',
]; // prettier-ignore

describeInBrowser('An admin connects a CRM', () => {
  let browser: Browser;
  let test: TestApp;
  let crm: RestCrm;
  let receiver: WebhookReceiver;
  let page: Page;
  let stage: AdminStage;

  beforeAll(async () => {
    browser = await openBrowser();
    crm = await new RestCrm().start();
    receiver = await WebhookReceiver.start();
    for (const [id, status] of [
      ['L-1', 'New'],
      ['L-2', 'Dreaming'],
    ])
      crm.records.leads.push({
        id: id!,
        status,
        created_at: '2026-03-01T10:00:00Z',
        updated_at: '2026-03-02T10:00:00Z',
        message: 'Is Pat Doe there?',
      });
    test = await testApp(SETTINGS, {}, resolve('dist/client'));
    const { groupId } = await test.dealership('north-a');
    await test.app.get(StaffAccounts).save({ groupId, dealershipId: null, role: 'admin', ...ADA });
    await plantModels(test, groupId);
    page = await signedIn('light', PHONE);
    const pages = { phone: page, desk: await signedIn('light', DESK) };
    stage = { test, pages, signIn, look };
  }, 300_000);

  afterAll(async () => {
    await browser.close();
    await test.stop();
    await crm.stop();
    await receiver.stop();
  });

  it('fills in what the dialect asks for, is told every fault, and sees it work', async () => {
    await page.goto(`${test.url}/connections`);
    await page.getByRole('button', { name: 'Add a connection' }).click();
    await page.getByRole('textbox', { name: 'Key' }).fill('crm');
    await page.getByRole('textbox', { name: 'Name' }).fill('Our CRM');
    await page.getByLabel('Address of the API').fill('nowhere');
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByText('Address of the API: is not a web address').waitFor();

    const { baseUrl: _base, ...settings } = parse(
      readFileSync('config/dialects/simulated-crm.yaml', 'utf8'),
    ) as Record<string, unknown>;
    await page.getByLabel('Address of the API').fill(`${crm.origin}/api/v2`);
    await page.getByLabel('More settings (JSON)').fill(JSON.stringify(settings));
    await page.getByLabel('More secrets (JSON)').fill(JSON.stringify(RestCrm.secrets));
    await page.getByRole('button', { name: 'Connect', exact: true }).click();

    const sheet = page.getByRole('region', { name: 'Our CRM' });
    await sheet.waitFor();
    await sheet.getByRole('button', { name: 'Sync now' }).click();
    await sheet.getByText('Sync done.', { exact: false }).waitFor();
    await sheet.getByRole('button', { name: 'Check' }).click();
    await sheet.getByText('Dreaming (1) → no meaning yet').waitFor();
    expect(await page.content()).not.toContain(RestCrm.secrets.clientSecret);
    expect(await page.content()).not.toContain('Pat Doe');
  });

  it('says what an unknown status means, and what waited is taken in', async () => {
    await page.goto(`${test.url}/quarantine`);
    await page.getByText('Unknown status: Dreaming').waitFor();
    await look('quarantine-waiting');

    await page.getByRole('button', { name: 'Save, and take them in' }).click();

    await page.getByText('Nothing waits').waitFor();
  });

  it('adds a webhook endpoint, sees its secret once, and tests it', async () => {
    await page.goto(`${test.url}/webhooks`);
    await page.getByLabel('Address').fill(receiver.url);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText(/^whsec_/).waitFor();
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('It answered 204.').waitFor();

    expect(receiver.received).toHaveLength(1);
    await page.reload();
    await page.getByRole('button', { name: 'Send a test' }).waitFor();
    expect(await page.content()).not.toContain('whsec_');
  });

  modelFlows(() => stage);
  settingsFlows(() => stage);
  keyFlows(() => stage);
  accountFlows(() => stage, ADA.password);

  it.each([
    ['phone', 'light', PHONE],
    ['phone', 'dark', PHONE],
    ['desk', 'light', DESK],
    ['desk', 'dark', DESK],
  ] as const)('is accessible on the %s in the %s theme', async (size, colorScheme, viewport) => {
    const looked = await signedIn(colorScheme, viewport);
    const found: string[] = [];
    for (const name of PAGES) {
      await looked.goto(`${test.url}/${name}`);
      await looked.getByRole('heading', { level: 1 }).waitFor();
      await looked.locator('.bone').first().waitFor({ state: 'detached' });
      await look(`${name}-${size}-${colorScheme}`, looked);
      for (const finding of await seriousFindings(looked)) found.push(`${name}: ${finding}`);
    }
    expect(found).toEqual([]);
    await looked.context().close();
  });

  it('is Spanish on every page of an admin, what the server says too', async () => {
    const context = await browser.newContext({ viewport: DESK, locale: 'es-US' });
    await context.addCookies(await page.context().cookies());
    const looked = await context.newPage();
    const left: string[] = [];
    for (const name of PAGES) {
      await looked.goto(`${test.url}/${name}`);
      await looked.getByRole('heading', { level: 1 }).waitFor();
      await looked.locator('.bone').first().waitFor({ state: 'detached' });
      if (name === 'connections') {
        const crmSheet = looked.locator('.sheet', { hasText: 'Cualquier CRM con API JSON' });
        await crmSheet.getByRole('button', { name: 'Comprobar' }).click();
        await looked.locator('.checklist').first().waitFor();
      }
      for (const text of await englishTexts(looked)) left.push(`${name}: ${text}`);
    }
    expect(left).toEqual([]);
    await context.close();
  });

  async function signedIn(
    colorScheme: 'light' | 'dark',
    viewport: { width: number; height: number },
  ): Promise<Page> {
    const context = await browser.newContext({ viewport, colorScheme, locale: 'en-US' });
    const opened = await context.newPage();
    await signIn(opened, '/connections');
    await opened.getByRole('heading', { level: 1, name: 'Connections' }).waitFor();
    return opened;
  }

  async function signIn(opened: Page, path: string): Promise<void> {
    await opened.goto(`${test.url}${path}`);
    await opened.getByLabel('E-mail').fill(ADA.email);
    await opened.getByLabel('Password').fill(ADA.password);
    await opened.getByRole('button', { name: 'Sign in' }).click();
  }

  async function look(name: string, looked = page): Promise<void> {
    if (!PICTURES) return;
    mkdirSync(PICTURES, { recursive: true });
    await looked.screenshot({ path: join(PICTURES, `admin-${name}.png`), fullPage: true });
  }
});

import { mkdirSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { parse } from 'yaml';
import { StaffAccounts } from '#access';
import { RestCrm } from '#simulator';
import { testApp, type TestApp } from '../support/app.js';
import { seriousFindings } from '../support/axe.js';
import { describeInBrowser, openBrowser } from '../support/browser.js';
import { listening, SignInProvider } from '../support/sign-in-provider.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';
import { accountFlows } from './account-flows.js';
import {
  type AdminStage,
  plantModels,
  press,
  type Size,
  SIZES,
  shows,
  write,
} from './admin-stage.js';
import { Hands } from './hands.js';
import { keyFlows } from './key-flows.js';
import { modelFlows } from './model-flows.js';
import { LOOK_OF, Shown } from './shown.js';
import { englishTexts } from './spanish.js';
import { providerFlows } from './provider-flows.js';
import { reachByTab } from './seat.js';
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
]; // oxfmt-ignore

describeInBrowser('An admin connects a CRM', () => {
  let browser: Browser;
  let test: TestApp;
  let crm: RestCrm;
  let receiver: WebhookReceiver;
  let page: Page;
  let stage: AdminStage;
  let provider: SignInProvider;
  let door: Server;

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
    // The desk's own address is known before it listens, so this door leads to it.
    const { server, origin } = await listening((asked, answer) => {
      answer.writeHead(302, { location: `${test.url}${asked.url}` }).end();
    });
    door = server;
    provider = await SignInProvider.begin(origin);
    const env = { PUBLIC_URL: origin, ...provider.env };
    test = await testApp(SETTINGS, env, resolve('dist/client'));
    const { groupId } = await test.dealership('north-a');
    await test.app.get(StaffAccounts).save({ groupId, dealershipId: null, role: 'admin', ...ADA });
    await plantModels(test, groupId);
    const phone = await signedIn(LOOK_OF.phone, PHONE);
    const desk = await signedIn(LOOK_OF.desk, DESK);
    page = phone.page;
    stage = {
      test,
      browser,
      pages: { phone: page, desk: desk.page },
      hands: { phone: phone.hands, desk: desk.hands },
      shown: new Shown('admin'),
      signIn,
      look,
    };
  }, 300_000);

  afterAll(async () => {
    await browser.close();
    await test.stop();
    await crm.stop();
    await receiver.stop();
    provider.stop();
    door.close();
  });
  beforeEach(() => {
    for (const size of SIZES) stage.hands[size].rest();
  });

  describe.each(SIZES)('on the %s', (size) => {
    it('fills in what the dialect asks for, is told every fault, and sees it work', async () => {
      const at = stage.pages[size];
      const name = `Our CRM of the ${size}`;
      const fill = (field: string, text: string): Promise<void> =>
        write(stage, size, { field: at.getByLabel(field), text });
      const connect = at.getByRole('button', { name: 'Connect', exact: true });
      await at.goto(`${test.url}/connections`);
      await press(stage, size, at.getByRole('button', { name: 'Add a connection' }));
      for (const [field, text] of [
        ['Key', `crm-${size}`],
        ['Name', name],
      ] as const)
        await write(stage, size, { field: at.getByRole('textbox', { name: field }), text });
      await fill('Address of the API', 'nowhere');
      await press(stage, size, connect);
      await at.getByText('Address of the API: is not a web address').waitFor();

      const { baseUrl: _base, ...settings } = parse(
        readFileSync('config/dialects/simulated-crm.yaml', 'utf8'),
      ) as Record<string, unknown>;
      await fill('Address of the API', `${crm.origin}/api/v2`);
      await paste(size, 'More settings (JSON)', JSON.stringify(settings));
      await paste(size, 'More secrets (JSON)', JSON.stringify(RestCrm.secrets));
      await press(stage, size, connect);

      const sheet = at.getByRole('region', { name });
      await sheet.waitFor();
      await press(stage, size, sheet.getByRole('button', { name: 'Sync now' }));
      await sheet.getByText('Sync done.', { exact: false }).waitFor();
      await press(stage, size, sheet.getByRole('button', { name: 'Check' }));
      await sheet.getByText('Dreaming (1) → no meaning yet').waitFor();
      expect(await at.content()).not.toContain(RestCrm.secrets.clientSecret);
      expect(await at.content()).not.toContain('Pat Doe');
      shows(stage, size, 'Connections: connect, check, sync');
    });

    it('says what an unknown status means, and what waited is taken in', async () => {
      const at = stage.pages[size];
      await at.goto(`${test.url}/quarantine`);
      await at.getByText('Unknown status: Dreaming').waitFor();
      await look('quarantine-waiting', at);
      await press(stage, size, at.getByRole('button', { name: 'Try again' }));
      await at.getByText('0 stored, 1 refused again.').waitFor();

      await press(stage, size, at.getByRole('button', { name: 'Save, and take them in' }));

      await at.getByText('Nothing waits').waitFor();
      shows(stage, size, 'Quarantine: meaning of a status, replay');
    });

    it('adds a webhook endpoint, sees its secret once, and tests it', async () => {
      const at = stage.pages[size];
      const before = receiver.received.length;
      await at.goto(`${test.url}/webhooks`);
      await write(stage, size, { field: at.getByLabel('Address'), text: receiver.url });
      await press(stage, size, at.getByRole('button', { name: 'Add', exact: true }));
      await at.getByText(/^whsec_/).waitFor();
      await press(stage, size, at.getByRole('button', { name: 'Send a test' }).last());
      await at.getByText('It answered 204.').waitFor();

      expect(receiver.received).toHaveLength(before + 1);
      await at.reload();
      await at.getByRole('button', { name: 'Send a test' }).first().waitFor();
      expect(await at.content()).not.toContain('whsec_');
    });
  });

  modelFlows(() => stage);
  settingsFlows(() => stage);
  keyFlows(() => stage);
  accountFlows(() => stage, ADA.password);
  providerFlows(() => stage);

  it.each([
    ['phone', 'light', PHONE],
    ['phone', 'dark', PHONE],
    ['desk', 'light', DESK],
    ['desk', 'dark', DESK],
  ] as const)('is accessible on the %s in the %s theme', async (size, colorScheme, viewport) => {
    const { page: looked } = await signedIn(colorScheme, viewport);
    const blocked: string[] = [];
    looked.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) blocked.push(message.text());
    });
    const found: string[] = [];
    for (const name of PAGES) {
      await looked.goto(`${test.url}/${name}`);
      await looked.getByRole('heading', { level: 1 }).waitFor();
      await looked.locator('.bone').first().waitFor({ state: 'detached' });
      await look(`${name}-${size}-${colorScheme}`, looked);
      for (const finding of await seriousFindings(looked)) found.push(`${name}: ${finding}`);
    }
    expect([...found, ...blocked]).toEqual([]);
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
        const crmSheet = looked
          .locator('.sheet', { hasText: 'Cualquier CRM con API JSON' })
          .first();
        await crmSheet.getByRole('button', { name: 'Comprobar' }).click();
        await looked.locator('.checklist').first().waitFor();
      }
      for (const text of await englishTexts(looked)) left.push(`${name}: ${text}`);
    }
    expect(left).toEqual([]);
    await context.close();
  });

  // A part of the suite, as -t runs it, shows less.
  it('was shown whole: on a phone and a desk, in both themes, and by keyboard alone', () => {
    stage.shown.print();
    expect(stage.shown.holes()).toEqual([]);
  });

  async function signedIn(
    colorScheme: 'light' | 'dark',
    viewport: { width: number; height: number },
  ): Promise<{ page: Page; hands: Hands }> {
    const context = await browser.newContext({
      viewport,
      colorScheme,
      locale: 'en-US',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const hands = await Hands.on(context);
    const opened = await context.newPage();
    await signIn(opened, '/connections');
    await opened.getByRole('heading', { level: 1, name: 'Connections' }).waitFor();
    return { page: opened, hands };
  }

  /** What nobody types: from the clipboard, by keys at the desk. */
  async function paste(size: Size, label: string, text: string): Promise<void> {
    const at = stage.pages[size];
    const field = at.getByLabel(label);
    if (size === 'phone') {
      await field.fill(text);
      return;
    }
    await at.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
    await reachByTab(at, field);
    await at.keyboard.press('ControlOrMeta+A');
    await at.keyboard.press('ControlOrMeta+V');
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

import { resolve } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { StaffAccounts } from '#access';
import { LeadJourney, type Way } from '../e2e/lead-journey.js';
import { describeInBrowser, openBrowser } from '../support/browser.js';

const WAYS: Way[] = ['adf', 'json', 'pull'];
const VIEWPORTS = {
  phone: { width: 390, height: 844 },
  desk: { width: 1440, height: 900 },
};
/** A change is polled for every 2 s, gathered, and read again. */
const SEEN_WITHIN_MS = 15_000;
const LOOKED_MS = 1_500;
const SAM = { email: 'sam@example.com', name: 'Sam Okafor', password: 'correct horse battery' };
const silent = (): void => undefined;

describeInBrowser('A lead on the desk', () => {
  let browser: Browser;
  let journey: LeadJourney;
  const complaints: string[] = [];
  const pages: Record<keyof typeof VIEWPORTS, Page> = {} as never;

  beforeAll(async () => {
    browser = await openBrowser();
    journey = await LeadJourney.begin({}, resolve('dist/client'));
    const { groupId, id: dealershipId } = journey.dealership;
    await journey.test.app
      .get(StaffAccounts)
      .save({ groupId, dealershipId, role: 'manager', ...SAM });
    pages.phone = await signedIn('phone');
    pages.desk = await signedIn('desk');
  }, 300_000);

  afterAll(async () => {
    await browser.close();
    await journey.end();
  });

  it.each(WAYS)('that comes by %s appears by itself, as likely as its CRM says', async (way) => {
    journey.arrive(way);
    for (const page of Object.values(pages)) await lookFor(page, way);
    await journey.tell(way);
    const { id } = await journey.scored(way);
    const inCrm = await journey.likelihoodInCrm(way);

    for (const page of Object.values(pages)) {
      await shown(page, id).waitFor({ timeout: SEEN_WITHIN_MS });
      expect(await shown(page, id).locator('.percent').innerText()).toMatch(
        new RegExp(`^${inCrm}\\s*%$`),
      );
    }
  });

  it('opens with reasons for and against a sale', async () => {
    for (const way of WAYS) {
      const { id } = await journey.scored(way);
      for (const page of Object.values(pages)) {
        await lookFor(page, way);
        await shown(page, id).getByRole('link').first().click();
        const why = page.locator(`[data-open="${id}"] .contributions`);
        await why.waitFor();
        expect(await why.locator('.bar.for').count()).toBeGreaterThan(0);
        expect(await why.locator('.bar.against').count()).toBeGreaterThan(0);
      }
      await pages.phone.goBack();
    }
  });

  it('is shown once, however often it is told of', async () => {
    const namesakes = new Map<Way, number>();
    for (const way of WAYS) namesakes.set(way, await found(pages.desk, way));
    for (const way of [...WAYS, ...WAYS.toReversed()]) await journey.tell(way);

    await pages.desk.waitForTimeout(4_000);

    for (const way of WAYS) {
      const { id } = await journey.scored(way);
      expect(await found(pages.desk, way)).toBe(namesakes.get(way));
      expect(await shown(pages.desk, id).count()).toBe(1);
    }
  });

  it('leaves the list when its CRM says that it was sold', async () => {
    const watched = await journey.scored('pull');
    for (const page of Object.values(pages)) {
      await lookFor(page, 'pull');
      await shown(page, watched.id).waitFor();
    }
    for (const way of WAYS) journey.live.sell(journey.arrived.get(way)!.lead.id);
    await journey.loop.pull(silent);

    for (const page of Object.values(pages))
      await shown(page, watched.id).waitFor({ state: 'detached', timeout: SEEN_WITHIN_MS });
    for (const way of WAYS) {
      const { id, outcome } = await journey.scored(way);
      expect(outcome).toBe('WON');
      await lookFor(pages.desk, way);
      await shown(pages.desk, id).waitFor({ state: 'detached', timeout: SEEN_WITHIN_MS });
    }
    expect(complaints).toEqual([]);
  });

  /** There are more open leads than a list draws: a buyer is looked for by name. */
  async function lookFor(page: Page, way: Way): Promise<void> {
    const { first_name: first, last_name: last } = journey.arrived.get(way)!.customer;
    await page.getByRole('searchbox').fill(`${first} ${last}`);
    // Typing is gathered for a moment before it is asked.
    await page.waitForTimeout(LOOKED_MS);
  }

  /** How many leads of buyers called so are listed. */
  async function found(page: Page, way: Way): Promise<number> {
    await lookFor(page, way);
    return page.locator('[data-lead]').count();
  }

  /** Call next. */
  async function signedIn(viewport: keyof typeof VIEWPORTS): Promise<Page> {
    const context = await browser.newContext({ viewport: VIEWPORTS[viewport] });
    const page = await context.newPage();
    await page.goto(journey.test.url);
    await page.getByLabel('E-mail').fill(SAM.email);
    await page.getByLabel('Password').fill(SAM.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Live', { exact: true }).waitFor();
    await page.locator('[data-lead]').first().waitFor();
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()))
        complaints.push(`${message.text()} ${message.location().url}`);
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    return page;
  }
});

/** The lead's card or row. */
const shown = (page: Page, leadId: string): Locator => page.locator(`[data-lead="${leadId}"]`);

import { PASSWORD } from '../../support/signed-in.js';
import type { DeskStage } from '../desk-stage.js';
import { LOOKS } from '../seat.js';

/** `npm run screenshots:all`: for whoever wants to see everything, not for every run. */
const ALL = process.env['SCREENSHOTS_OF'] === 'all';
const PAGES = [
  '', 'leads/first', 'board', 'scorecard', 'model', 'staff', 'connections', 'deliveries', 'quarantine', 'webhooks',
  'keys', 'trail', 'settings', 'me', 'nothing/here',
]; // oxfmt-ignore

/** From signing in to the first call logged, and what a manager sees: the pictures of README and tour. */
export function picturing(stage: () => DeskStage): void {
  it('a newcomer signs in, opens the first lead and logs the call', async () => {
    const seat = await stage().ownSeat('phone');
    const { page } = seat;
    await page.goto(stage().url);
    await page.getByLabel('E-mail').fill(stage().email('manager'));
    await page.getByLabel('Password').fill(PASSWORD);
    await seat.picture('sign-in');
    await page.keyboard.press('Enter');
    await seat.settled();
    await page.locator('[data-lead]').first().waitFor();
    await seat.picture('phone');

    await page.locator('[data-lead] a').first().click();
    await page.getByRole('heading', { name: 'Why', exact: true }).waitFor();
    await seat.settled();
    await page.locator('#why-title').scrollIntoViewIfNeeded();
    await seat.picture('phone-lead');
    const note = page.getByLabel('Note');
    await note.fill('Comes by on Saturday with the Civic');
    await note.evaluate((field) => field.scrollIntoView({ block: 'center' }));
    await seat.picture('phone-log');
    await page.getByRole('button', { name: 'Appointment', exact: true }).click();
    await page.getByText('Logged: Appointment').waitFor();
    await seat.picture('phone-logged');
    await page.getByRole('button', { name: 'Undo' }).click();
    await seat.context.close();
  });

  it('and at a desk there is room for the list, the lead and the board', async () => {
    const seat = await stage().seat('manager', 'desk', { look: 'light' });
    await seat.go('/');
    await seat.picture('desk');
    await seat.go('/board');
    await seat.picture('board');
    expect(await seat.page.getByRole('heading', { level: 1 }).innerText()).toBe('Board');
  });

  if (!ALL) return;
  it.each([
    ...LOOKS.map(([on, look]) => [on, look, 'en-US'] as const),
    ['phone', 'light', 'es-US'] as const,
    ['desk', 'dark', 'es-US'] as const,
  ])('every page on the %s, %s, %s', async (on, look, locale) => {
    const seat = await stage().seat('admin', on, { look, locale });
    await seat.go('/');
    const [first] = await seat.listed();
    for (const path of PAGES) {
      await seat.go(`/${path.replace('first', first!)}`);
      const name = path.replace('/', '-') || 'queue';
      await seat.picture(`${name}-${on}-${look}-${locale}`, path !== '');
      expect(await seat.page.getByRole('alert').count()).toBe(0);
    }
    await seat.go('/connections');
    await seat.page.locator('.admin .mantine-Button-root').nth(1).click();
    await seat.page.locator('.checklist').waitFor();
    await seat.picture(`connections-checked-${on}-${look}-${locale}`, true);
    await seat.page.locator('.admin-add').click();
    await seat.picture(`connections-new-${on}-${look}-${locale}`, true);
    await seat.context.close();

    const stranger = await stage().ownSeat(on, { look, locale });
    await stranger.go('/');
    await stranger.picture(`sign-in-${on}-${look}-${locale}`);
    await stranger.context.close();
  });

  it.each(LOOKS)('every page that tells what became of leads, on the %s, %s', async (on, look) => {
    await closeLeads(stage());
    const seat = await stage().seat('manager', on, { look });
    for (const name of ['board', 'scorecard']) {
      await seat.go(`/${name}`);
      await seat.picture(`${name}-outcomes-${on}-${look}-en-US`, true);
    }
  });
}

/** Half of those scored highest are sold, and a few of the others: made up for the pictures. */
async function closeLeads({ url, journey }: DeskStage): Promise<void> {
  const headers = {
    authorization: `Bearer ${journey.apiKey}`,
    'content-type': 'application/json',
  };
  const listed = await fetch(`${url}/v1/leads?sort=-score&limit=100`, { headers });
  const { items } = (await listed.json()) as { items: { id: string }[] };
  for (const [at, { id }] of items.entries()) {
    const outcome = at % 2 === 0 && (at < 20 || at % 14 === 0) ? 'WON' : 'LOST';
    const body = JSON.stringify({ outcome });
    await fetch(`${url}/v1/leads/${id}/outcome`, { method: 'POST', headers, body });
  }
}

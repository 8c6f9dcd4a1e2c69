import type { DeskStage } from '../desk-stage.js';
import { EACH } from '../seat.js';

const STRANGERS = [
  ['W'.repeat(70), 'Featherstonehaugh-Castellanos'],
  ['دانا', 'رييس الطويلة'],
  ['👩‍🔧 Zoë', '🚗🚗'],
] as const;

/** What stands on the page when things are not as usual. */
export function standing(stage: () => DeskStage): void {
  it.each(EACH)('draws names of any length and direction within the %s', async (on) => {
    const seat = await stage().seat('manager', on);
    for (const [first, last] of STRANGERS) {
      const leadId = await stage().stranger(first, last);
      await seat.go(`/leads/${leadId}`);
      const heading = seat.opened(leadId).locator('#lead-name');
      expect(await heading.innerText()).toContain(last);
      await seat.go('/');
      await seat.search(last);
      await seat.lead(leadId).waitFor();
      const wide = await seat.page.evaluate<number>('document.documentElement.scrollWidth');
      expect(wide).toBe(seat.page.viewportSize()!.width);
    }
  });

  it.each(EACH)(
    'keeps on the %s what is logged without a connection, and sends it once',
    async (on) => {
      const seat = await stage().seat('manager', on);
      const leadId = await stage().stranger('Offline', 'Example');
      await seat.go(`/leads/${leadId}`);
      await seat.context.setOffline(true);
      await seat.page.getByText('No connection.').waitFor();
      await seat.pressOn(seat.opened(leadId).getByRole('button', { name: 'Spoke' }));
      await seat.page.getByText('sent once the connection is back').waitFor({ timeout: 9_000 });
      const kept = await seat.page.evaluate<string>('JSON.stringify(localStorage)');
      expect(kept).toContain(leadId);
      expect(kept).not.toMatch(/Offline|Example|\+1/);
      await seat.context.setOffline(false);
      await seat.page.getByText('The entry kept was sent.').waitFor({ timeout: 9_000 });
      await seat.page.reload();
      await seat.page.locator('[data-lead]').first().waitFor();

      const stored = await stage().journey.ask<object[]>(
        `SELECT FROM activity WHERE lead_id = $1 AND author = 'human' AND direction = 'outbound'`,
        [leadId],
      );
      expect(stored).toHaveLength(1);
      seat.shows('Offline and back');
      // The browser itself tells of requests that failed.
      seat.complaints();
    },
  );

  it('says of a page or a lead that is not for somebody, or not there, what it is and where to go', async () => {
    const seat = await stage().seat('rep', 'phone');
    await seat.go('/model');
    await seat.page.getByRole('heading', { name: 'This page is not for your role' }).waitFor();
    await seat.go('/nothing/here');
    await seat.page.getByRole('heading', { name: 'There is no page at this address' }).waitFor();
    const [other] = await stage().journey.ask<[{ id: string }]>(
      `SELECT lead.id FROM lead JOIN current_score ON current_score.lead_id = lead.id
       WHERE outcome = 'OPEN' AND assigned_staff_id IS NULL AND assigned_to <> $1 LIMIT 1`,
      [await stage().crmName()],
    );
    await seat.page.goto(`${seat.url}/leads/${other.id}`);
    await seat.page.getByRole('alert').waitFor();
    expect(seat.complaints()).toEqual([expect.stringContaining('404')]);
    await seat.go('/nothing/here');
    await seat.pressOn(seat.page.getByRole('button', { name: 'Go to Call next' }));
    await seat.page.locator('[data-lead]').first().waitFor();
  });

  it('shows bones of the page while the network is slow, and what to do when the server fails', async () => {
    const seat = await stage().seat('rep', 'phone');
    const search = '**/v1/worklist/search';
    let answer: (() => void) | undefined;
    const slow = new Promise<void>((resolve) => (answer = resolve));
    await seat.page.route(search, async (route) => {
      await slow;
      await route.continue();
    });
    await seat.page.goto(seat.url);
    await seat.page.locator('.bone').first().waitFor();
    expect(await seat.page.locator('[data-lead]').count()).toBe(0);
    answer?.();
    await seat.page.locator('[data-lead]').first().waitFor();
    await seat.page.unroute(search);

    await seat.page.route('**/v1/board', (route) => route.fulfill({ status: 500, body: '{}' }));
    await seat.page.goto(`${seat.url}/board`);
    const again = seat.page.getByRole('alert').getByRole('button', { name: 'Try again' });
    await again.waitFor({ timeout: 15_000 });
    await seat.page.unroute('**/v1/board');
    await again.click();
    await seat.page.getByRole('heading', { name: 'By salesperson' }).waitFor();
    expect(seat.complaints()).toEqual(
      expect.arrayContaining([expect.stringContaining('500')]) as string[],
    );
  });
}

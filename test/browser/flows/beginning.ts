import { multiplyOpenLeads } from '../../../bench/desk/multiplied-leads.js';
import { Tenancy } from '#access';
import { seriousFindings } from '../../support/axe.js';
import type { DeskStage } from '../desk-stage.js';
import { EACH } from '../seat.js';

const CROWD = 50_000;
const SETTLED = { WON: 12, LOST: 25, OPEN: 3 };

/** Stores that have only just begun, are cut off from their CRM, or have more leads than anybody can call. */
export function beginning(stage: () => DeskStage): void {
  it.each(EACH)('teaches on the %s of an empty store what to do first', async (on) => {
    const seat = await stage().seat('empty', on);
    for (const [path, heading] of [
      ['/', 'Nothing has come in yet'],
      ['/scorecard', 'Too early to judge'],
      ['/board', 'Board'],
    ] as const) {
      await seat.go(path);
      await seat.page.getByRole('heading', { name: heading }).waitFor();
      expect(await seriousFindings(seat.page)).toEqual([]);
    }
    await seat.picture(`empty-board-${on}`, true);
    await seat.go('/');
    await seat.picture(`empty-${on}`);
  });

  it.each(EACH)('measures on the %s how far a store without a champion has come', async (on) => {
    if (on === 'phone') await settle(stage());
    const seat = await stage().seat('young', on);
    await seat.go('/');
    await seat.page.getByRole('heading', { name: 'No scores yet' }).waitFor();
    await seat.page.getByText('12 of 40').waitFor();
    await seat.page.getByText('25 of 40').waitFor();
    expect(await seat.page.locator('[data-lead]').count()).toBe(SETTLED.OPEN);
    expect(await seriousFindings(seat.page)).toEqual([]);
    await seat.picture(`young-${on}`);
  });

  it('says that the CRM does not answer, since when, and whom it touches', async () => {
    const { journey } = stage();
    await journey.crm.stop();
    await expect(journey.loop.pull(() => undefined)).rejects.toThrow('A sync failed');
    for (const on of EACH) {
      const seat = await stage().seat('rep', on);
      await seat.go('/');
      await seat.page
        .getByText(/Simulated CRM has not answered since .*New leads reach Riverside Auto Chicago/)
        .waitFor();
      await seat.picture(`crm-down-${on}`);
    }
  });

  it('leads to the lead in the CRM where its connection says how', async () => {
    await stage().journey.ask(
      `UPDATE crm_connection SET settings = settings || '{"leadUrl": "https://crm.example.com/leads/{id}"}'`,
    );
    const seat = await stage().seat('rep', 'phone');
    await seat.go('/');
    await seat.page.locator('[data-lead] a').first().click();
    const link = seat.page.getByRole('link', { name: 'Open in the CRM' });
    expect(await link.getAttribute('href')).toMatch(/^https:\/\/crm\.example\.com\/leads\/.+/);
  });

  it.each(EACH)('draws on the %s only what is seen of 50,000 leads, each once', async (on) => {
    const { id } = await stage().store('manager');
    if (on === 'phone')
      await stage()
        .journey.test.app.get(Tenancy)
        .asDealership(id, (manager) => multiplyOpenLeads(manager, id, CROWD));
    const seat = await stage().seat('manager', on);
    await seat.go('/');
    await seat.page.getByText(/All open\s*5\d,\d{3}/).waitFor({ timeout: 30_000 });
    const seen = new Set<string>();
    // The list's end comes nearer with every page; as many pages as somebody scrolls in earnest.
    while (seen.size < 160) {
      const before = seen.size;
      await seat.page.evaluate(
        '(document.querySelector(".queue-list").scrollTo(0, 1e9), window.scrollTo(0, 1e9))',
      );
      await seat.when(`(${NEWEST}) !== ${JSON.stringify([...seen].at(-1) ?? '')}`);
      for (const leadId of await seat.listed()) seen.add(leadId);
      expect(seen.size).toBeGreaterThan(before);
    }
    expect((await seat.listed()).length).toBeLessThan(60);
    await seat.page.getByRole('searchbox').waitFor();
  });
}

const NEWEST = '[...document.querySelectorAll("[data-lead]")].at(-1).dataset.lead';

/** Leads with an outcome, as a store's first weeks bring them. */
async function settle(stage: DeskStage): Promise<void> {
  const leads = Object.entries(SETTLED).flatMap(([status, many]) =>
    Array.from({ length: many }, (_, at) => ({ id: `${status}-${at}`, status })),
  );
  const answer = await fetch(`${stage.url}/v1/leads/batch`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await stage.journey.test.apiKey('young')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(leads),
  });
  if (!answer.ok) throw new Error(`The batch answered ${answer.status}.`);
}

import type { LeadPanelDto } from '../../../src/web/worklist/lead-panel.dto.js';
import type { DeskStage } from '../desk-stage.js';
import { EACH, hasFocus } from '../seat.js';

/** One lead: why it scores so, and what people say against it. */
export function readingALead(stage: () => DeskStage): void {
  it.each(EACH)('says on the %s why, what next, what happened, and who was alike', async (on) => {
    const seat = await stage().seat('rep', on);
    const lead = await firstLead(stage());
    await seat.go(`/leads/${lead.leadId}`);
    const panel = seat.opened(lead.leadId);

    for (const name of ['Why', 'The vehicle', 'What happened'])
      await panel.getByRole('heading', { name, exact: true }).first().waitFor();
    // A champion that knew too few sales to learn hazards (ADR 30) tells none.
    const { outcomes } = await stage().ask<LeadPanelDto>('rep', `/v1/worklist/${lead.leadId}`);
    const next = panel.getByRole('heading', { name: 'What happens next', exact: true });
    expect(await next.count()).toBe(outcomes ? 1 : 0);
    if (outcomes) expect(await panel.innerText()).toMatch(/In 90 days: \d+ % bought/);
    const why = panel.locator('.contributions');
    expect(await why.locator('.bar.for').count()).toBeGreaterThan(0);
    expect(await why.locator('.bar.against').count()).toBeGreaterThan(0);
    expect(await panel.innerText()).toContain('Leads like this one');
    const wide = await seat.page.evaluate<number>('document.documentElement.scrollWidth');
    expect(wide).toBe(seat.page.viewportSize()!.width);
    seat.shows('Lead: vehicle, story, reasons, outlook, leads alike');
  });

  it.each(EACH)('leads on the %s to what the same person asked before', async (on) => {
    const seat = await stage().seat('manager', on);
    const [before, now] = [
      await stage().stranger('Again', 'Before'),
      await stage().stranger('Again', 'Now'),
    ];
    await stage().journey.ask(
      'UPDATE lead SET customer_id = (SELECT customer_id FROM lead WHERE id = $1) WHERE id = $2',
      [before, now],
    );
    await seat.go(`/leads/${now}`);
    const earlier = seat.opened(now).getByRole('region', { name: 'Other leads of this person' });
    await seat.pressOn(earlier.getByRole('link'));
    await seat.opened(before).getByRole('heading', { name: 'Why', exact: true }).waitFor();
    expect(seat.page.url()).toBe(`${seat.url}/leads/${before}`);
    seat.shows('Lead: earlier leads of the same person');
  });

  it.each(EACH)('is opened on the %s in the CRM, where it is the same lead', async (on) => {
    const seat = await stage().seat('rep', on);
    const { leadId } = await firstLead(stage());
    const [{ id }] = await stage().journey.ask<[{ id: string }]>(
      'SELECT external_id AS id FROM lead WHERE id = $1',
      [leadId],
    );
    await seat.go(`/leads/${leadId}`);
    const opened = seat.context.waitForEvent('page');
    await seat.pressOn(seat.opened(leadId).getByRole('link', { name: 'Open in the CRM' }));
    const there = await opened;
    await there.getByRole('heading', { name: `Lead ${id}`, exact: true }).waitFor();
    await there.close();
    seat.shows('Lead: opened in the CRM');
  });

  const allOf = async (who: 'rep' | 'manager'): Promise<LeadPanelDto[]> => {
    const asked = { limit: 200 };
    return (await stage().ask<{ leads: LeadPanelDto[] }>(who, '/v1/worklist/search', asked)).leads;
  };
  /** How many leads of the store come before it. */
  const placeOf = async ({ leadId }: LeadPanelDto): Promise<number> =>
    (await allOf('manager')).findIndex((lead) => lead.leadId === leadId);

  it.each(EACH)('is disagreed with on the %s by keys, ranks anew, and counts again', async (on) => {
    const seat = await stage().seat('manager', on);
    // Nothing that is worth so little to call stays there when it is as good as sold.
    const lead = (await allOf('rep')).findLast(({ likelihood }) => likelihood !== null)!;
    const place = await placeOf(lead);
    await seat.go(`/leads/${lead.leadId}`);
    const panel = seat.opened(lead.leadId);
    if (on === 'desk') await seat.page.keyboard.press('Enter');
    await seat.pressOn(panel.getByRole('button', { name: 'Too low' }));
    await seat.pressOn(panel.getByLabel('Rank it by my own likelihood').first(), 'Space');
    await seat.reach(panel.getByRole('textbox', { name: 'Rank it by my own likelihood' }));
    await seat.page.keyboard.press('ControlOrMeta+A');
    await seat.page.keyboard.type('99');
    await seat.pressOn(panel.getByRole('button', { name: 'Say so' }));
    await panel.getByText('It is ranked by 99 % instead.').waitFor();

    const higher = await placeOf(lead);
    expect(higher).toBeLessThan(place);
    const said = await stage().ask<LeadPanelDto>('rep', `/v1/worklist/${lead.leadId}`);
    expect(said.opinion).toMatchObject({ direction: 'too_low', percent: 99 });
    await seat.pressOn(panel.getByRole('button', { name: 'Let the score count again' }));
    await panel.getByRole('button', { name: 'Too low' }).waitFor();
    expect(await placeOf(lead)).toBeGreaterThan(higher);
    seat.shows('Lead: thumb, own likelihood, restore');
  });

  it.each(EACH)('offers on the %s no way that is closed, and says why', async (on) => {
    const seat = await stage().seat('rep', on);
    const { leadId, customer } = await stage().atHour(12, () => firstLead(stage()));
    await stage().atHour(3, () => seat.go(`/leads/${leadId}`));
    const panel = seat.opened(leadId);
    await panel.getByText('it is late where the customer lives').waitFor();
    expect(await panel.locator('[data-way="call"], [data-way="text"]').count()).toBe(0);

    await stage().atHour(12, async () => {
      await seat.go(`/leads/${leadId}`);
      const call = panel.locator('[data-way="call"]');
      const choose = async (name: string): Promise<void> => {
        await seat.pressOn(panel.getByRole('button', { name: 'How the customer wishes' }));
        const wish = seat.page.getByRole('menuitem', { name });
        await wish.waitFor();
        while (!(await hasFocus(wish))) await seat.page.keyboard.press('ArrowDown');
        await seat.page.keyboard.press('Enter');
      };
      expect(await call.getAttribute('href')).toBe(`tel:${customer.phone}`);
      await choose('Does not want: Call');
      await panel.getByText('Asked us not to: Call.').waitFor();
      await call.waitFor({ state: 'detached' });
      await choose('Agrees to: Call');
      await seat.type(seat.page.getByLabel('What did they say or sign?'), 'Call me after six');
      await seat.pressOn(seat.page.getByRole('button', { name: 'Keep it' }));
      await call.waitFor();
      await panel.getByText(/Call: agreed .*“Call me after six”/).waitFor();
    });
    seat.shows('Call next: ways to reach, consent and quiet hours');
  });
}

/** The first that has all a lead can have: the rep's, with a phone number and a vehicle. */
async function firstLead(stage: DeskStage): Promise<LeadPanelDto> {
  const { leads } = await stage.ask<{ leads: LeadPanelDto[] }>('rep', '/v1/worklist/search', {
    limit: 50,
  });
  return leads.find(({ customer, vehicle }) => customer.phone !== null && vehicle !== null)!;
}

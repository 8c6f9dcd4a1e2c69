import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { seriousFindings } from '../../support/axe.js';
import type { DeskStage } from '../desk-stage.js';
import { someHotOfOthers } from './ringing.js';
import { EACH, hasFocus, type Seat } from '../seat.js';

/** Filters, search, views, giving leads to people, and the list as a file. */
export function workingTheList(stage: () => DeskStage): void {
  it.each(EACH)('narrows on the %s to a band, and to those who wait, by keys', async (on) => {
    const seat = await stage().seat('manager', on);
    await seat.go('/');
    await seat.pressOn(seat.page.getByRole('button', { name: 'Waiting' }));
    await seat.when(
      `![...document.querySelectorAll('[data-lead]')].some((lead) => lead.innerText.includes('answered in'))`,
    );
    expect(new URL(seat.page.url()).search).toBe('?waiting=true');
    await seat.pressOn(seat.page.getByRole('button', { name: 'Warm' }));
    await seat.when(
      `document.querySelectorAll('[data-lead]').length === document.querySelectorAll('.warm[data-lead]').length`,
    );
    expect(new URL(seat.page.url()).search).toBe('?band=warm');
    seat.shows('List: filters');
  });

  it.each(EACH)('finds on the %s by name, and says when nothing is found', async (on) => {
    const seat = await stage().seat('manager', on);
    await seat.go('/');
    const name = await seat.page.locator('[data-lead] bdi').first().innerText();
    await seat.search(name);
    await seat.when(
      `[...document.querySelectorAll('[data-lead]')].every((lead) => lead.innerText.includes(${JSON.stringify(name)}))`,
    );
    expect(seat.page.url()).not.toContain(name.split(' ')[0]);
    await seat.search('nobody of that name');
    await seat.page.getByRole('heading', { name: 'No lead here' }).waitFor();
    await seat.pressOn(seat.page.getByRole('button', { name: 'Show all open leads' }));
    await seat.page.locator('[data-lead]').first().waitFor();
    seat.shows('List: search');
  });

  it('keeps a view under a name, and opens it again on another device', async () => {
    const seat = await stage().seat('manager', 'desk');
    await seat.go('/?waiting=true&columns=likelihood.customer.rep');
    await seat.page.getByRole('columnheader', { name: 'Whose' }).waitFor();
    await seat.pressOn(seat.page.getByRole('button', { name: 'Views' }));
    await seat.reach(seat.page.getByRole('textbox', { name: 'Name of the view' }));
    await seat.page.keyboard.type('Mornings');
    await seat.page.keyboard.press('Enter');
    await seat.go('/');
    await seat.pressOn(seat.page.getByRole('button', { name: 'Views' }));
    await seat.pressOn(seat.page.getByRole('button', { name: 'Mornings', exact: true }));
    await seat.page.getByRole('columnheader', { name: 'Whose' }).waitFor();

    expect(await pressed(seat.page.getByRole('button', { name: 'Waiting' }))).toBe('true');
    const kept = await seat.page.evaluate<string>('JSON.stringify(localStorage)');
    expect(kept).not.toMatch(/Mornings|@|\+1|555/);

    const phone = await stage().seat('manager', 'phone');
    await phone.go('/');
    await openTools(phone);
    expect(await seriousFindings(phone.page)).toEqual([]);
    await phone.picture('phone-tools');
    await phone.pressOn(phone.page.getByRole('button', { name: 'Mornings', exact: true }));
    await phone.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(new URL(phone.page.url()).search).toContain('waiting=true');
    await openTools(phone);
    await phone.pressOn(phone.page.getByRole('button', { name: 'Remove view Mornings' }));
    await phone.page.getByText('No view saved yet').waitFor();
    await phone.page.keyboard.press('Escape');
    await phone.page.getByRole('dialog').waitFor({ state: 'detached' });
    for (const one of [seat, phone]) one.shows('List: saved views');
  });

  it('gives several leads to a colleague from a phone, by thumb or by keys', async () => {
    const seat = await stage().seat('manager', 'phone');
    const { leads } = await stage().ask<{ leads: { leadId: string }[] }>(
      'manager',
      '/v1/worklist/search',
      { limit: 2 },
    );
    const [first, second] = leads.map(({ leadId }) => leadId) as [string, string];
    await seat.go('/');
    await openTools(seat);
    await seat.pressOn(seat.page.getByRole('button', { name: 'Choose several' }));
    await seat.pressOn(seat.lead(first).getByRole('checkbox'), 'Space');
    // Anywhere on the card, where else it would open the lead.
    await seat.lead(second).click({ position: { x: 120, y: 60 } });
    await seat.page.getByText('2 chosen').waitFor();
    expect(await seriousFindings(seat.page)).toEqual([]);
    await seat.picture('phone-choosing');
    await seat.pressOn(seat.page.getByRole('button', { name: 'Give to …' }));
    const sam = seat.page.getByRole('menuitem', { name: stage().name('rep') });
    await sam.waitFor();
    while (!(await hasFocus(sam))) await seat.page.keyboard.press('ArrowDown');
    await seat.page.keyboard.press('Enter');
    await seat.page.getByText('2 leads given to Sam Ortega.').waitFor({ state: 'attached' });
    expect(await seat.page.getByRole('checkbox').count()).toBe(0);

    const mine = await stage().ask<{ leads: { leadId: string }[] }>('rep', '/v1/worklist/search', {
      limit: 200,
    });
    expect(mine.leads.map(({ leadId }) => leadId)).toEqual(expect.arrayContaining([first, second]));
    seat.shows('List: bulk assign');
  });

  it('gives chosen leads to a colleague by keys; they are on the other desk by themselves, and a hot one rings', async () => {
    const [manager, rep] = [
      await stage().seat('manager', 'desk'),
      await stage().seat('rep', 'desk'),
    ];
    const chosen = await someHotOfOthers(stage());
    await rep.go('/');
    await rep.page.getByText('Live', { exact: true }).waitFor();
    await manager.go('/');
    for (const leadId of chosen) {
      await manager.walkTo(leadId);
      await manager.page.keyboard.press('x');
    }
    await manager.pressOn(manager.page.getByRole('button', { name: 'Give to …' }));
    const sam = manager.page.getByRole('menuitem', { name: stage().name('rep') });
    await sam.waitFor();
    while (!(await hasFocus(sam))) await manager.page.keyboard.press('ArrowDown');
    await manager.page.keyboard.press('Enter');
    await manager.page.locator('.chosen-bar').waitFor({ state: 'detached' });

    for (const leadId of chosen) await rep.lead(leadId).waitFor({ timeout: 15_000 });
    await rep.page.getByText(/^Hot now: /).waitFor();
    manager.shows('List: bulk assign');
  });

  it.each(EACH)('is taken away on the %s as a file in which no cell is a formula', async (on) => {
    const seat = await stage().seat('manager', on);
    await stage().stranger('=HYPERLINK("http://example.com")');
    await seat.go('/');
    if (on === 'phone') await openTools(seat);
    const button = seat.page.getByRole('button', { name: 'Download as CSV' });
    const [file] = await Promise.all([seat.page.waitForEvent('download'), seat.pressOn(button)]);
    const rows = parse(await readFile(await file.path()), { bom: true });

    const { summary } = await stage().ask<{ summary: { open: number } }>(
      'manager',
      '/v1/worklist/search',
      { limit: 1 },
    );
    expect(file.suggestedFilename()).toBe('leads.csv');
    expect(rows).toHaveLength(1 + summary.open);
    expect(rows.flat().filter((cell) => /^[=+@\t\r]/.test(cell))).toEqual([]);
    expect(rows.flat().some((cell) => cell.includes('=HYPERLINK'))).toBe(true);
    seat.shows('List: CSV without formulas');
  });
}

/** The sheet behind the one button of a phone. */
async function openTools(seat: Seat): Promise<void> {
  await seat.pressOn(seat.page.getByRole('button', { name: 'More for this list' }));
  await seat.page.getByRole('dialog').waitFor();
}

const pressed = (button: { getAttribute: (name: string) => Promise<string | null> }) =>
  button.getAttribute('aria-pressed');

import { type AdminStage, openLead, press, shows } from './admin-stage.js';
import { reachByTab } from './seat.js';

const SHOWN = 'Settings: effect on a lead, change, back to the file';

/** Settings of the rooftop: what they would change, changing them, and going back to the file. */
export function settingsFlows(stage: () => AdminStage): void {
  it('shows what a change would do to a lead, refuses what clashes, and makes it, on the phone', async () => {
    const { pages, test, look } = stage();
    const page = pages.phone;
    const bandOf = await openLead(test);
    await page.goto(`${test.url}/settings`);
    const effect = page.getByRole('region', { name: 'What it changes' });
    const row = (name: string) => effect.getByRole('row', { name });
    await row('Its band').getByText('the same').waitFor();
    await look('settings-before', page);
    const lead = effect.getByRole('combobox', { name: 'Lead' });
    await lead.fill('Nobody of that name');
    await page.getByText('Nothing found.').waitFor();
    await lead.fill('rivers');
    await page.getByRole('option', { name: /Dana Rivers/ }).click();
    await row('Its band').getByText('the same').waitFor();

    await page.getByLabel('Warm from').fill('99');
    await effect.getByText('Warm must begin below hot').waitFor();
    await page.getByLabel('Hot from').fill('99');
    await page.getByLabel('Warm from').fill('98.5');
    await page.getByLabel('Minutes to a first human answer').fill('600');
    await row('Its band').getByText('Cool').waitFor();
    expect(await row('Its answer').innerText()).toMatch(/left[^]*10 h left/);
    expect(await row('All open leads').innerText()).toMatch(/0 hot, 0 warm, \d cool/);
    await look('settings-effect', page);

    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'As in the file: Bands' }).waitFor();
    while ((await bandOf()) !== 'cool') await page.waitForTimeout(50);
    shows(stage(), 'phone', SHOWN);
  });

  it('closes a day, and goes back to the settings file by keyboard alone', async () => {
    const { pages, test, look } = stage();
    const page = pages.desk;
    await page.goto(`${test.url}/settings`);
    const effect = page.getByRole('region', { name: 'What it changes' });
    await effect.getByRole('row', { name: 'Its answer' }).waitFor();
    await reachByTab(page, page.getByLabel('The promise runs round the clock'));
    await page.keyboard.press('Space');
    for (const [label, time] of [
      ['Monday, opens', '0900AM'],
      ['Monday, closes', '0730PM'],
    ] as const) {
      await reachByTab(page, page.getByLabel(label));
      await page.keyboard.type(time);
    }
    await press(stage(), 'desk', page.getByRole('button', { name: 'Save' }));
    await page.getByRole('button', { name: 'As in the file: Opening hours' }).waitFor();
    await look('settings-hours', page);

    const back = page.getByRole('button', { name: /^As in the file/ });
    for (let left = await back.count(); left > 0; left -= 1) {
      await press(stage(), 'desk', back.first());
      await back.nth(left - 1).waitFor({ state: 'detached' });
    }
    await page.getByText('Everything is as the settings file has it.').waitFor();
    await page.goto(`${test.url}/trail`);
    await page.getByText('changed the settings of a rooftop').first().waitFor();
    shows(stage(), 'desk', SHOWN);
  });
}

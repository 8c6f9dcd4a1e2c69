import { type AdminStage, choose, press, shows, SIZES, write } from './admin-stage.js';
import { reachByTab } from './seat.js';

/** Keys for programs, and the trail of what was done with them. */
export function keyFlows(stage: () => AdminStage): void {
  it.each(SIZES)(
    'makes a key on the %s that works, gives it a new secret and ends it',
    async (size) => {
      const { pages, test, look } = stage();
      const page = pages[size];
      const name = `Importer of the ${size}`;
      const answers = async (): Promise<number> => {
        const key = await page.getByText(/^ll_/).innerText();
        const headers = { authorization: `Bearer ${key}` };
        return (await fetch(`${test.url}/v1/dealerships`, { headers })).status;
      };
      await page.goto(`${test.url}/keys`);
      await press(stage(), size, page.getByText('Make a key'));
      await write(stage(), size, { field: page.getByLabel('What it is for'), text: name });
      await press(stage(), size, page.getByRole('button', { name: 'Make the key' }));
      await page.getByText(/^ll_/).waitFor();
      expect(await answers()).toBe(200);
      await look(`keys-made-${size}`, page);

      await page.reload();
      const sheet = page.getByRole('listitem', { name });
      await sheet.waitFor();
      expect(await page.getByText(/^ll_/).count()).toBe(0);
      for (const act of ['New secret', 'End it']) {
        await press(stage(), size, sheet.getByRole('button', { name: `${act}: ${name}` }));
        await press(stage(), size, page.getByRole('dialog').getByRole('button', { name: act }));
        if (act === 'New secret') await page.getByText(/^ll_/).waitFor();
      }
      await sheet.waitFor({ state: 'hidden' });
      expect(await answers()).toBe(401);
      shows(stage(), size, 'Keys: make, renew, end');
    },
  );

  it.each(SIZES)(
    'finds on the %s who did what, in sentences, by person and matter',
    async (size) => {
      const { pages, test, look } = stage();
      const page = pages[size];
      await page.goto(`${test.url}/trail`);
      await page.getByText('ended the key “Importer of the phone”').first().waitFor();
      await look(`trail-${size}`, page);
      const raw = /[a-z]+[._][a-z]+_|[0-9a-f]{8}-[0-9a-f]{4}/;
      expect(await page.locator('.trail').innerText()).not.toMatch(raw);

      await press(stage(), size, page.getByRole('combobox', { name: 'What' }));
      await choose(stage(), size, page.getByRole('option', { name: 'Models' }));
      await page.getByText('let version 2 of the model serve').first().waitFor();
      expect(await page.locator('.trail').innerText()).not.toContain('the key');

      if (size === 'phone') await page.getByLabel('To').fill('2020-01-01');
      else {
        await reachByTab(page, page.getByLabel('To'));
        await page.keyboard.type('01012020');
      }
      await page.getByText('Nothing was done that fits').waitFor();
      await press(stage(), size, page.getByRole('button', { name: 'Show all' }));
      await page.getByText('ended the key').first().waitFor();
      shows(stage(), size, 'Audit trail');
    },
  );
}

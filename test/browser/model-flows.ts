import { type AdminStage, giveReason, press, SIZES } from './admin-stage.js';

/** What an admin does to models. Each size goes on where the other stopped. */
export function modelFlows(stage: () => AdminStage): void {
  it('accepts a run that was held back, with a reason, on the phone', async () => {
    const { pages, test, look } = stage();
    const page = pages.phone;
    await page.goto(`${test.url}/model`);
    await page.getByText('Held back: too good to be believed').waitFor();
    await look('model-held', page);

    await page.getByRole('button', { name: 'Accept and let it serve' }).click();
    await look('model-accepting', page);
    await page.getByRole('dialog').getByRole('button', { name: 'Accept and let it serve' }).click();
    await page.getByText('Say why in a few words.').waitFor();
    await giveReason(stage(), 'phone', {
      reason: 'I looked',
      confirm: 'Accept and let it serve',
    });

    await page.getByRole('heading', { name: 'The model' }).waitFor();
    await page.locator('.version.serving', { hasText: 'Version 1' }).waitFor();
  });

  it('puts another version to serve and goes back, by keyboard alone', async () => {
    const { pages, test, look } = stage();
    const page = pages.desk;
    await page.goto(`${test.url}/model`);
    const promote = page.getByRole('button', { name: 'Let it serve: version 2' });
    await press(stage(), 'desk', promote);
    await giveReason(stage(), 'desk', { reason: 'misses trade-ins', confirm: 'Let it serve' });
    await page.getByText('Version 2 serves. Open leads are being scored anew').waitFor();

    await press(stage(), 'desk', page.getByRole('button', { name: 'Go back to version 1' }));
    await giveReason(stage(), 'desk', { reason: 'it was worse', confirm: 'Go back to version 1' });
    await page.getByText('Version 1 serves. Open leads are being scored anew').waitFor();
    await page.getByText('It was worse').waitFor();
    await look('model-back', page);
  });

  it.each(SIZES)(
    'rules on a column the court questions, and takes it back, on the %s',
    async (size) => {
      const { pages, test } = stage();
      const page = pages[size];
      await page.goto(`${test.url}/model`);
      await press(stage(), size, page.getByRole('button', { name: 'Refuse it: Lead quality' }));
      await giveReason(stage(), size, { reason: 'filled at the sale', confirm: 'Refuse it' });
      await page.getByText('Refused by Ada Admin').waitFor();

      const back = page.getByRole('button', { name: 'Take the ruling back: Lead quality' });
      await press(stage(), size, back);
      await giveReason(stage(), size, { reason: 'I was wrong', confirm: 'Take the ruling back' });
      await page.getByRole('button', { name: 'Refuse it: Lead quality' }).waitFor();
    },
  );

  it.each(SIZES)(
    'trains now on the %s, and the page tells by itself how it ended',
    async (size) => {
      const { pages, test } = stage();
      const page = pages[size];
      await page.goto(`${test.url}/model`);
      const ended = page.locator('.run', { hasText: 'Too little to learn from' });
      const before = await ended.count();
      await press(stage(), size, page.getByRole('button', { name: 'Train now' }));

      await ended.nth(before).waitFor({ state: 'attached' });
      expect(await ended.first().innerText()).toContain('asked for by Ada Admin');
      expect(await ended.first().innerText()).toContain('Not enough outcomes to learn from');
    },
  );
}

import { Tenancy } from '#access';
import { ModelRegistry } from '#model';
import { type AdminStage, giveReason, plantHeld, press, shows, SIZES } from './admin-stage.js';

/** What an admin does to models. Each size goes on where the other stopped. */
export function modelFlows(stage: () => AdminStage): void {
  it.each(SIZES)('accepts a run that was held back, with a reason, on the %s', async (size) => {
    const { pages, test, look } = stage();
    const page = pages[size];
    if (size === 'desk') await holdAnother(stage());
    await page.goto(`${test.url}/model`);
    await page.getByText('Held back: too good to be believed').waitFor();
    await look('model-held', page);

    const accept = { name: 'Accept and let it serve' };
    await press(stage(), size, page.getByRole('button', accept));
    await look('model-accepting', page);
    await press(stage(), size, page.getByRole('dialog').getByRole('button', accept));
    await page.getByText('Say why in a few words.').waitFor();
    await giveReason(stage(), size, { reason: 'I looked', confirm: accept.name });

    await page.getByRole('heading', { name: 'The model' }).waitFor();
    await page.locator('.version.serving', { hasText: 'Version 1' }).waitFor();
    shows(stage(), size, 'Models: held run accepted');
  });

  it.each(SIZES)('puts another version to serve on the %s and goes back', async (size) => {
    const { pages, test, look } = stage();
    const page = pages[size];
    await page.goto(`${test.url}/model`);
    const promote = page.getByRole('button', { name: 'Let it serve: version 2' });
    await press(stage(), size, promote);
    await giveReason(stage(), size, { reason: 'misses trade-ins', confirm: 'Let it serve' });
    await page.getByText('Version 2 serves. Open leads are being scored anew').waitFor();

    await press(stage(), size, page.getByRole('button', { name: 'Go back to version 1' }));
    await giveReason(stage(), size, { reason: 'it was worse', confirm: 'Go back to version 1' });
    await page.getByText('Version 1 serves. Open leads are being scored anew').waitFor();
    await page.getByText('It was worse').first().waitFor();
    await look('model-back', page);
    shows(stage(), size, 'Models: versions, promote, go back');
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
      shows(stage(), size, 'Models: label court');
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
      shows(stage(), size, 'Models: train now, followed live');
    },
  );
}

/** Version 2 serves, and the first is held back again. */
async function holdAnother({ test }: AdminStage): Promise<void> {
  const { groupId } = await test.dealership('north-a');
  const registry = test.app.get(ModelRegistry);
  const versions = await test.app
    .get(Tenancy)
    .asGroup(groupId, (manager) =>
      manager.query<{ id: string }[]>('SELECT id FROM model_version ORDER BY number'),
    );
  const [first, second] = versions.map(({ id }) => id) as [string, string];
  await test.app
    .get(Tenancy)
    .asGroup(groupId, (manager) =>
      registry.promote(manager, groupId, second, { by: 'system', reason: 'as before' }),
    );
  await plantHeld(test, groupId, first);
}

import { randomUUID } from 'node:crypto';
import { TOTP } from 'otpauth';
import { Tenancy } from '#access';
import { type AdminStage, press } from './admin-stage.js';

/** One's own account, changing a connection, and what other programs were sent. */
export function accountFlows(stage: () => AdminStage, password: string): void {
  it('changes the password on the phone, for which the present one is needed', async () => {
    const page = stage().pages.phone;
    const change = async (current: string, next: string): Promise<void> => {
      await page.getByLabel('Present password').fill(current);
      await page.getByLabel('New password').fill(next);
      await page.getByRole('button', { name: 'Change the password' }).click();
    };
    await page.goto(`${stage().test.url}/me`);
    await change('not the one', 'another correct battery');
    await page.getByText('This is not your present password').waitFor();
    await change(password, 'another correct battery');
    await page.getByText('Changed. Everywhere else').waitFor();
    await change('another correct battery', password);
    await page.getByText('Changed. Everywhere else').waitFor();
  });

  it('turns a second factor on by scanning, and off, by keyboard alone', async () => {
    const { pages, look, signIn } = stage();
    const page = pages.desk;
    // The password was changed on the phone: the desk has to sign in again.
    await signIn(page, '/me');
    await press(stage(), 'desk', page.getByRole('button', { name: 'Set up an authenticator app' }));
    await page.getByRole('img', { name: /picture to scan/ }).waitFor();
    await look('second-factor', page);
    const secret = (await page.locator('code.secret').innerText()).replaceAll(' ', '');
    const type = async (step: number, act: string): Promise<void> => {
      const timestamp = Date.now() + step * 30_000;
      await page.getByLabel('Code').fill(new TOTP({ secret }).generate({ timestamp }));
      await press(stage(), 'desk', page.getByRole('button', { name: act }));
    };
    await type(0, 'Turn on');
    await page.getByText('Keep these recovery codes').waitFor();
    // A code counts once; the next one counts already.
    await type(1, 'Turn off');
    await page.getByText('a stolen password opens nothing').waitFor();
  });

  it('changes a connection on the phone; its secrets stay', async () => {
    const { pages, test, look } = stage();
    const page = pages.phone;
    await page.goto(`${test.url}/connections`);
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await page.getByText('secrets kept').waitFor();
    await look('connection-change', page);
    await page.getByLabel('Address of the API').fill('nowhere');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Address of the API: is not a web address').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();

    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('The new CRM');
    await page.getByLabel('Seconds between two syncs').fill('3600');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const sheet = page.getByRole('region', { name: 'The new CRM' });
    await sheet.getByText('Every 1 h').waitFor();
    await sheet.getByRole('button', { name: 'Check' }).click();
    await sheet.getByText('Signing in').first().waitFor();
  });

  it('sees what an endpoint was sent, and sends again what was given up, by keyboard alone', async () => {
    const { pages, test, look } = stage();
    const page = pages.desk;
    await plantDeadMessage(stage());
    await page.goto(`${test.url}/webhooks`);
    await press(stage(), 'desk', page.getByText('What was sent'));
    await page.getByText('Given up').waitFor();
    await look('webhook-messages', page);
    await press(stage(), 'desk', page.getByRole('button', { name: 'Send again' }));
    await page.getByText('1 message on the way again.').waitFor();
    await page.getByText('Given up').waitFor({ state: 'detached' });
  });
}

async function plantDeadMessage({ test }: AdminStage): Promise<void> {
  const { id } = await test.dealership('north-a');
  await test.app.get(Tenancy).asDealership(id, (manager) =>
    manager.query(
      `INSERT INTO webhook_message (dealership_id, id, endpoint_id, event, event_key, body, state, attempts,
         next_attempt_at, created_at, last_status, last_error)
       SELECT $1, $2, id, 'lead.band_changed', 'planted', '{}', 'dead', 10, now(), now(), 503, 'it answered 503'
       FROM webhook_endpoint WHERE dealership_id = $1 LIMIT 1`,
      [id, randomUUID()],
    ),
  );
}

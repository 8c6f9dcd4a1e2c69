import { TOTP } from 'otpauth';
import { Tenancy } from '#access';
import { type AdminStage, press, shows, SIZES, write } from './admin-stage.js';

/** One's own account, changing a connection, and what other programs were sent. */
export function accountFlows(stage: () => AdminStage, password: string): void {
  it.each(SIZES)(
    'changes the password on the %s, for which the present one is needed',
    async (size) => {
      const page = stage().pages[size];
      const change = async (current: string, next: string): Promise<void> => {
        await write(stage(), size, { field: page.getByLabel('Present password'), text: current });
        await write(stage(), size, { field: page.getByLabel('New password'), text: next });
        await press(stage(), size, page.getByRole('button', { name: 'Change the password' }));
      };
      // It was changed on the phone: the desk has to sign in again, before it counts as a flow of keys.
      if (size === 'desk') await stage().signIn(page, '/me');
      else await page.goto(`${stage().test.url}/me`);
      await page.getByLabel('Present password').waitFor();
      stage().hands[size].rest();
      await change('not the one', 'another correct battery');
      await page.getByText('This is not your present password').waitFor();
      await change(password, 'another correct battery');
      await page.getByText('Changed. Everywhere else').waitFor();
      await change('another correct battery', password);
      await page.getByText('Changed. Everywhere else').waitFor();
      shows(stage(), size, 'Account: password');
    },
  );

  it.each(SIZES)('turns a second factor on by scanning, and off, on the %s', async (size) => {
    const { pages, look, signIn, test } = stage();
    const page = pages[size];
    // The password was changed at the desk: the phone has to sign in again.
    if (size === 'phone') await signIn(page, '/me');
    else await page.goto(`${test.url}/me`);
    await page.getByRole('button', { name: 'Set up an authenticator app' }).waitFor();
    stage().hands[size].rest();
    await press(stage(), size, page.getByRole('button', { name: 'Set up an authenticator app' }));
    await page.getByRole('img', { name: /picture to scan/ }).waitFor();
    await look('second-factor', page);
    const secret = (await page.locator('code.secret').innerText()).replaceAll(' ', '');
    const type = async (step: number, act: string): Promise<void> => {
      const timestamp = Date.now() + step * 30_000;
      const text = new TOTP({ secret }).generate({ timestamp });
      await write(stage(), size, { field: page.getByLabel('Code'), text });
      await press(stage(), size, page.getByRole('button', { name: act }));
    };
    await type(0, 'Turn on');
    await page.getByText('Keep these recovery codes').waitFor();
    // A code counts once; the next one counts already.
    await type(1, 'Turn off');
    await page.getByText('a stolen password opens nothing').waitFor();
    shows(stage(), size, 'Account: second factor on and off');
  });

  it('changes a connection on the phone; its secrets stay', async () => {
    const { pages, test, look } = stage();
    const page = pages.phone;
    await page.goto(`${test.url}/connections`);
    const ours = page.getByRole('region', { name: 'Our CRM of the phone' });
    await ours.getByRole('button', { name: 'Change', exact: true }).click();
    await page.getByText('secrets kept').waitFor();
    await look('connection-change', page);
    await page.getByLabel('Address of the API').fill('nowhere');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Address of the API: is not a web address').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();

    await ours.getByRole('button', { name: 'Change', exact: true }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('The new CRM');
    await page.getByLabel('Seconds between two syncs').fill('3600');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const sheet = page.getByRole('region', { name: 'The new CRM' });
    await sheet.getByText('Every 1 h').waitFor();
    await sheet.getByRole('button', { name: 'Check' }).click();
    await sheet.getByText('Signing in').first().waitFor();
  });

  it.each(SIZES)(
    'sees on the %s what an endpoint was sent, and sends again what was given up',
    async (size) => {
      const { pages, test, look } = stage();
      const page = pages[size];
      await plantDeadMessage(stage());
      await page.goto(`${test.url}/webhooks`);
      await press(stage(), size, page.getByText('What was sent').first());
      await page.getByText('Given up').waitFor();
      await look('webhook-messages', page);
      await press(stage(), size, page.getByRole('button', { name: 'Send again' }));
      await page.getByText('1 message on the way again.').waitFor();
      await page.getByText('Given up').waitFor({ state: 'detached' });
      shows(stage(), size, 'Webhooks: endpoint, test, messages again');
    },
  );
}

async function plantDeadMessage({ test }: AdminStage): Promise<void> {
  const { id } = await test.dealership('north-a');
  await test.app.get(Tenancy).asDealership(id, (manager) =>
    manager.query(
      `INSERT INTO webhook_message (dealership_id, id, endpoint_id, event, event_key, body, state, attempts,
         next_attempt_at, created_at, last_status, last_error)
       SELECT $1, gen_random_uuid(), id, 'lead.band_changed', 'planted ' || now(), '{}', 'dead', 10, now(), now(), 503, 'it answered 503'
       FROM webhook_endpoint WHERE dealership_id = $1`,
      [id],
    ),
  );
}

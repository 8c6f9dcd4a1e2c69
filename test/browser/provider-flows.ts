import { StaffAccounts } from '#access';
import { type AdminStage, press, type Size, SIZES, write } from './admin-stage.js';
import { Hands } from './hands.js';
import { VIEWPORTS } from './seat.js';
import { LOOK_OF } from './shown.js';

/** Signing in where the dealership's people have an account already: at a real provider. */
export function providerFlows(stage: () => AdminStage): void {
  it.each(SIZES)('signs in on the %s at the provider, and is back at the desk', async (size) => {
    const { test, browser, shown } = stage();
    const { id, groupId } = await test.dealership('north-a');
    const login = `dana-${size}`;
    await test.app.get(StaffAccounts).save({
      groupId,
      dealershipId: id,
      email: `${login}@example.com`,
      name: 'Dana Reyes',
      password: 'never asked for here',
      role: 'rep',
    });
    const context = await browser.newContext({
      viewport: VIEWPORTS[size],
      colorScheme: LOOK_OF[size],
      locale: 'en-US',
    });
    const hands = await Hands.on(context);
    const page = await context.newPage();
    const there: AdminStage = { ...stage(), pages: { phone: page, desk: page } };
    const fill = (at: Size, name: string, text: string): Promise<void> =>
      write(there, at, { field: page.locator(`input[name="${name}"]`), text });
    await page.goto(test.url);
    await press(there, size, page.getByRole('link', { name: /^Sign in with/ }));
    await fill(size, 'login', login);
    await fill(size, 'password', 'whatever the provider wants');
    await press(there, size, page.getByRole('button', { name: 'Sign-in' }));
    await press(there, size, page.getByRole('button', { name: 'Continue' }));

    await page.getByRole('heading', { level: 1, name: 'Call next' }).waitFor();
    await page.goto(`${test.url}/me`);
    await page.getByRole('heading', { level: 1, name: 'Dana Reyes' }).waitFor();
    shown.add('Sign-in: OIDC', size, hands.keysAlone);
    await context.close();
  });
}

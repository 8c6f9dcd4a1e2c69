import { PASSWORD } from '../../support/signed-in.js';
import type { DeskStage } from '../desk-stage.js';
import { EACH, type Seat } from '../seat.js';

/** The way in and out, and back after a session has ended. */
export function signingIn(stage: () => DeskStage): void {
  it.each(EACH)('signs in by keyboard on the %s, wrongly first, and out again', async (on) => {
    const seat = await stage().ownSeat(on);
    await seat.page.goto(stage().url);
    await fillIn(seat, stage().email('manager'), 'not the password');
    await seat.page.getByText('do not match an account').waitFor();
    expect(seat.complaints()).toEqual([expect.stringContaining('401'), expect.anything()]);
    await fillIn(seat, stage().email('manager'), PASSWORD);
    await seat.page.locator('[data-lead]').first().waitFor();

    await seat.go('/me');
    await seat.pressOn(seat.page.getByRole('button', { name: 'Sign out' }));
    await seat.page.getByRole('heading', { name: 'Sign in to the desk' }).waitFor();
    await seat.context.close();
  });

  it('leads to signing in when the session ends, and back to the same page', async () => {
    const seat = await stage().ownSeat('phone');
    await seat.page.goto(`${stage().url}/board`);
    await fillIn(seat, stage().email('manager'), PASSWORD);
    await seat.page.getByRole('heading', { level: 1, name: 'Board' }).waitFor();
    await seat.context.clearCookies();
    await seat.page.getByRole('link', { name: 'Scorecard' }).click();
    await seat.page.getByText('Your session has ended. Nothing is lost').waitFor();
    await fillIn(seat, stage().email('manager'), PASSWORD);
    await seat.page.getByRole('heading', { level: 1, name: 'Scorecard' }).waitFor();
    await seat.context.close();
  });
}

/** Nothing but keys. */
async function fillIn(seat: Seat, email: string, password: string): Promise<void> {
  for (const [label, text] of [
    ['E-mail', email],
    ['Password', password],
  ] as const) {
    await seat.reach(seat.page.getByLabel(label, { exact: true }));
    await seat.page.keyboard.press('ControlOrMeta+A');
    await seat.page.keyboard.type(text);
  }
  await seat.page.keyboard.press('Enter');
}

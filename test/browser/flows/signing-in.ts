import { PASSWORD } from '../../support/signed-in.js';
import type { DeskStage } from '../desk-stage.js';
import { EACH, type Seat } from '../seat.js';
import { LOOK_OF } from '../shown.js';

/** The way in and out, and back after a session has ended. */
export function signingIn(stage: () => DeskStage): void {
  it.each(EACH)('signs in by keyboard on the %s, wrongly first, and out again', async (on) => {
    const seat = await stage().ownSeat(on, { look: LOOK_OF[on] });
    await seat.page.goto(stage().url);
    await fillIn(seat, stage().email('manager'), 'not the password');
    await seat.page.getByText('do not match an account').waitFor();
    // Who is there is asked again where the answer asked for ahead has grown old.
    const complaints = seat.complaints();
    expect(complaints.filter((one) => !/ 401 .*\/v1\/(me|session)$/.test(one))).toEqual([]);
    expect(complaints.filter((one) => one.endsWith('/v1/session'))).toHaveLength(1);
    await fillIn(seat, stage().email('manager'), PASSWORD);
    await seat.page.locator('[data-lead]').first().waitFor();

    await seat.go('/me');
    await seat.pressOn(seat.page.getByRole('button', { name: 'Sign out' }));
    await seat.page.getByRole('heading', { name: 'Sign in to the desk' }).waitFor();
    seat.shows('Sign-in: password, wrong and right, and out');
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
export async function fillIn(seat: Seat, email: string, password: string): Promise<void> {
  await seat.type(seat.page.getByLabel('E-mail', { exact: true }), email);
  await seat.type(seat.page.getByLabel('Password', { exact: true }), password);
  await seat.page.keyboard.press('Enter');
}

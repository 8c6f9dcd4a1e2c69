import type { DriftDto } from '../../../src/feedback/drift.dto.js';
import { seriousFindings } from '../../support/axe.js';
import { PASSWORD } from '../../support/signed-in.js';
import type { DeskStage } from '../desk-stage.js';
import { chooseByKeys, EACH, hasFocus, type Seat, until } from '../seat.js';
import { LOOK_OF } from '../shown.js';

/** What an admin looks after while leads come: people, what was sent, and what the model is used for. */
export function administering(stage: () => DeskStage): void {
  it.each(EACH)(
    'invites somebody on the %s, changes their role, lets them go and back',
    async (on) => {
      const seat = await stage().seat('admin', on);
      const [name, email] = [`Noor of the ${on}`, `noor-${on}@example.com`];
      await seat.go('/staff');
      await seat.pressOn(seat.page.getByText('Invite somebody'));
      await seat.type(seat.page.getByLabel('Name', { exact: true }), name);
      await seat.type(seat.page.getByLabel('E-mail'), email);
      await seat.pressOn(seat.page.getByRole('button', { name: 'Make the link' }));
      const link = await seat.page.locator('code.secret').innerText();
      await usesLink(stage(), link, on);

      await choose(seat, `Role of ${name}`, 'Auditor: reads only');
      const staff = (): Promise<{ email: string; role: string }[]> =>
        stage().ask('admin', '/v1/staff');
      await until(async () =>
        (await staff()).some((one) => one.email === email && one.role === 'auditor'),
      );
      await seat.pressOn(seat.page.getByRole('button', { name: `Let go: ${name}` }));
      await seat.pressOn(seat.page.getByRole('button', { name: `Take back: ${name}` }));
      await seat.page.getByRole('button', { name: `Let go: ${name}` }).waitFor();
      seat.shows('Staff: invite, role, leave and back');
    },
  );

  it.each(EACH)(
    'sees on the %s what the CRM was sent, and sends again what was given up',
    async (on) => {
      const seat = await stage().seat('admin', on);
      const { journey } = stage();
      // Only what nothing newer has taken the place of can be sent again, so what is on its way goes first.
      await until(async () => {
        const waiting = await journey.ask<unknown[]>(
          `SELECT 1 FROM writeback_delivery WHERE state = 'pending' LIMIT 1`,
        );
        return waiting.length === 0;
      });
      await journey.ask(
        `UPDATE writeback_delivery SET state = 'dead', last_error = 'it answered 503'
         WHERE id = (SELECT id FROM writeback_delivery WHERE state = 'delivered' ORDER BY enqueued_at DESC LIMIT 1)`,
      );
      await seat.go('/deliveries');
      await seat.page.locator('.admin .sheet').first().waitFor();
      const first = seat.page.getByRole('radio').first();
      while (!(await hasFocus(first))) await seat.page.keyboard.press('Tab');
      while (!(await seat.page.getByRole('radio', { name: 'Given up' }).isChecked()))
        await seat.page.keyboard.press('ArrowRight');
      await seat.page.getByText('It answered 503', { exact: false }).first().waitFor();
      await seat.pressOn(
        seat.page.getByRole('button', { name: 'Send all that was given up again' }),
      );
      await seat.page.getByText('1 score on the way again.').waitFor();
      seat.shows('Deliveries: what was sent, and again');
    },
  );

  it.each(EACH)(
    'is told on the %s whether other leads come than the model learned from',
    async (on) => {
      const seat = await stage().seat('admin', on);
      await seat.go('/model');
      const drift = seat.page.getByRole('region', {
        name: 'Do other leads come than it learned from?',
      });
      await drift.waitFor();
      const { score, features } = await stage().ask<DriftDto>('admin', '/v1/drift');
      const early = [score, ...features.slice(0, 10)].every(
        ({ stability }) => stability === 'too few',
      );
      await (
        early ? drift.getByText('Too few leads came since to tell.') : drift.locator('table')
      ).waitFor();
      seat.shows('Models: drift');
    },
  );

  it.each(EACH)('comes on the %s from the keys to the API’s description', async (on) => {
    const seat = await stage().seat('admin', on);
    await seat.go('/keys');
    await seat.pressOn(seat.page.getByRole('link', { name: /Swagger/ }));
    await seat.page.getByText('/v1/worklist/{leadId}', { exact: true }).first().waitFor();
    seat.shows('API description (Swagger)');
  });
}

/** In a fresh profile, as the one who was invited. */
async function usesLink(stage: DeskStage, link: string, on: 'phone' | 'desk'): Promise<void> {
  const seat = await stage.ownSeat(on, { look: LOOK_OF[on] });
  const { pathname, hash } = new URL(link, seat.url);
  await seat.page.goto(`${seat.url}${pathname}${hash}`);
  expect(await seriousFindings(seat.page)).toEqual([]);
  await seat.type(seat.page.getByLabel('New password'), PASSWORD);
  await seat.page.keyboard.press('Enter');
  await seat.page.getByRole('heading', { level: 1, name: 'Call next' }).waitFor();
  await seat.context.close();
}

async function choose(seat: Seat, label: string, option: string): Promise<void> {
  await seat.pressOn(seat.page.getByRole('combobox', { name: label }));
  await chooseByKeys(seat.page.getByRole('option', { name: option }));
}

import { Secret, TOTP } from 'otpauth';
import { DataSource } from 'typeorm';
import { type StaffRole } from '#access';
import { PASSWORD, signedIn, type SignedIn } from '../../support/signed-in.js';
import type { DeskStage } from '../desk-stage.js';
import { EACH, type On, type Seat, until } from '../seat.js';
import { LOOK_OF } from '../shown.js';
import { fillIn } from './signing-in.js';

/** Who may come in, who may do what, and what a session that ends leaves. Everybody here has an account of their own. */
export function guarding(stage: () => DeskStage): void {
  const account = async (role: StaffRole): Promise<SignedIn> =>
    signedIn(stage().journey.test, await stage().store('manager'), { role });
  const strangersSeat = (on: On): Promise<Seat> => stage().ownSeat(on, { look: LOOK_OF[on] });
  /** Somebody signed in before an open lead of theirs. */
  const atLead = async (on: On, email: string, leadId: string) => {
    const seat = await strangersSeat(on);
    await seat.page.goto(`${seat.url}/leads/${leadId}`);
    await fillIn(seat, email, PASSWORD);
    await seat.intoLead(leadId);
    const panel = seat.opened(leadId);
    return { seat, panel, note: panel.getByRole('textbox', { name: 'Note' }) };
  };
  /** Changes the account behind the desk's back. */
  const changed = ({ staffId }: SignedIn, what: string): Promise<unknown> =>
    stage()
      .journey.test.app.get(DataSource)
      .query(`UPDATE staff SET ${what} WHERE id = $1`, [staffId]);

  it.each(EACH)('locks on the %s after five wrong passwords, for a while', async (on) => {
    const who = await account('manager');
    const seat = await strangersSeat(on);
    await seat.page.goto(seat.url);
    for (let wrong = 0; wrong < 5; wrong += 1) await answeredTo(seat, who.email, 'not the one');
    expect(await answeredTo(seat, who.email, PASSWORD)).toBe(401);
    await seat.page.getByText('or it is locked for some minutes').waitFor();

    await changed(who, `locked_until = locked_until - interval '1 minute'`);
    expect(await answeredTo(seat, who.email, PASSWORD)).toBe(204);
    await seat.page.locator('[data-lead]').first().waitFor();
    const session = (await seat.context.cookies()).find(({ name }) => name === 'll_session');
    expect(session).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
    seat.shows('Sign-in: lock-out');
    await seat.context.close();
  });

  it.each(EACH)('asks on the %s for the second factor once the password is right', async (on) => {
    const who = await account('manager');
    const totp = await secondFactor(stage().url, who);
    const seat = await strangersSeat(on);
    await seat.page.goto(seat.url);
    await fillIn(seat, who.email, PASSWORD);
    const code = seat.page.getByLabel('Code', { exact: false });
    // The code of now turned it on and counts once; the next one counts already.
    await seat.type(code, totp.generate({ timestamp: Date.now() + 30_000 }));
    await seat.page.keyboard.press('Enter');
    await seat.page.locator('[data-lead]').first().waitFor();
    seat.shows('Sign-in: second factor');
    await seat.context.close();
  });

  it.each(EACH)('keeps on the %s what was typed when the session ends', async (on) => {
    const who = await account('manager');
    const leadId = await stage().stranger('Kept', 'Example');
    const { seat, panel, note } = await atLead(on, who.email, leadId);
    await seat.type(note, 'Comes by on Saturday');
    await sessionEnds(seat);

    expect(await panel.isVisible()).toBe(false);
    await fillIn(seat, who.email, PASSWORD);
    await note.waitFor();
    expect(await note.inputValue()).toBe('Comes by on Saturday');
    await seat.intoLead(leadId);
    await seat.pressOn(panel.getByRole('button', { name: 'Spoke' }));
    await seat.page.getByText('Logged: Spoke').waitFor();
    await seat.page.reload();
    await until(async () => (await notesOf(stage(), leadId)) === 1);
    seat.shows('Session that ends: what was typed is kept');
    await seat.context.close();
  });

  it('keeps nothing for somebody else who signs in where a session has ended', async () => {
    const [first, second] = [await account('manager'), await account('manager')];
    const leadId = await stage().stranger('Private', 'Example');
    const { seat, note } = await atLead('desk', first.email, leadId);
    await seat.type(note, 'Only mine');
    await sessionEnds(seat);
    await fillIn(seat, second.email, PASSWORD);
    await note.waitFor();
    expect(await note.inputValue()).toBe('');
    await seat.context.close();
  });

  it.each(EACH)('says on the %s what was refused, where it was done, and goes on', async (on) => {
    const who = await account('manager');
    const leadId = await stage().stranger('Refused', 'Example');
    const { seat, panel, note } = await atLead(on, who.email, leadId);
    await seat.type(note, 'Half a sentence');
    await changed(who, `role = 'auditor'`);
    await seat.pressOn(panel.getByRole('button', { name: 'Too high' }));
    await seat.pressOn(panel.getByRole('button', { name: 'Say so' }));

    await panel.getByText('Your role may not do this. Ask an admin.').waitFor();
    expect(await note.inputValue()).toBe('Half a sentence');
    expect(seat.complaints()).toEqual(
      expect.arrayContaining([expect.stringContaining('403')]) as string[],
    );
    seat.shows('Refused while the page is open (403)');
    await seat.context.close();
  });
}

/** @returns the status of signing in so. */
async function answeredTo(seat: Seat, email: string, password: string): Promise<number> {
  const answer = seat.page.waitForResponse(
    (one) => one.url().endsWith('/v1/session') && one.request().method() === 'POST',
  );
  await fillIn(seat, email, password);
  return (await answer).status();
}

/** Turns it on as its owner's app would. */
async function secondFactor(url: string, { headers }: SignedIn): Promise<TOTP> {
  const post = (path: string, body?: object): Promise<Response> =>
    fetch(`${url}/v1/me/second-factor${path}`, {
      method: 'POST',
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
  const { secret } = (await (await post('')).json()) as { secret: string };
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  await post('/confirm', { code: totp.generate() });
  return totp;
}

/** The page hears of it with whatever it asks for next, as when somebody comes back to it. */
async function sessionEnds(seat: Seat): Promise<void> {
  await seat.context.clearCookies();
  await seat.page.evaluate(`window.dispatchEvent(new Event('visibilitychange'))`);
  await seat.page.getByText('Your session has ended. Nothing is lost').waitFor();
}

async function notesOf(stage: DeskStage, leadId: string): Promise<number> {
  const [row] = await stage.journey.ask<[{ n: number }]>(
    'SELECT count(*)::int AS n FROM activity WHERE lead_id = $1 AND note_sealed IS NOT NULL',
    [leadId],
  );
  return row.n;
}

import type { WorklistPageDto } from '../../../src/web/worklist/worklist.dto.js';
import type { DeskStage } from '../desk-stage.js';
import { EACH, type Seat, until } from '../seat.js';

const FIRST = 6;

/** Whom to call now, and what came of the call. */
export function callingNext(stage: () => DeskStage): void {
  it.each(EACH)('ranks leads on the %s as the server does, each with its why', async (on) => {
    const seat = await stage().seat('rep', on);
    await seat.go('/');
    const { leads } = await worklist(stage());

    expect((await seat.listed()).slice(0, FIRST)).toEqual(
      leads.slice(0, FIRST).map(({ leadId }) => leadId),
    );
    const [first] = leads;
    const card = seat.lead(first!.leadId);
    expect(await card.locator('.percent').innerText()).toMatch(
      new RegExp(`^${first!.likelihood!.percent}\\s*%$`),
    );
    const shown = await card.innerText();
    expect(shown).toMatch(/Hot|Warm|Cool/);
    expect(shown).toMatch(/left|over|answered in|due now/);
    await seat.page.getByText('Simulated dealership').waitFor();
    await seat.page.getByText('Live', { exact: true }).waitFor();
    seat.shows('Call next: order, likelihood, band, promise, reason');
  });

  it.each(EACH)('opens a lead on the %s and logs the call by keyboard alone', async (on) => {
    const seat = await stage().seat('rep', on);
    // Only what is seen of a long list is drawn, and so come to by keys.
    await seat.go('/?waiting=true');
    const lead = await waitingLead(stage());
    await openByKeys(seat, lead, on);
    const panel = seat.opened(lead);
    await seat.reach(panel.getByRole('textbox', { name: 'Note' }));
    await seat.page.keyboard.type('Wants the blue one');
    if (on === 'desk') {
      await panel.focus();
      await seat.page.keyboard.press('l');
      await seat.page.keyboard.press('Enter');
    } else await seat.pressOn(panel.getByRole('button', { name: 'Spoke' }));
    await seat.page.getByText('Logged: Spoke').waitFor();
    expect(await calls(stage(), lead)).toBe(0);
    // Leaving the page sends at once what could still be undone.
    await seat.page.reload();

    await until(async () => (await calls(stage(), lead)) === 1);
    await seat.go(`/leads/${lead}`);
    await seat.opened(lead).getByText('“Wants the blue one”').waitFor();
    expect((await promiseOf(stage(), lead)).answeredAt).not.toBeNull();
    seat.shows('Lead: log a call');
  });

  it.each(EACH)(
    'takes back on the %s what was logged, and sends what was not taken back',
    async (on) => {
      const seat = await stage().seat('manager', on);
      const lead = await stage().stranger('Undone', 'Example');
      await seat.openLead(lead);
      const answer = (name: string) => seat.opened(lead).getByRole('button', { name });
      await seat.pressOn(answer('Appointment'));
      const undo = seat.page.getByRole('button', { name: 'Undo' });
      // It stands for five seconds: by the thumb on a phone, by keys at the desk.
      if (on === 'phone') await undo.click();
      else await seat.pressOn(undo);
      await seat.page.getByText('Nothing was logged').waitFor();
      await seat.openLead(lead);
      await seat.pressOn(answer('Visited'));
      await seat.page.getByText('Logged: Visited').waitFor();
      await seat.openLead(lead);
      await until(async () => (await logged(stage(), lead)).join() === 'visit');
      await seat.pressOn(answer('Not interested'));
      await seat.page.getByText('Logged: Not interested').waitFor();
      await seat.page
        .getByText('Logged: Not interested')
        .waitFor({ state: 'detached', timeout: 8_000 });

      await until(async () => {
        const [row] = await stage().journey.ask<[{ outcome: string }]>(
          'SELECT outcome FROM lead WHERE id = $1',
          [lead],
        );
        return row.outcome === 'LOST';
      });
      expect(await logged(stage(), lead)).toEqual(['visit']);
      seat.shows('Lead: log an appointment, undo, log a visit and an outcome');
    },
  );
}

const worklist = (stage: DeskStage, asked = {}): Promise<WorklistPageDto> =>
  stage.ask('rep', '/v1/worklist/search', { limit: 100, ...asked });

/** One that nobody has answered, and not the first. */
async function waitingLead(stage: DeskStage): Promise<string> {
  const { leads } = await worklist(stage, { waiting: true });
  return (leads[3] ?? leads.at(-1))!.leadId;
}

/** Its person's answers, as stored. */
async function calls(stage: DeskStage, leadId: string): Promise<number> {
  const [row] = await stage.journey.ask<[{ n: number }]>(
    `SELECT count(*)::int AS n FROM activity
     WHERE lead_id = $1 AND direction = 'outbound' AND author = 'human'`,
    [leadId],
  );
  return row.n;
}

/** Kinds of its entries by people, as stored. */
async function logged(stage: DeskStage, leadId: string): Promise<string[]> {
  const rows = await stage.journey.ask<{ kind: string }[]>(
    `SELECT kind FROM activity WHERE lead_id = $1 AND direction = 'outbound' AND author = 'human'`,
    [leadId],
  );
  return rows.map(({ kind }) => kind);
}

async function promiseOf(stage: DeskStage, leadId: string) {
  const lead = await stage.ask<{ promise: { answeredAt: string | null } }>(
    'rep',
    `/v1/worklist/${leadId}`,
  );
  return lead.promise;
}

/** On a desk j walks down the table; on a phone the card's link is come to with Tab. */
async function openByKeys(seat: Seat, leadId: string, on: string): Promise<void> {
  if (on === 'phone') await seat.pressOn(seat.lead(leadId).getByRole('link').first());
  else {
    await seat.walkTo(leadId);
    await seat.page.keyboard.press('Enter');
  }
  await seat.opened(leadId).getByRole('heading', { name: 'Why' }).waitFor();
}

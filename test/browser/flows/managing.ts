import type { DeskStage } from '../desk-stage.js';
import { EACH } from '../seat.js';

/** Whether the store answers in time, and whether its scores tell the truth. */
export function managing(stage: () => DeskStage): void {
  it.each(EACH)('shows on the %s the day, the team, and what becomes of leads', async (on) => {
    const seat = await stage().seat('manager', on);
    await seat.go('/board');
    for (const name of [
      'By salesperson',
      'How far the team’s calls reach',
      'How far leads go',
      'What each band has meant',
      'How soon a person answered',
      'Sources compared',
    ])
      await seat.page.getByRole('heading', { name, exact: true }).waitFor();
    // What only live scores with an outcome can tell is there as soon as there are some.
    const told = await stage().ask<{ gains: object[]; reliability: object[] }>(
      'manager',
      '/v1/board/conversion?days=180',
    );
    for (const [name, rows] of [
      ['How much the top of the list holds', told.gains],
      ['Does the score tell the truth?', told.reliability],
    ] as const) {
      const heading = seat.page.getByRole('heading', { name, exact: true });
      if (rows.length > 0) await heading.waitFor();
      expect([name, await heading.count()]).toEqual([name, Math.min(1, rows.length)]);
    }
    const [file] = await Promise.all([
      seat.page.waitForEvent('download'),
      seat.pressOn(seat.page.getByRole('button', { name: 'Download as CSV' }).first()),
    ]);
    expect(file.suggestedFilename()).toBe('by-salesperson.csv');
    await seat.pressOn(seat.page.locator('summary').first());
    await seat.page.getByRole('table').nth(1).waitFor();
    seat.shows('Board: day, reps, capacity, funnel, bands, speed, sources, lift');
  });

  it.each(EACH)('says on the %s how much the scorecard can be trusted', async (on) => {
    const seat = await stage().seat('manager', on);
    await seat.go('/scorecard');
    await seat.page.getByText('Scores at', { exact: false }).first().waitFor();
    await seat.page.getByRole('heading', { name: 'Too early to judge' }).waitFor();
    seat.shows('Scorecard: how far it can be trusted');
  });
}

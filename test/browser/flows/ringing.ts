import type { DeskStage } from '../desk-stage.js';
import { EACH, type Seat, until } from '../seat.js';

/** Counts what would sound: no machine that tests has a loudspeaker. */
const COUNTED = `window.rung = 0; window.AudioContext = class {
  currentTime = 0; destination = {};
  constructor() { window.rung += 1; }
  createOscillator() { return { frequency: {}, connect: (to) => to, start() {}, stop() {} }; }
  createGain() { return { gain: {}, connect: (to) => to }; }
  close() { return Promise.resolve(); }
};`;

/** A hot lead is said and sounds, and is only said in quiet hours. */
export function ringing(stage: () => DeskStage): void {
  it.each(EACH)('rings on the %s for a hot lead, and keeps still in quiet hours', async (on) => {
    const seat = await stage().seat('rep', on);
    await seat.context.addInitScript(COUNTED);
    for (const [end, rings] of [
      // From and until the same: never quiet. All day but its last minute: always.
      ['1200AM', 1],
      ['1159PM', 0],
    ] as const) {
      await quietFromMidnightTo(seat, end);
      await seat.go('/');
      await seat.page.getByText('Live', { exact: true }).waitFor();
      const [hot] = await someHotOfOthers(stage());
      const staffId = await stage().staffId('rep');
      await stage().ask('manager', '/v1/leads/assignments', { leadIds: [hot], staffId });
      await seat.page.getByText(/^Hot now: /).waitFor();
      await until(async () => (await seat.page.evaluate<number>('window.rung')) === rings);
    }
    seat.shows('Live: a hot lead rings, but in quiet hours');
  });
}

async function quietFromMidnightTo(seat: Seat, end: string): Promise<void> {
  await seat.go('/me');
  for (const [label, time] of [
    ['Quiet from', '1200AM'],
    ['until', end],
  ] as const) {
    await seat.reach(seat.page.getByLabel(label, { exact: true }));
    await seat.page.keyboard.type(time);
  }
}

/** Two that are not Sam's, hot and unanswered: made so, as chance may have made none. */
export async function someHotOfOthers(stage: DeskStage): Promise<string[]> {
  const mine = new Set(
    (
      await stage.ask<{ leads: { leadId: string }[] }>('rep', '/v1/worklist/search', { limit: 200 })
    ).leads.map(({ leadId }) => leadId),
  );
  const all = await stage.ask<{ leads: { leadId: string; likelihood: { band: string } }[] }>(
    'manager',
    '/v1/worklist/search',
    { limit: 100, waiting: true },
  );
  const others = all.leads.filter(({ leadId }) => !mine.has(leadId)).slice(0, 2);
  const ids = others.map(({ leadId }) => leadId);
  await stage.journey.ask(
    `WITH scored AS (UPDATE current_score SET band = 'hot' WHERE lead_id = ANY($1) RETURNING prediction_id)
     UPDATE prediction SET band = 'hot' FROM scored WHERE scored.prediction_id = prediction.id`,
    [ids],
  );
  return ids;
}

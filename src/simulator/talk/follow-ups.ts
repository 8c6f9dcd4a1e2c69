import { DAY, HOUR } from '../calendar.js';
import { sigmoid, type Dice } from '../dice.js';
import type { Add, Conversation, Scene } from './scene.js';

/** The drip campaign writes to everybody; a diligent rep also calls, and notes what was said. */
export function followUps(dice: Dice, scene: Scene, talk: Conversation, add: Add): void {
  if (DRIPPED.has(scene.shopper.channel)) {
    for (const day of [1, 4, 11, 24]) {
      if (dice.chance(0.8)) {
        add('email', 'out', scene.at + day * DAY + dice.between(0, 5) * HOUR, true);
      }
    }
  }
  if (talk.answerHours === null) return;
  callAgain(dice, scene, add);
  if (dice.chance(0.6)) add('note', 'internal', scene.at + (talk.answerHours + 1) * HOUR);
}

const DRIPPED: ReadonlySet<string> = new Set(['messenger', 'web_form']);

function callAgain(dice: Dice, { at, calendar, hasPhone, rep, shopper }: Scene, add: Add): void {
  const calls = dice.poisson(hasPhone ? 2 / rep.pace : 0.7);
  for (let i = 1; i <= calls; i++) {
    const when = calendar.nextOpen(at + (i * 2 + dice.between(0, 3)) * DAY);
    add(hasPhone ? dice.pick(['call', 'text'] as const) : 'message', 'out', when);
    if (dice.chance(sigmoid(-2.2 + 0.6 * shopper.urgency))) add('message', 'in', when + 2 * HOUR);
  }
}

import { DAY, HOUR, MINUTE } from '../calendar.js';
import { sigmoid, type Dice } from '../dice.js';
import type { InteractionType } from '../records.js';
import { followUps } from './follow-ups.js';
import type { Add, Conversation, Scene, Touch } from './scene.js';
import type { Shopper } from './shopper.js';

const EAGER: Partial<Record<Shopper['intent'], number>> = {
  visit: 0.9,
  finance: 0.4,
  trade: 0.4,
  default: -0.45,
  lowball: -0.2,
};

/** Plays the talk out in full, without asking whether it ends in a sale. */
export function converse(dice: Dice, scene: Scene): Conversation {
  const touches: Touch[] = [];
  const add = (
    type: InteractionType,
    direction: Touch['direction'],
    at: number,
    automated = false,
  ) => {
    touches.push({ type, direction, automated, at: Math.floor(at) });
    return at;
  };
  if (scene.shopper.channel === 'phone') add('call', 'in', scene.at);
  else if (scene.shopper.channel !== 'showroom') {
    add('message', 'out', scene.at + dice.between(4, 45) * 1000, true);
  }
  const answerHours = timeToAnswer(dice, scene);
  const talk: Conversation = {
    touches,
    answerHours,
    buyerReplies: 0,
    appointmentAt: null,
    visitAt: null,
  };
  if (answerHours === null) nudges(dice, scene, talk, add);
  else replies(dice, scene, talk, add);
  meetings(dice, scene, talk, add);
  followUps(dice, scene, talk, add);
  touches.sort((a, b) => a.at - b.at);
  return talk;
}

/** Slow reps, crowded days and closed doors all make a shopper wait. */
function timeToAnswer(dice: Dice, { at, calendar, rep, deskLoad, shopper }: Scene): number | null {
  if (shopper.channel === 'showroom' || shopper.channel === 'phone')
    return dice.between(0.005, 0.05);
  const crowd = Math.max(0.5, deskLoad);
  if (dice.chance(Math.min(0.4, 0.045 + 0.035 * rep.pace + 0.06 * Math.max(0, crowd - 1))))
    return null;
  const working = dice.lognormal(0.3 * rep.pace * crowd ** 1.4, 1);
  const startedAt = calendar.nextOpen(at);
  return (startedAt - at) / HOUR + working;
}

function nudges(dice: Dice, scene: Scene, talk: Conversation, add: Add): void {
  if (!dice.chance(sigmoid(-2.2 + 0.8 * scene.shopper.urgency))) return;
  talk.buyerReplies = 1;
  add('message', 'in', scene.at + dice.between(3, 40) * HOUR);
}

function replies(dice: Dice, scene: Scene, talk: Conversation, add: Add): void {
  const { shopper, hasPhone } = scene;
  const wait = talk.answerHours!;
  const answeredAt = add(
    hasPhone && dice.chance(0.35) ? 'call' : 'message',
    'out',
    scene.at + wait * HOUR,
  );
  const quick = Math.exp(-wait / 3);
  const eager = EAGER[shopper.intent] ?? 0;
  const mean = Math.exp(
    -0.65 + 0.55 * shopper.urgency + eager + 0.75 * quick - 0.25 * Math.log1p(wait / 6),
  );
  talk.buyerReplies = Math.min(7, dice.poisson(mean));
  let at = answeredAt;
  for (let i = 0; i < talk.buyerReplies; i++) {
    at = add(
      dice.chance(0.15) && hasPhone ? 'text' : 'message',
      'in',
      at + dice.exponential(3.5) * HOUR,
    );
    if (dice.chance(0.8))
      at = add('message', 'out', scene.calendar.nextOpen(at) + dice.exponential(50) * MINUTE);
  }
  if (dice.chance(PRICED.has(shopper.intent) ? 0.4 : 0.1)) {
    add('quote', 'out', answeredAt + dice.exponential(5) * HOUR);
  }
}

const PRICED: ReadonlySet<Shopper['intent']> = new Set(['price', 'finance']);

function meetings(dice: Dice, scene: Scene, talk: Conversation, add: Add): void {
  const { shopper, rep } = scene;
  const keen =
    -3.1 + 0.6 * shopper.urgency + 0.55 * Math.min(4, talk.buyerReplies) + 0.5 * rep.skill;
  const intent = shopper.intent === 'visit' ? 1.1 : 0;
  if (shopper.channel === 'showroom') talk.visitAt = add('visit', 'in', scene.at);
  else if (talk.answerHours !== null && dice.chance(sigmoid(keen + intent))) {
    const after = Math.max(
      scene.at + talk.answerHours * HOUR,
      scene.at + dice.exponential(20) * HOUR,
    );
    talk.appointmentAt = add('appointment', 'out', after);
    if (!dice.chance(sigmoid(0.2 + 0.5 * shopper.urgency + 0.3 * rep.skill))) return;
    talk.visitAt = add('visit', 'in', scene.calendar.nextOpen(after + dice.between(0.3, 3) * DAY));
  }
  if (talk.visitAt !== null && dice.chance(0.6))
    add('test_drive', 'in', talk.visitAt + 35 * MINUTE);
}

import type { FeatureVector } from './feature-table.js';

/** What a desk can do about an open lead. A price is not the desk's to change. */
export const DESK_ACTIONS = ['answer', 'call', 'appointment'] as const;
export type DeskAction = (typeof DESK_ACTIONS)[number];

/** Whether it is still to be done, and can be. */
export function isStillToDo(action: DeskAction, vector: FeatureVector): boolean {
  if (action === 'answer') return vector['answered'] === 'no';
  if (action === 'call') return vector['hasPhone'] === 'yes' && vector['callsFromPeople'] === 0;
  return vector['appointments'] === 0;
}

const SOON_MINUTES = 10;

const ACTION_WORDS: Readonly<Record<DeskAction, string>> = {
  answer: 'Answered now',
  call: 'Called now',
  appointment: 'A visit booked now',
};

/** "Answered within 10 minutes: 31 → 44 %". @param ageMinutes - since the lead arrived. */
export function actionSentence(
  action: DeskAction,
  ageMinutes: number,
  percents: { from: number; to: number },
): string {
  const soon = action === 'answer' && ageMinutes < SOON_MINUTES;
  const done = soon ? `Answered within ${SOON_MINUTES} minutes` : ACTION_WORDS[action];
  return `${done}: ${percents.from} → ${percents.to} %`;
}

import { account } from './en/account';
import { board } from './en/board';
import { connections } from './en/connections';
import { frame } from './en/frame';
import { keys } from './en/keys';
import { lead } from './en/lead';
import { driftWords, modelWords } from './en/model';
import { modelWork } from './en/model-work';
import { problems } from './en/problems';
import { queue } from './en/queue';
import { readiness } from './en/readiness';
import { say } from './en/say';
import { staff } from './en/staff';
import { scorecard } from './en/scorecard';
import { settings } from './en/settings';
import { trail } from './en/trail';

/** English, which is always here: a page's texts are a file of their own, named once. */
export const en = {
  /** For dates and numbers. */
  locale: 'en-US',
  /** For dates: the day before the month, as on every rail of the desk. */
  dates: 'en-GB',
  /** What the server said: in English already. */
  said: (text: string): string => text,
  ...say,
  ...frame,
  account,
  board,
  readiness,
  staff,
  ...queue,
  ...lead,
  ...scorecard,
  ...problems,
  ...connections,
  ...keys,
  ...modelWork,
  ...settings,
  ...trail,
  model: modelWords,
  drift: driftWords,
};

/** Every text of the desk. A language is a file that has them all. */
export type Words = typeof en;

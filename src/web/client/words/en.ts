import type { enBeyond } from './en-beyond';
import { account } from './en/account';
import { frame } from './en/frame';
import { lead } from './en/lead';
import { problems } from './en/problems';
import { queue } from './en/queue';
import { readiness } from './en/readiness';
import { say } from './en/say';

/** English of what people open first, which is always here: a page's texts are a file of their own, named once. */
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
  readiness,
  ...queue,
  ...lead,
  ...problems,
};

/** Every text of the desk. A language is a file that has them all. */
export type Words = typeof en & typeof enBeyond;

import { en, type Words } from './en';

export type { Words } from './en';

export const LANGUAGES = { en: 'English', es: 'Español' };
export type Language = keyof typeof LANGUAGES;

/** Whole as soon as a page beyond the first has come: its texts come with its code (beyond-the-queue.ts). */
const english = { ...en } as Words;

/** The texts in force. Read them while rendering: what a module keeps would stay in the old language. */
export let words: Words = english;

/** Fetches a language where it is not here yet, and speaks it from now on. */
export async function speak(language: Language): Promise<void> {
  words = language === 'es' ? (await import('./es')).es : english;
  document.documentElement.lang = language;
}

/** Adds the English that came later. */
export function learnEnglish(more: Omit<Words, keyof typeof en>): void {
  Object.assign(english, more);
}

import { en, type Words } from './en';

export type { Words } from './en';

export const LANGUAGES = { en: 'English', es: 'Español' };
export type Language = keyof typeof LANGUAGES;

/** The texts in force. Read them while rendering: what a module keeps would stay in the old language. */
export let words: Words = en;

/** Fetches a language where it is not here yet, and speaks it from now on. */
export async function speak(language: Language): Promise<void> {
  words = language === 'es' ? (await import('./es')).es : en;
  document.documentElement.lang = language;
}

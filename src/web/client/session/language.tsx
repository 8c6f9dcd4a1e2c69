import { createContext, Fragment, type ReactNode, useContext, useState } from 'react';
import { type Language, LANGUAGES, speak } from '../words';

const REMEMBERED = 'language';

const isLanguage = (text: string): text is Language => text in LANGUAGES;

/** What was chosen on this device, else the first of the browser's languages that the desk speaks. */
export function preferredLanguage(): Language {
  const chosen = window.localStorage.getItem(REMEMBERED);
  const wished = [chosen ?? '', ...navigator.languages.map((one) => one.slice(0, 2))];
  return wished.find(isLanguage) ?? 'en';
}

interface Speaking {
  language: Language;
  choose: (language: Language) => void;
}

const LanguageContext = createContext<Speaking | null>(null);

/** Draws everything anew in another language: texts are read while rendering. */
export function LanguageProvider(given: { start: Language; children: ReactNode }): ReactNode {
  const [language, setLanguage] = useState(given.start);
  const choose = (chosen: Language): void => {
    window.localStorage.setItem(REMEMBERED, chosen);
    void speak(chosen).then(() => setLanguage(chosen));
  };
  return (
    <LanguageContext value={{ language, choose }}>
      <Fragment key={language}>{given.children}</Fragment>
    </LanguageContext>
  );
}

export function useLanguage(): Speaking {
  const speaking = useContext(LanguageContext);
  if (!speaking) throw new Error('Used outside LanguageProvider.');
  return speaking;
}

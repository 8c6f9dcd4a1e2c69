import { Info } from 'luxon';

/** Languages of those who send us leads, and of the programs they send them with. */
const LANGUAGES = ['en', 'es', 'fr', 'de', 'it', 'pt', 'nl', 'pl', 'ru'];

let numbersByName: Map<string, number> | undefined;

/** Number of a month by its name, in full or short, in several languages; 0 where it is none. */
export function monthNamed(written: string): number {
  const name = plain(written);
  // English names are cut to any length ("Sept"), and no other language means another month by these letters.
  const english = ENGLISH.indexOf(name.slice(0, 3)) + 1;
  return english || ((numbersByName ??= namesOfMonths()).get(name) ?? 0);
}

const ENGLISH = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

function namesOfMonths(): Map<string, number> {
  const names = new Map<string, number>();
  for (const locale of LANGUAGES) {
    for (const form of ['long', 'short'] as const) {
      // The form beside a day differs from the one that stands alone: "1 января", "январь".
      for (const months of [Info.months(form, { locale }), Info.monthsFormat(form, { locale })]) {
        months.forEach((name, at) => {
          if (!names.has(plain(name))) names.set(plain(name), at + 1);
        });
      }
    }
  }
  return names;
}

const plain = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[\p{M}.]/gu, '')
    .toLowerCase();

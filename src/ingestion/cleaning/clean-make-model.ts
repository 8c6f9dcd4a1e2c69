import type { Said } from '#crm';
import { cleanWord } from './clean-text.js';
import { MAKES, SHORT_NAMES } from './vehicle-names.js';

export interface VehicleName {
  make?: string;
  model?: string;
}

/** Make and model in one spelling each, so that two listings of the same car read alike. */
export function cleanMakeModel(saidMake: Said, saidModel: Said): VehicleName {
  const make = cleanMake(saidMake);
  const model = cleanWord(saidModel, 80);
  if (model === undefined) return { ...(make !== undefined && { make }) };
  const bare = make === undefined ? model : withoutMake(model, make, saidMake);
  return { ...(make !== undefined && { make }), ...(bare !== '' && { model: spell(bare) }) };
}

function cleanMake(said: Said): string | undefined {
  const text = cleanWord(said, 60);
  return text === undefined ? undefined : (MAKES.get(text.toLowerCase()) ?? spell(text));
}

/** "Honda Civic" under make Honda is a Civic. */
function withoutMake(model: string, make: string, saidMake: Said): string {
  const lower = model.toLowerCase();
  const prefix = [make, cleanWord(saidMake, 60) ?? make].find((name) =>
    lower.startsWith(`${name.toLowerCase()} `),
  );
  return prefix === undefined ? model : model.slice(prefix.length).trim();
}

/** "f-150" and "F-150", "CIVIC" and "civic": figures and abbreviations in capitals, words with one. */
const spell = (text: string): string =>
  text
    .split(' ')
    .map((word) =>
      /\d/.test(word)
        ? word.toUpperCase()
        : word
            .split('-')
            .map((part) => spellPart(part, word))
            .join('-'),
    )
    .join(' ');

function spellPart(part: string, word: string): string {
  const lower = part.toLowerCase();
  const short = lower.length <= (word === part ? 3 : 2) && !SHORT_NAMES.has(lower);
  return short ? part.toUpperCase() : lower.replace(/^\p{L}/u, (letter) => letter.toUpperCase());
}

import {
  DENIED_PARTS,
  DENIED_TOGETHER,
  DENIED_WORDS,
  JOINING_WORDS,
  PEOPLE,
  THINGS,
} from './denied-words.js';

const topicOf = new Map(
  Object.entries(DENIED_WORDS).flatMap(([topic, words]) => words.map((word) => [word, topic])),
);
const LONGEST_NAME = 120;
/** Also look-alike letters, by which a denied word could slip through. */
const NOT_LATIN = /(?!\p{Script=Latin})\p{L}/u;

/**
 * Why an attribute of this name may never become a feature, as the end of "It …"; null where it may.
 * Names are read word by word: camelCase, snake_case, spaces, accents, plurals and words run
 * together make no difference.
 */
export function refusalOfName(name: string): string | null {
  if (name.length > LONGEST_NAME) return `has a name longer than ${LONGEST_NAME} characters`;
  if (NOT_LATIN.test(name)) return 'has a name in letters that the denylist cannot read';
  const tokens = tokensOf(name);
  if (tokens.length === 0) return 'has a name without a letter in it';
  const topic = deniedTogether(tokens) ?? deniedAlone(tokens) ?? deniedWithin(tokens);
  return topic === undefined
    ? null
    : `says something about ${topic}, which is never used for a score`;
}

/** The words of a name: lower case, no accents, no digits, words run together taken apart. */
export function tokensOf(name: string): string[] {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((token) => token !== '')
    .flatMap((token) => takenApart(token) ?? [token]);
}

function deniedTogether(tokens: string[]): string | undefined {
  return DENIED_TOGETHER.find(([, ...words]) => words.every((word) => tokens.includes(word)))?.[0];
}

function deniedAlone(tokens: string[]): string | undefined {
  const ofPeople = tokens.some((token) => PEOPLE.has(token));
  for (const token of tokens) {
    const topic = topicOf.get(token) ?? topicOf.get(token.replace(/s$/, ''));
    if (topic === undefined) continue;
    const ofThing = !ofPeople && tokens.some((other) => THINGS[topic]?.has(other));
    if (!ofThing) return topic;
  }
  return undefined;
}

function deniedWithin(tokens: string[]): string | undefined {
  return DENIED_PARTS.find(([, part]) => tokens.some((token) => part.test(token)))?.[0];
}

/** `buyerage` → buyer, age; undefined unless the whole of it is made of known words, one of them denied. */
function takenApart(token: string): string[] | undefined {
  if (topicOf.has(token)) return [token];
  const parts = split(token);
  return parts?.some((part) => topicOf.has(part)) || (parts && deniedTogether(parts))
    ? parts
    : undefined;
}

function split(rest: string): string[] | undefined {
  if (rest === '') return [];
  for (let end = rest.length; end >= 2; end--) {
    const head = rest.slice(0, end);
    if (!JOINING_WORDS.has(head) && !topicOf.has(head)) continue;
    const tail = split(rest.slice(end));
    if (tail) return [head, ...tail];
  }
  return undefined;
}

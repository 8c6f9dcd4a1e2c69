import {
  ASKS_AVAILABILITY,
  ASKS_CONDITION,
  ASKS_FINANCE,
  ASKS_PRICE,
  ASKS_TRADE,
  ASKS_VISIT,
  DEFAULT_QUESTION,
  GREETING_WITH_TIME,
  MENTIONS_TIME,
  PHONE_NUMBER,
} from './message-patterns.js';

/** What a first message asks for; its words themselves go no further. */
export interface MessageReading {
  /** Marketplace's one-tap "Is this still available?", in any of its spellings, and nothing more. */
  isDefaultQuestion: boolean;
  asksAvailability: boolean;
  asksPrice: boolean;
  asksFinance: boolean;
  asksTrade: boolean;
  asksVisit: boolean;
  asksCondition: boolean;
  mentionsTime: boolean;
  givesPhone: boolean;
  /** Characters, without the white space around them. */
  length: number;
  questionMarks: number;
}

/** Longer messages are read up to here: nobody asks for a price after four pages. */
const READ_CHARACTERS = 4_000;
/** The ready-made question is short; longer texts are not tried against it. */
const DEFAULT_QUESTION_CHARACTERS = 160;

/** Reads a message; null where it holds no words at all. */
export function readMessage(message: string): MessageReading | null {
  const text = message.trim();
  if (text === '') return null;
  const read = text.slice(0, READ_CHARACTERS);
  const words = plainWords(read);
  const asks = {
    asksPrice: ASKS_PRICE.test(words),
    asksFinance: ASKS_FINANCE.test(words),
    asksTrade: ASKS_TRADE.test(words),
    asksVisit: ASKS_VISIT.test(words),
    asksCondition: ASKS_CONDITION.test(words),
    mentionsTime: MENTIONS_TIME.test(words.replace(GREETING_WITH_TIME, ' ')),
    givesPhone: PHONE_NUMBER.test(read),
  };
  return {
    isDefaultQuestion: !Object.values(asks).some(Boolean) && isDefaultQuestion(words),
    asksAvailability: ASKS_AVAILABILITY.test(words),
    ...asks,
    length: text.length,
    questionMarks: text.length - text.replaceAll('?', '').length,
  };
}

function isDefaultQuestion(words: string): boolean {
  const withoutGreeting = words.replace(GREETING_WITH_TIME, 'hi').trim();
  return (
    withoutGreeting.length <= DEFAULT_QUESTION_CHARACTERS && DEFAULT_QUESTION.test(withoutGreeting)
  );
}

/** Lower case, no accents, no apostrophes; everything but letters, digits, `$` and `:` becomes one space. */
export function plainWords(text: string): string {
  return withoutAccents(text)
    .toLowerCase()
    .replace(/['’‘`´]/g, '')
    .replace(/[^a-z0-9$:]+/g, ' ')
    .trim();
}

/** Most messages have no accents to lose, and looking for them costs more than all the rest. */
function withoutAccents(text: string): string {
  return ASCII.test(text) ? text : text.normalize('NFKD').replace(/\p{M}/gu, '');
}

// oxlint-disable-next-line no-control-regex -- all of ASCII is meant
const ASCII = /^[\x00-\x7f]*$/;

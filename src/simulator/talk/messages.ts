import type { Dice } from '../dice.js';

/** What a first message is really about. Hidden: the CRM stores the words alone. */
export type Intent =
  | 'default'
  | 'question'
  | 'price'
  | 'lowball'
  | 'finance'
  | 'trade'
  | 'visit'
  | 'none';

/** Words Marketplace puts there itself when the buyer only taps "Message". */
const DEFAULT_MESSAGE = 'Is this still available?';

const WORDS: Record<Exclude<Intent, 'default' | 'none'>, readonly string[]> = {
  question: [
    'Hi, does the {model} have a clean title? Any accidents?',
    'How many owners did this {make} have? Can you send the Carfax',
    'does it have heated seats and apple carplay',
    'Is the {year} {model} 4wd? Any rust underneath? thanks',
    'Hola, ¿todavía tienen la {model}? ¿Está en buenas condiciones?',
    'any mechanical issues i should know about with the {model}? 🤔',
  ],
  price: [
    'What is your best out the door price on the {year} {model}?',
    'Is the price negotiable?',
    'lowest you would take for the {model} cash?',
    'Hey whats the otd price with taxes and fees',
    '¿Cuál es el mejor precio por la {model}?',
  ],
  lowball: [
    'would you take {low} cash today',
    "I'll give you {low} right now",
    '{low}? serious buyer 💵',
  ],
  finance: [
    'Do you guys finance? What would monthly payments be on the {model}?',
    'How much down for the {year} {make}? I can do about 400 a month',
    'do you do in house financing',
    'Can I get pre approved before I come see the {model}?',
  ],
  trade: [
    'Would you take a trade? I have a {trade} I want to get out of.',
    'Interested in the {model}, what could I get for my {trade}?',
    'looking to trade my {trade} plus some cash',
  ],
  visit: [
    'Can I come see the {model} today after work? Around 6?',
    'Is there someone I can meet Saturday morning for a test drive of the {year} {model}?',
    "I'd like to come look at it this week. What times work?",
    'Ready to buy, can I drive out tomorrow to see the {make}? My number is in my profile',
    'when can i come by to test drive it',
  ],
};

const SERVICE = [
  'Need an oil change and tire rotation this week',
  'My check engine light came on, can I get an appointment?',
  'How much for front brake pads on my {trade}?',
  'Recall letter for my {trade}, when can you do it',
];
const PARTS = [
  'Do you have a tail light for a {trade}?',
  'need a key fob for my {trade}, how much',
];

export interface Words {
  year: number;
  make: string;
  model: string;
  price: number;
  trade: string;
}

export function firstMessage(dice: Dice, intent: Intent, about: Words): string | null {
  if (intent === 'none') return null;
  if (intent === 'default') {
    return dice.chance(0.04) ? 'Hi, is this available?' : DEFAULT_MESSAGE;
  }
  return fill(dice, dice.pick(WORDS[intent]), about);
}

export const serviceMessage = (dice: Dice, about: Words): string =>
  fill(dice, dice.pick(SERVICE), about);

export const partsMessage = (dice: Dice, about: Words): string =>
  fill(dice, dice.pick(PARTS), about);

function fill(dice: Dice, text: string, about: Words): string {
  const low = Math.round((about.price * dice.between(0.55, 0.8)) / 100) * 100;
  const slots: Record<string, string> = {
    year: String(about.year),
    make: about.make,
    model: about.model,
    trade: about.trade,
    low: String(low),
  };
  const said = text.replace(/\{(\w+)\}/g, (_, slot: string) => slots[slot] ?? '');
  return dice.chance(0.12) ? said.toLowerCase() : said;
}

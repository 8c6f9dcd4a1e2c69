import { categorical, numeric, yesNo } from '../feature-declaration.js';

/** What the first message asks for. English and Spanish are read alike. */
export const MESSAGE_FEATURES = [
  categorical({
    name: 'messageKind',
    label: 'Kind of first message',
    because: 'The ready-made question takes one tap; own words take interest.',
    from: ({ message }) =>
      message === null ? 'none' : message.isDefaultQuestion ? 'default question' : 'own words',
  }),
  yesNo({
    name: 'asksAvailability',
    label: 'Asks whether the vehicle is available',
    because: 'The first thing to know for anybody who means to come.',
    from: ({ message }) => message && message.asksAvailability,
  }),
  yesNo({
    name: 'asksPrice',
    label: 'Asks about the price',
    because: 'Haggling starts when somebody can picture owning the vehicle.',
    from: ({ message }) => message && message.asksPrice,
  }),
  yesNo({
    name: 'asksFinance',
    label: 'Asks about financing',
    because: 'Somebody who plans the payments plans to buy.',
    from: ({ message }) => message && message.asksFinance,
  }),
  yesNo({
    name: 'asksTrade',
    label: 'Asks about a trade-in',
    because: 'Giving up the present vehicle is a decision already half made.',
    from: ({ message }) => message && message.asksTrade,
  }),
  yesNo({
    name: 'asksVisit',
    label: 'Asks to visit or test-drive',
    because: 'Buyers come to the lot; lookers stay on the phone.',
    from: ({ message }) => message && message.asksVisit,
  }),
  yesNo({
    name: 'asksCondition',
    label: 'Asks about condition or history',
    because: 'Only somebody who considers the vehicle asks what is wrong with it.',
    from: ({ message }) => message && message.asksCondition,
  }),
  yesNo({
    name: 'mentionsTime',
    label: 'Mentions a day or a time',
    because: 'A named time is a plan.',
    from: ({ message }) => message && message.mentionsTime,
  }),
  yesNo({
    name: 'givesPhone',
    label: 'Gives a phone number in the message',
    because: 'Who gives a number wants to be called.',
    from: ({ message }) => message && message.givesPhone,
  }),
  numeric({
    name: 'messageCharacters',
    unit: 'characters',
    label: 'Length of the first message',
    because: 'More words, more thought.',
    from: ({ message }) => message && message.length,
  }),
  numeric({
    name: 'questionMarks',
    unit: 'question marks',
    label: 'Question marks in the first message',
    because: 'Each question is something the buyer needs to know before buying.',
    from: ({ message }) => message && message.questionMarks,
  }),
];

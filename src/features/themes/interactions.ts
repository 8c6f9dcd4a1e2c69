import type { KnownActivity } from '../as-of.js';
import { categorical, numeric, yesNo, type FeatureDeclaration } from '../feature-declaration.js';
import { talkPlace, type Speaker } from '../talk-tally.js';

type Kind = KnownActivity['kind'];

const MINUTE = 60_000;
const HOUR = 3_600_000;

/** Ways of talking: each is counted from the buyer, from our people and from our machines. */
const TALKS: [Kind, name: string, plural: string][] = [
  ['message', 'messages', 'Messages'],
  ['call', 'calls', 'Calls'],
  ['text', 'texts', 'Texts'],
  ['email', 'emails', 'E-mails'],
];

/** Steps towards a sale, whoever took them. */
const STEPS: [Kind, name: string, label: string, because: string][] = [
  ['appointment', 'appointments', 'Appointments made', 'A buyer with a date comes.'],
  ['visit', 'visits', 'Visits', 'Who has stood before the vehicle buys far more often.'],
  ['test_drive', 'testDrives', 'Test drives', 'The last step before the paperwork.'],
  ['quote', 'quotes', 'Quotes given', 'A quote is asked for by somebody who compares offers.'],
  ['note', 'notes', 'Notes by the desk', 'Somebody thought the lead worth writing about.'],
  ['other', 'otherActivities', 'Other activities', 'Attention of any kind.'],
];

const SPEAKERS: Readonly<Record<Speaker, string>> = {
  buyer: 'the buyer',
  people: 'our people',
  machine: 'our machine',
};

/** What passed between the buyer and the desk by the cutoff. */
export const INTERACTION_FEATURES: FeatureDeclaration[] = [
  ...TALKS.flatMap(([kind, name, plural]) => [
    talkCount(`${name}FromBuyer`, `${plural} from the buyer`, kind, 'buyer'),
    talkCount(`${name}FromPeople`, `${plural} from our people`, kind, 'people'),
    talkCount(`${name}FromMachine`, `${plural} sent automatically`, kind, 'machine'),
  ]),
  ...STEPS.map(([kind, name, label, because]) => {
    const place = talkPlace(kind);
    return numeric({
      name,
      unit: 'times',
      label,
      because,
      from: ({ talk }) => talk.counts[place]!,
    });
  }),
  yesNo({
    name: 'answered',
    label: 'A person has answered',
    because: 'An unanswered buyer writes to the next dealer.',
    from: ({ talk }) => talk.firstAnswer !== null,
  }),
  numeric({
    name: 'answerMinutes',
    unit: 'min',
    label: 'Minutes until a person first answered',
    because: 'The first to answer is often the one who sells.',
    from: ({ talk: { firstAnswer }, arrivedAt }) =>
      firstAnswer === null ? null : Math.max(0, firstAnswer - arrivedAt) / MINUTE,
  }),
  numeric({
    name: 'waitingMinutes',
    unit: 'min',
    label: 'Minutes the buyer has waited for a first answer',
    because: 'Interest cools while nobody answers.',
    from: ({ talk, cutoff, arrivedAt }) =>
      talk.firstAnswer === null ? Math.max(0, cutoff - arrivedAt) / MINUTE : null,
  }),
  yesNo({
    name: 'buyerReplied',
    label: 'The buyer replied after our answer',
    because: 'A conversation has two sides.',
    from: ({ talk: { firstAnswer, lastFromBuyer } }) =>
      firstAnswer === null ? null : lastFromBuyer !== null && lastFromBuyer > firstAnswer,
  }),
  numeric({
    name: 'hoursSinceBuyer',
    unit: 'h',
    label: 'Hours since the buyer was last heard from',
    because: 'Silence is how most leads end.',
    from: ({ talk, cutoff, arrivedAt }) =>
      Math.max(0, cutoff - Math.max(arrivedAt, talk.lastFromBuyer ?? 0)) / HOUR,
  }),
  numeric({
    name: 'hoursSinceOurs',
    unit: 'h',
    label: 'Hours since we last wrote or called',
    because: 'A lead nobody follows up is a lead given away.',
    from: ({ talk: { lastOurs }, cutoff }) =>
      lastOurs === null ? null : (cutoff - lastOurs) / HOUR,
  }),
  categorical({
    name: 'lastWord',
    label: 'Who spoke last',
    because: 'A buyer who had the last word waits for us.',
    // The arrival itself is the buyer's first word.
    from: ({ talk }) => SPEAKERS[talk.lastSpeaker ?? 'buyer'],
  }),
  numeric({
    name: 'talksLast24Hours',
    unit: 'times',
    label: 'Talks with the buyer in the last 24 hours',
    because: 'A conversation in full swing.',
    from: ({ talk }) => talk.lastDay,
  }),
  numeric({
    name: 'talksLast7Days',
    unit: 'times',
    label: 'Talks with the buyer in the last 7 days',
    because: 'A conversation kept alive.',
    from: ({ talk }) => talk.lastWeek,
  }),
];

function talkCount(name: string, label: string, kind: Kind, by: Speaker): FeatureDeclaration {
  const place = talkPlace(kind, by);
  return numeric({
    name,
    unit: 'times',
    label,
    because: 'How much was said, by whom and which way, tells how warm the conversation is.',
    from: ({ talk }) => talk.counts[place]!,
  });
}

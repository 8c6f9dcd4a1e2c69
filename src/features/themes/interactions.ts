import type { AsOf, KnownActivity } from '../as-of.js';
import { categorical, numeric, yesNo, type FeatureDeclaration } from '../feature-declaration.js';

type Kind = KnownActivity['kind'];
type Is = (activity: KnownActivity) => boolean;

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

const isTalk: Is = ({ kind }) => TALKS.some(([talk]) => talk === kind);
const fromBuyer: Is = ({ direction }) => direction === 'inbound';
const fromPeople: Is = ({ direction, author }) => direction === 'outbound' && author === 'human';
const fromMachine: Is = ({ direction, author }) =>
  direction === 'outbound' && author === 'automatic';
/** Any word or deed of a person at the desk towards the buyer; a note is said to nobody. */
const isAnswer: Is = (activity) => fromPeople(activity) && activity.kind !== 'note';

/** What passed between the buyer and the desk by the cutoff. */
export const INTERACTION_FEATURES: FeatureDeclaration[] = [
  ...TALKS.flatMap(([kind, name, plural]) => [
    talkCount(`${name}FromBuyer`, `${plural} from the buyer`, kind, fromBuyer),
    talkCount(`${name}FromPeople`, `${plural} from our people`, kind, fromPeople),
    talkCount(`${name}FromMachine`, `${plural} sent automatically`, kind, fromMachine),
  ]),
  ...STEPS.map(([kind, name, label, because]) =>
    numeric({
      name,
      unit: 'times',
      label,
      because,
      from: ({ activities }) => activities.filter((activity) => activity.kind === kind).length,
    }),
  ),
  yesNo({
    name: 'answered',
    label: 'A person has answered',
    because: 'An unanswered buyer writes to the next dealer.',
    from: (asOf) => firstAnswer(asOf) !== null,
  }),
  numeric({
    name: 'answerMinutes',
    unit: 'min',
    label: 'Minutes until a person first answered',
    because: 'The first to answer is often the one who sells.',
    from: (asOf) => {
      const first = firstAnswer(asOf);
      return first === null ? null : Math.max(0, first - asOf.arrivedAt) / MINUTE;
    },
  }),
  numeric({
    name: 'waitingMinutes',
    unit: 'min',
    label: 'Minutes the buyer has waited for a first answer',
    because: 'Interest cools while nobody answers.',
    from: (asOf) =>
      firstAnswer(asOf) === null ? Math.max(0, asOf.cutoff - asOf.arrivedAt) / MINUTE : null,
  }),
  yesNo({
    name: 'buyerReplied',
    label: 'The buyer replied after our answer',
    because: 'A conversation has two sides.',
    from: (asOf) => {
      const first = firstAnswer(asOf);
      return first === null ? null : asOf.activities.some((a) => fromBuyer(a) && a.at > first);
    },
  }),
  numeric({
    name: 'hoursSinceBuyer',
    unit: 'h',
    label: 'Hours since the buyer was last heard from',
    because: 'Silence is how most leads end.',
    from: (asOf) =>
      Math.max(0, asOf.cutoff - Math.max(asOf.arrivedAt, last(asOf, fromBuyer) ?? 0)) / HOUR,
  }),
  numeric({
    name: 'hoursSinceOurs',
    unit: 'h',
    label: 'Hours since we last wrote or called',
    because: 'A lead nobody follows up is a lead given away.',
    from: (asOf) => {
      const ours = last(asOf, (activity) => activity.direction === 'outbound');
      return ours === null ? null : (asOf.cutoff - ours) / HOUR;
    },
  }),
  categorical({
    name: 'lastWord',
    label: 'Who spoke last',
    because: 'A buyer who had the last word waits for us.',
    from: lastSpeaker,
  }),
  numeric({
    name: 'talksLast24Hours',
    unit: 'times',
    label: 'Talks with the buyer in the last 24 hours',
    because: 'A conversation in full swing.',
    from: (asOf) => talksWithin(asOf, 24),
  }),
  numeric({
    name: 'talksLast7Days',
    unit: 'times',
    label: 'Talks with the buyer in the last 7 days',
    because: 'A conversation kept alive.',
    from: (asOf) => talksWithin(asOf, 7 * 24),
  }),
];

function talkCount(name: string, label: string, kind: Kind, by: Is): FeatureDeclaration {
  return numeric({
    name,
    unit: 'times',
    label,
    because: 'How much was said, by whom and which way, tells how warm the conversation is.',
    from: ({ activities }) =>
      activities.filter((activity) => activity.kind === kind && by(activity)).length,
  });
}

function firstAnswer({ activities }: AsOf): number | null {
  return activities.find(isAnswer)?.at ?? null;
}

function last({ activities }: AsOf, is: Is): number | null {
  return activities.findLast(is)?.at ?? null;
}

/** The arrival itself is the buyer's first word. */
function lastSpeaker({ activities }: AsOf): string {
  const word = activities.findLast(
    (activity) => isTalk(activity) && activity.direction !== 'internal',
  );
  if (word === undefined || fromBuyer(word)) return 'the buyer';
  return fromPeople(word) ? 'our people' : 'our machine';
}

/** Human words either way; what a machine sends is no talk. */
function talksWithin({ activities, cutoff }: AsOf, hours: number): number {
  const start = cutoff - hours * HOUR;
  return activities.filter(
    (activity) =>
      activity.at > start && isTalk(activity) && (fromBuyer(activity) || fromPeople(activity)),
  ).length;
}

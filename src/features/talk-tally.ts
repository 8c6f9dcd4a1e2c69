import type { LeadHistory } from '#leads';

type Activity = LeadHistory['activities'][number];
type Kind = Activity['kind'];

/** Who spoke or acted: nobody of them where a note was made for the desk alone. */
export type Speaker = 'buyer' | 'people' | 'machine';

/** What activities come to. All instants are epoch ms; null where there was none. */
export interface TalkTally {
  /** By {@link talkPlace}. */
  readonly counts: readonly number[];
  /** Of any word or deed of a person at the desk towards the buyer. */
  readonly firstAnswer: number | null;
  readonly lastFromBuyer: number | null;
  readonly lastOurs: number | null;
  /** Of who spoke last; null before anybody did. */
  readonly lastSpeaker: Speaker | null;
  /** Human words either way, in the last day and week; what a machine sends is no talk. */
  readonly lastDay: number;
  readonly lastWeek: number;
}

/** Every kind has room for a count of all and of each speaker. */
const PLACE_OF_KIND: Readonly<Record<Kind, number>> = {
  message: 0, call: 4, text: 8, email: 12, appointment: 16, visit: 20, test_drive: 24, quote: 28, note: 32, other: 36,
}; // oxfmt-ignore
const COUNTS = 40;
const TALKS: ReadonlySet<Kind> = new Set(['message', 'call', 'text', 'email']);
const PLACE_OF_SPEAKER: Readonly<Record<Speaker, number>> = { buyer: 1, people: 2, machine: 3 };
const DAY = 86_400_000;

/** Where a tally counts the activities of a kind: of one speaker, or all. */
export const talkPlace = (kind: Kind, speaker?: Speaker): number =>
  PLACE_OF_KIND[kind] + (speaker ? PLACE_OF_SPEAKER[speaker] : 0);

const NOTHING = Array.from({ length: COUNTS }, () => 0);

type Counting = { -readonly [Key in keyof TalkTally]: TalkTally[Key] };
type Known = Omit<Activity, 'occurredAt'> & { readonly at: number };

/**
 * Counts activities in one pass: some thirty features ask, and a lead that is worked on has many.
 *
 * @param activities - Ascending by `at`.
 */
export function tallyTalk(activities: readonly Known[], cutoff: number): TalkTally {
  const counts = NOTHING.slice();
  const tally: Counting = {
    counts,
    firstAnswer: null,
    lastFromBuyer: null,
    lastOurs: null,
    lastSpeaker: null,
    lastDay: 0,
    lastWeek: 0,
  };
  for (const { kind, direction, author, at } of activities) {
    const place = talkPlace(kind);
    counts[place]! += 1;
    if (direction === 'internal') continue;
    const speaker = speakerOf(direction, author);
    counts[place + PLACE_OF_SPEAKER[speaker]]! += 1;
    if (speaker === 'buyer') tally.lastFromBuyer = at;
    else tally.lastOurs = at;
    if (speaker === 'people' && kind !== 'note') tally.firstAnswer ??= at;
    if (TALKS.has(kind)) addTalk(tally, speaker, cutoff - at);
  }
  return tally;
}

function addTalk(tally: Counting, speaker: Speaker, ago: number): void {
  tally.lastSpeaker = speaker;
  if (speaker === 'machine') return;
  if (ago < DAY) tally.lastDay += 1;
  if (ago < 7 * DAY) tally.lastWeek += 1;
}

function speakerOf(direction: 'inbound' | 'outbound', author: Activity['author']): Speaker {
  if (direction === 'inbound') return 'buyer';
  return author === 'human' ? 'people' : 'machine';
}

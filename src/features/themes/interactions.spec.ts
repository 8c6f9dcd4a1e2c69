import {
  activity,
  hoursAfterArrival,
  leadHistory,
  market,
} from '../../../test/factories/lead-history.js';
import { buildFeatureVector } from '../feature-vector.js';

type Told = Parameters<typeof activity>[0] & { hours?: number };

const CUTOFF = hoursAfterArrival(48);
const vectorOf = (...told: Told[]) =>
  buildFeatureVector(
    leadHistory({
      activities: told.map(({ hours = 1, ...rest }) =>
        activity({ occurredAt: hoursAfterArrival(hours), ...rest }),
      ),
    }),
    market(),
    CUTOFF,
  );
const robot: Told = { kind: 'message', direction: 'outbound', author: 'automatic', hours: 0 };
const reply: Told = { kind: 'message', direction: 'inbound', hours: 20 };

describe('interaction features', () => {
  it('count by kind, direction and author', () => {
    const vector = vectorOf(robot, {}, { kind: 'text' }, reply, reply, {
      kind: 'test_drive',
      direction: 'internal',
    });

    expect(vector).toMatchObject({
      messagesFromMachine: 1,
      messagesFromPeople: 0,
      messagesFromBuyer: 2,
      callsFromPeople: 1,
      textsFromPeople: 1,
      emailsFromBuyer: 0,
      testDrives: 1,
      visits: 0,
    });
  });

  it('measure the first answer of a person, not of a machine and not a note', () => {
    const note: Told = { kind: 'note', hours: 0.1 };

    expect(vectorOf(robot, note, { hours: 0.2 }, { hours: 3 })).toMatchObject({
      answered: 'yes',
      answerMinutes: 12,
      waitingMinutes: null,
    });
    expect(vectorOf(robot, note)).toMatchObject({
      answered: 'no',
      answerMinutes: null,
      waitingMinutes: 48 * 60,
      buyerReplied: null,
    });
  });

  it('tell a reply to our answer from an impatient second message', () => {
    expect(vectorOf({ hours: 1 }, reply)).toMatchObject({ buyerReplied: 'yes' });
    expect(vectorOf(reply, { hours: 21 })).toMatchObject({ buyerReplied: 'no' });
  });

  it('tell how long each side has been silent, and who spoke last', () => {
    expect(vectorOf({ hours: 1 }, reply)).toMatchObject({
      hoursSinceBuyer: 28,
      hoursSinceOurs: 47,
      lastWord: 'the buyer',
    });
    expect(vectorOf(reply, { hours: 40 })).toMatchObject({
      hoursSinceOurs: 8,
      lastWord: 'our people',
    });
    expect(vectorOf(robot)).toMatchObject({ lastWord: 'our machine' });
    expect(vectorOf()).toMatchObject({
      hoursSinceBuyer: 48,
      hoursSinceOurs: null,
      lastWord: 'the buyer',
    });
  });

  it('count recent talk, without machines', () => {
    expect(vectorOf({ hours: 1 }, { ...reply, hours: 30 }, { ...robot, hours: 40 })).toMatchObject({
      talksLast24Hours: 1,
      talksLast7Days: 2,
    });
  });
});

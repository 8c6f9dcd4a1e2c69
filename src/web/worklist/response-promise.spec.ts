import { responsePromise } from './response-promise.js';

const arrivedAt = new Date('2026-03-02T15:00:00Z');
const promised = { minutes: 15, store: { timeZone: 'UTC' } };
const after = (seconds: number): Date => new Date(arrivedAt.getTime() + seconds * 1000);

describe(responsePromise.name, () => {
  it('counts down in whole minutes and below zero once broken', () => {
    const left = [60, 15 * 60, 15 * 60 + 30, 20 * 60].map(
      (seconds) => responsePromise(arrivedAt, null, promised, after(seconds)).minutesLeft,
    );

    expect(left).toEqual([14, 0, -1, -5]);
  });

  it('stops at the first answer by a person', () => {
    expect(responsePromise(arrivedAt, after(7 * 60), promised, after(3600))).toEqual({
      dueAt: after(15 * 60),
      minutesLeft: null,
      answeredAt: after(7 * 60),
      answeredAfterMinutes: 7,
      kept: true,
    });
  });

  it('never says that somebody answered before the lead arrived', () => {
    expect(responsePromise(arrivedAt, after(-60), promised, after(0)).answeredAfterMinutes).toBe(0);
  });

  it('is not due in the night: it starts when the store opens', () => {
    const store = { timeZone: 'UTC', openingHours: { mon: '16:00-20:00' } };

    const { dueAt, kept } = responsePromise(arrivedAt, null, { minutes: 15, store }, after(3600));

    expect(dueAt).toEqual(new Date('2026-03-02T16:15:00Z'));
    expect(kept).toBe(true);
  });
});

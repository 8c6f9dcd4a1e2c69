import { waitForBudget } from './call-budget.js';

const NOW = new Date('2026-06-01T12:00:00Z');
const inMs = (ms: number): number => NOW.getTime() + ms;

describe(waitForBudget.name, () => {
  it('goes on where the vendor tells nothing, or enough is left', () => {
    expect(waitForBudget(undefined, NOW)).toBeUndefined();
    expect(waitForBudget({ left: 11, of: 100 }, NOW)).toBeUndefined();
    expect(waitForBudget({ left: 1 }, NOW)).toBeUndefined();
  });

  it('leaves a tenth to others until the limit fills up again', () => {
    expect(waitForBudget({ left: 10, of: 100, resetsAt: inMs(30_000) }, NOW)).toEqual(
      new Date(inMs(30_000)),
    );
  });

  it('looks again after a quarter of an hour where it is not told when', () => {
    expect(waitForBudget({ left: 0 }, NOW)).toEqual(new Date(inMs(900_000)));
  });

  it('goes on once the limit has filled up, though nothing was asked since', () => {
    expect(waitForBudget({ left: 0, of: 100, resetsAt: inMs(-1) }, NOW)).toBeUndefined();
  });
});

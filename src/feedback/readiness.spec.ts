import { readinessOf } from './readiness.js';

const stageOf = (won: number, lost: number): string => readinessOf({ won, lost }, 'North').stage;

describe(readinessOf.name, () => {
  it.each([
    [0, 0, 'borrowed'],
    [39, 500, 'borrowed'],
    [500, 39, 'borrowed'],
    [40, 40, 'mixed'],
    [119, 4000, 'mixed'],
    [120, 40, 'own'],
  ])('calls %s sold and %s lost %s', (won, lost, stage) => {
    expect(stageOf(won, lost)).toBe(stage);
  });

  it('says what is missing, and what it rests on, in words', () => {
    expect(readinessOf({ won: 12, lost: 90 }, 'North')).toMatchObject({
      missing: { won: 28, lost: 0 },
      words:
        'Scores at North rest on its group and its region so far: 12 of its leads were sold and 90 closed without a sale. With 40 of each its own outcomes begin to tell it from the others.',
    });
    expect(readinessOf({ won: 200, lost: 900 }, 'North').missing).toBeNull();
  });
});

import * as fc from 'fast-check';
import { CalibrationTable } from './calibration-table.js';
import { checkCalibration } from './calibration-check.js';
import { wilsonInterval } from './intervals.js';

const spread = (rows: number): number[] =>
  Array.from({ length: rows }, (_, row) => (row + 0.5) / rows);
/** Every score is right: of rows with score s, a share of s is positive. */
const honest = (scores: number[]): number[] =>
  scores.map((score, row) => ((row * 0.618034) % 1 < score ? 1 : 0));

const width = ({ lower, upper }: { lower: number; upper: number }): number => upper - lower;

describe(CalibrationTable.name, () => {
  const scores = spread(4000);
  const table = CalibrationTable.fit(honest(scores), scores);

  it('gives a range around the score, read from similar leads', () => {
    const { lower, upper, basedOn } = table.intervalFor(0.3);

    expect(lower).toBeGreaterThan(0.2);
    expect(lower).toBeLessThan(0.3);
    expect(upper).toBeGreaterThan(0.3);
    expect(upper).toBeLessThan(0.4);
    expect(basedOn).toBeGreaterThanOrEqual(150);
  });

  it('reaches to where the truth lay when scores promised too much', () => {
    const boastful = CalibrationTable.fit(
      scores.map((score, row) => ((row * 0.618034) % 1 < score / 2 ? 1 : 0)),
      scores,
    );

    expect(boastful.intervalFor(0.4).lower).toBeLessThan(0.2);
    expect(boastful.intervalFor(0.4).upper).toBeGreaterThan(0.4);
    expect(boastful.intervalFor(0.4).upper).toBeLessThan(0.5);
  });

  it('is wider where fewer leads are known', () => {
    const few = CalibrationTable.fit(honest(spread(60)), spread(60));

    expect(width(few.intervalFor(0.3))).toBeGreaterThan(1.5 * width(table.intervalFor(0.3)));
    expect(few.intervalFor(0.3).basedOn).toBe(60);
  });

  it('counts leads, not how often they were looked at', () => {
    const six = scores.flatMap((score) => Array.from({ length: 6 }, () => score));
    const leads = six.map((_, row) => Math.floor(row / 6));
    const labels = honest(scores);

    const looked = CalibrationTable.fit(
      leads.map((lead) => labels[lead]!),
      six,
      { leads },
    ).intervalFor(0.3);

    expect(looked.basedOn).toBeLessThan(400);
    expect(width(looked)).toBeGreaterThan(0.7 * width(table.intervalFor(0.3)));
  });

  it('is wider where a few leads outweigh all others', () => {
    const weights = scores.map((_, row) => (row % 20 ? 0.01 : 1));

    const heavy = CalibrationTable.fit(honest(scores), scores, { weights }).intervalFor(0.3);

    expect(width(heavy)).toBeGreaterThan(1.5 * width(table.intervalFor(0.3)));
  });

  it('admits that it knows nothing', () => {
    expect(CalibrationTable.empty().intervalFor(0.3)).toEqual({
      lower: 0.005,
      upper: 0.995,
      basedOn: 0,
    });
  });

  it('holds the score and stays off 0 and 100 %, for any score and any history', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean()), {
          maxLength: 300,
        }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (rows, score) => {
          const known = CalibrationTable.fit(
            rows.map(([, won]) => Number(won)),
            rows.map(([one]) => one),
          );

          const { lower, upper } = known.intervalFor(score);

          const shown = Math.min(Math.max(score, 0.005), 0.995);
          expect(lower).toBeGreaterThanOrEqual(0.005);
          expect(lower).toBeLessThanOrEqual(shown);
          expect(upper).toBeGreaterThanOrEqual(shown);
          expect(upper).toBeLessThanOrEqual(0.995);
        },
      ),
    );
  });

  it('answers the same after being saved', () => {
    const restored = new CalibrationTable(JSON.parse(JSON.stringify(table.toState())));

    expect(restored.intervalFor(0.17)).toEqual(table.intervalFor(0.17));
  });

  it('refuses a damaged state', () => {
    const bin = { rows: 3, positives: 4, meanScore: 0.5, highestScore: 0.5, leads: 3 };
    expect(() => new CalibrationTable({ bins: [bin] })).toThrow(/damaged/);
  });
});

describe(checkCalibration, () => {
  it('finds honest scores honest and boastful ones boastful', () => {
    const scores = spread(3000);

    const right = checkCalibration(honest(scores), scores);
    const wrong = checkCalibration(honest(scores.map((score) => score / 2)), scores);

    expect(right.promisedOverObserved).toBeCloseTo(1, 1);
    expect(right.expectedCalibrationError).toBeLessThan(0.02);
    expect(wrong.promisedOverObserved).toBeCloseTo(2, 0);
    expect(wrong.bins).toHaveLength(15);
    expect(wrong.bins.reduce((sum, { rows }) => sum + rows, 0)).toBe(3000);
  });
});

describe(wilsonInterval, () => {
  it('is honest about none of ten', () => {
    const { lower, upper } = wilsonInterval(0, 10);

    expect(lower).toBe(0);
    expect(upper).toBeGreaterThan(0.15);
  });
});

import { report, type Judged } from './report.js';
import { wilson } from './wilson.js';

const judged = (score: number, label: 0 | 1, weight = 1): Judged => ({
  score,
  label,
  weight,
  band: score >= 0.5 ? 'hot' : 'cool',
});

describe(wilson.name, () => {
  it('agrees with a worked example and stays inside 0 and 1', () => {
    // 5 of 50 at 90 %: Brown, Cai & DasGupta's formula by hand.
    const { lower, upper } = wilson(0.1, 50);

    expect(lower).toBeCloseTo(0.0495, 4);
    expect(upper).toBeCloseTo(0.1915, 4);
    expect(wilson(0, 3).lower).toBe(0);
    expect(wilson(1, 3).upper).toBe(1);
  });
});

describe(report.name, () => {
  it('groups leads by score and sets what was promised beside what was seen', () => {
    const leads = Array.from({ length: 100 }, (_, index) =>
      judged(index < 50 ? 0.1 : 0.6, index % 10 === 0 || (index >= 50 && index % 10 < 6) ? 1 : 0),
    );

    const { calibration, byBand, metrics } = report(leads);

    expect(calibration).toHaveLength(10);
    expect(calibration[0]).toMatchObject({ leads: 10, promised: expect.closeTo(0.1, 9) });
    expect(byBand['hot']).toMatchObject({
      leads: 50,
      won: 30,
      seen: { share: expect.closeTo(0.6, 9) },
    });
    expect(byBand['cool']!.seen.share).toBeCloseTo(0.1, 9);
    expect(metrics.auc).toBeGreaterThan(0.7);
  });

  it('counts a lead of weight 4 as four and widens the interval for uneven weights', () => {
    const even = report([
      ...Array.from({ length: 20 }, () => judged(0.6, 1)),
      ...Array.from({ length: 20 }, () => judged(0.6, 0)),
    ]);
    const uneven = report([
      ...Array.from({ length: 20 }, () => judged(0.6, 1, 4)),
      ...Array.from({ length: 20 }, () => judged(0.6, 0)),
    ]);
    const width = (shown: typeof even): number =>
      shown.byBand['hot']!.seen.upper - shown.byBand['hot']!.seen.lower;

    expect(uneven.byBand['hot']!.seen.share).toBeCloseTo(0.8, 9);
    expect(width(uneven)).toBeGreaterThan(0.8 * width(even) * Math.sqrt(0.16 / 0.25));
  });

  it('says null where there is nothing to measure, and never NaN', () => {
    const none = report([]);

    expect(none).toMatchObject({ leads: 0, won: 0, calibration: [], byBand: {} });
    expect(Object.values(none.metrics).every((value) => value === null)).toBe(true);
    expect(report([judged(0.2, 0)]).metrics.auc).toBeNull();
  });
});

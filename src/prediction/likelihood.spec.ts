import * as fc from 'fast-check';

import { bandOf, likelihoodPercent, scoreOf } from './likelihood.js';

describe(scoreOf.name, () => {
  it('stays inside (0, 1) and grows with the log-odds, however large', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (a, b) => {
        expect(scoreOf(a)).toBeGreaterThan(0);
        expect(scoreOf(a)).toBeLessThan(1);
        expect(scoreOf(Math.min(a, b))).toBeLessThanOrEqual(scoreOf(Math.max(a, b)));
      }),
    );
  });

  it('is shown as 1 to 99, never as certain', () => {
    expect([-1000, -3, 0, 1000].map((logOdds) => likelihoodPercent(scoreOf(logOdds)))).toEqual([
      1, 5, 50, 99,
    ]);
  });
});

describe(bandOf.name, () => {
  it("goes by the dealership's own thresholds, each included in its band", () => {
    const bands = { hot: 0.2, warm: 0.05 };

    expect([0.2, 0.199, 0.05, 0.049].map((score) => bandOf(score, bands))).toEqual([
      'hot',
      'warm',
      'warm',
      'cool',
    ]);
  });
});

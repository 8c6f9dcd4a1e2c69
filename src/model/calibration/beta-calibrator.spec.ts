import * as fc from 'fast-check';
import { BetaCalibrator, type BetaState, type ScoredOutcomes } from './beta-calibrator.js';

/** Scores that tell, boast, or point the wrong way, and some of what may come of them. */
const outcomes = fc
  .array(
    fc.tuple(
      fc.double({ min: -6, max: 6, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    ),
    {
      minLength: 3,
      maxLength: 120,
    },
  )
  .chain((drawn) =>
    fc
      .record({
        slope: fc.double({ min: -2, max: 3, noNaN: true }),
        bend: fc.double({ min: -2, max: 3, noNaN: true }),
      })
      .map(({ slope, bend }): ScoredOutcomes => ({
        logOdds: drawn.map(([logOdds]) => logOdds),
        labels: drawn.map(([logOdds, chance]) => {
          const truth = (logOdds < 0 ? slope : bend) * logOdds;
          return chance < 1 / (1 + Math.exp(-truth)) ? 1 : 0;
        }),
        weights: drawn.map(() => 1),
      })),
  );

/** What a fit minimises: log-loss of all rows, and how far it is from leaving scores as they are. */
function costOf(state: Pick<BetaState, 'low' | 'high' | 'shift'>, rows: ScoredOutcomes): number {
  const calibrator = new BetaCalibrator({ kind: 'beta', ...state });
  let cost = (state.low - 1) ** 2 + (state.high - 1) ** 2 + state.shift ** 2;
  for (let row = 0; row < rows.labels.length; row++) {
    const said = calibrator.apply(rows.logOdds[row]!);
    cost += Math.log1p(Math.exp(rows.labels[row] ? -said : said));
  }
  return cost;
}

describe(BetaCalibrator.name, () => {
  it('is at the bottom: no step in any parameter costs less, and none leads below the floor', () => {
    fc.assert(
      fc.property(outcomes, (rows) => {
        const found = BetaCalibrator.fit(rows).toState();
        const least = costOf(found, rows);
        for (const parameter of ['low', 'high', 'shift'] as const) {
          for (const step of [-1e-2, 1e-2]) {
            const moved = { ...found, [parameter]: found[parameter] + step };
            if (moved.low < 0 || moved.high < 0) continue;
            expect(costOf(moved, rows)).toBeGreaterThanOrEqual(least);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('spreads scores that were too timid, and keeps the order of those that point the wrong way', () => {
    const logOdds = Array.from({ length: 900 }, (_, row) => ((row * 0.618_034) % 1) * 4 - 2);
    const labelsOf = (truth: (own: number) => number): number[] =>
      logOdds.map((own, row) => ((row * 0.754_878) % 1 < 1 / (1 + Math.exp(-truth(own))) ? 1 : 0));
    const weights = logOdds.map(() => 1);

    const timid = BetaCalibrator.fit({ logOdds, labels: labelsOf((own) => 2 * own), weights });
    const wrong = BetaCalibrator.fit({ logOdds, labels: labelsOf((own) => -own), weights });

    expect(timid.apply(1)).toBeGreaterThan(1.5);
    expect(timid.apply(-1)).toBeLessThan(-1.5);
    expect(wrong.apply(1)).toBe(wrong.apply(-1));
  });
});

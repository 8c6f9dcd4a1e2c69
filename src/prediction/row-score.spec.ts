import * as fc from 'fast-check';
import type { Dealership } from '#access';
import { CalibrationTable, LeadsAlike, UsualLeads, type ChampionModel } from '#model';
import { leadHistory, market } from '../../test/factories/lead-history.js';
import { rowScoreOf } from './row-score.js';

/** A champion that always says the same, with ranges from this history of scores and outcomes. */
function champion(logOdds: number, known: [score: number, won: boolean][]): ChampionModel {
  const table = CalibrationTable.fit(
    known.map(([, won]) => Number(won)),
    known.map(([score]) => score),
  );
  const model = {
    columns: [],
    alike: LeadsAlike.none(),
    usual: UsualLeads.none(),
    stageOf: () => 0,
    scoreRow: () => ({
      interval: table.intervalFor(1 / (1 + Math.exp(-logOdds))),
      contributions: { logOdds, bias: logOdds, parts: [] },
      outcomes: null,
    }),
  };
  return { id: 'version-1', number: 1, model } as unknown as ChampionModel;
}

describe(rowScoreOf.name, () => {
  it('gives a range that holds the score and ends before 0 and 100 %, whatever was learned', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const history = leadHistory();
    fc.assert(
      fc.property(
        fc.double({ min: -60, max: 60, noNaN: true }),
        fc.array(fc.tuple(share, fc.boolean()), { maxLength: 200 }),
        (logOdds, known) => {
          const { score, lower, upper } = rowScoreOf(
            champion(logOdds, known),
            history,
            market(),
            history.lead.arrivedAt,
            { settings: { bands: { hot: 0.3, warm: 0.1 } } } as Dealership,
          );

          expect(lower).toBeGreaterThan(0);
          expect(lower).toBeLessThanOrEqual(score);
          expect(upper).toBeGreaterThanOrEqual(score);
          expect(upper).toBeLessThan(1);
        },
      ),
    );
  });
});

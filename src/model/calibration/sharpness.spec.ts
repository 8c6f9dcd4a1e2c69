import { seededRandom } from '../net/random.js';
import { AS_IT_IS, chooseSharpness, type Sharpness } from './sharpness.js';

/** Leads whose true log-odds are known, as one tells them who stretches the truth by `by`. */
function told(rows: number, by: number, level = 0) {
  const truth = Float64Array.from({ length: rows }, (_, row) => 3 * Math.sin(row * 1.7) - 1);
  const random = seededRandom(rows);
  const labels = truth.map((logOdds) => (random() < 1 / (1 + Math.exp(-logOdds - level)) ? 1 : 0));
  return { logOdds: truth.map((one) => by * one), labels, weights: new Float64Array(rows).fill(1) };
}
const leadsOf = ({ labels }: { labels: Float64Array }): string[] =>
  Array.from(labels.keys(), String);
const often = (values: Float64Array): Float64Array =>
  Float64Array.from({ length: 4000 }, (_, row) => values[row % values.length]!);
const promised = (logOdds: Float64Array, { stretch, moved }: Sharpness = AS_IT_IS): number =>
  logOdds.reduce((sum, one) => sum + 1 / (1 + Math.exp(-moved - stretch * one)), 0);

describe(chooseSharpness, () => {
  it('leaves log-odds as they are where they are right', () => {
    const outcomes = told(4000, 1);

    expect(chooseSharpness(outcomes, leadsOf(outcomes))).toBe(AS_IT_IS);
  });

  it('undoes most of what made them too cautious, or too sure', () => {
    for (const by of [0.7, 1.4]) {
      const outcomes = told(4000, by);

      const { stretch } = chooseSharpness(outcomes, leadsOf(outcomes));

      expect(Math.abs(stretch * by - 1)).toBeLessThan(0.1);
    }
  });

  it('promises as many sales as before, whatever the rate of these rows', () => {
    const outcomes = told(4000, 0.7, 1);

    const chosen = chooseSharpness(outcomes, leadsOf(outcomes));

    expect(chosen.stretch).toBeGreaterThan(1.1);
    expect(promised(outcomes.logOdds, chosen)).toBeCloseTo(promised(outcomes.logOdds), 3);
  });

  it('does not believe a handful of rows', () => {
    const outcomes = told(60, 0.5);

    expect(chooseSharpness(outcomes, leadsOf(outcomes))).toBe(AS_IT_IS);
  });

  it('does not take the rows of one lead for many', () => {
    const few = told(100, 0.6);
    const outcomes = {
      logOdds: often(few.logOdds),
      labels: often(few.labels),
      weights: often(few.weights),
    };
    const leads = Array.from({ length: 4000 }, (_, row) => String(row % 100));

    expect(chooseSharpness(outcomes, leads)).toBe(AS_IT_IS);
  });
});

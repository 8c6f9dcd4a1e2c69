import { featureSchema, type FeatureVector } from '#features';
import { scoreChanges, type Compared } from './score-changes.js';

const columns = featureSchema();
const US = { currency: 'USD' };

function scored(
  features: FeatureVector,
  contributions: Record<string, number>,
  overrides: Partial<Compared> = {},
): Compared {
  const logOdds = Object.values(contributions).reduce((sum, one) => sum + one, -3);
  const explanation = { bias: -3, contributions, for: [], against: [] };
  return { features, explanation, logOdds, modelVersionId: 'one', ...overrides };
}
const said = (newer: Compared, older: Compared): string[] =>
  scoreChanges(newer, older, columns, US).map(({ sentence }) => sentence);

const percent = ({ logOdds }: Compared): number => 100 / (1 + Math.exp(-logOdds));

const waiting = scored(
  { answered: 'no', answerMinutes: null, ageHours: 1, visits: 0 },
  { answered: -0.3, answerMinutes: -0.1, ageHours: 0.1, visits: -0.1 },
);

describe(scoreChanges.name, () => {
  it('tells what is news, largest first, as one for each matter, in words and points', () => {
    const newer = scored(
      { answered: 'yes', answerMinutes: 12, ageHours: 1, visits: 1 },
      { answered: 0.1, answerMinutes: 0.3, ageHours: 0.1, visits: 1.1 },
    );

    expect(said(newer, waiting)).toEqual([
      'Visited once: raised the likelihood.',
      'Was answered by a person: raised the likelihood.',
    ]);
    const points = scoreChanges(newer, waiting, columns, US).reduce(
      (sum, one) => sum + one.points,
      0,
    );
    expect(points).toBeCloseTo(percent(newer) - percent(waiting), 0);
  });

  it('calls what no news explains the passing of time, or another model', () => {
    const later = scored(
      { ...waiting.features, ageHours: 30 },
      { ...waiting.explanation.contributions, ageHours: -0.6 },
    );

    expect(said(later, waiting)).toEqual(['Time passed: lowered the likelihood.']);
    expect(said({ ...later, modelVersionId: 'two' }, waiting)).toEqual([
      'A newer model scores now: lowered the likelihood.',
    ]);
  });

  it('has nothing to tell where nothing moved', () => {
    expect(said(waiting, waiting)).toEqual([]);
  });
});

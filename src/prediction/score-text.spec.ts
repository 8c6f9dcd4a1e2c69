import type { FeatureColumn } from '#features';
import type { ChampionModel } from '#model';
import { PredictionDto } from './prediction.dto.js';
import { withNames, type RowScore } from './row-score.js';
import { scoreText } from './score-text.js';

const columns: FeatureColumn[] = ['ageHours', 'asksPrice'].map((name) => ({
  name,
  kind: 'numeric',
  label: name,
  because: 'invented',
}));
const partsByName = ([age, price]: readonly number[]): Record<string, number> => ({
  ageHours: age!,
  asksPrice: price!,
});

const SCORE: RowScore = {
  champion: {
    id: 'version-7',
    number: 7,
    model: { columns, partsByName },
  } as unknown as ChampionModel,
  logOdds: -2.25,
  score: 0.09534946489910949,
  lower: 0.05,
  upper: 0.2,
  band: 'warm',
  outcomes: [{ days: 30, won: 0.1, lost: 0.2, stale: 0.3, open: 0.4 }],
  bias: -3,
  parts: [0.5, 0.25],
  reasons: {
    for: [
      {
        feature: 'asksPrice',
        features: ['asksPrice', 'ageHours'],
        phrase: 'Wants the model 6" lift\n‘95 \ud83d\ude97',
        sentence: 'Wants the model 6" lift\n‘95 \ud83d\ude97: speaks for a sale.',
        logOdds: 0.75,
        evidence: {
          sentence: 'Here such buyers bought 2.1x as often (38 of 310).',
          leads: 310,
          won: 38,
          timesAsOften: 2.1,
          where: 'rooftop',
        },
      },
      { feature: 'ageHours', sentence: 'As kept before there were phrases.', logOdds: 0.5 },
    ],
    against: [],
  },
  row: [1, 2],
  cutoff: new Date('2026-06-01T12:00:00.123Z'),
};

/** What is answered of the same score where it is stored. */
function stored(score: RowScore): object {
  const kept = { id: 'its id', leadId: 'the lead', madeAt: new Date() };
  const told = Object.entries(PredictionDto.from({ ...withNames(score), ...kept }));
  return Object.fromEntries(told.filter(([name]) => !Object.hasOwn(kept, name)));
}

describe(scoreText.name, () => {
  it.each([
    ['a score', SCORE],
    [
      'one without outcomes and reasons',
      { ...SCORE, outcomes: null, reasons: { for: [], against: [] } },
    ],
    ['a small one', { ...SCORE, score: 1e-6, logOdds: -13.8, bias: -1e-7 }],
  ])('tells %s as it is told where it is stored, word for word', (_, score) => {
    const text = scoreText(score);

    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(stored(score))));
    expect(Object.keys(JSON.parse(text) as object)).toEqual(Object.keys(stored(score)));
  });
});

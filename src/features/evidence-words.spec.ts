import { evidenceSentence, type SeenAlike } from './evidence-words.js';
import { featureSchema } from './feature-schema.js';

const US = { currency: 'USD' };
const schema = featureSchema();
const said = (name: string, overrides: Partial<SeenAlike> = {}): string =>
  evidenceSentence(
    schema.find((column) => column.name === name)!,
    {
      leads: 310,
      won: 38,
      timesAsOften: 2.14,
      where: 'rooftop',
      stage: 0,
      range: null,
      ...overrides,
    },
    US,
  );

describe(evidenceSentence.name, () => {
  it.each([
    ['asksFinance', {}, 'Here such buyers bought 2.1x as often (38 of 310).'],
    ['asksFinance', { where: 'group' as const, leads: 12_310 }, 'In the whole group such buyers bought 2.1x as often (38 of 12,310).'],
    ['asksFinance', { stage: 2 }, 'Here, still open after a day, such buyers bought 2.1x as often (38 of 310).'],
    ['asksFinance', { won: 0 }, 'Here such buyers have not bought (0 of 310).'],
    ['answerMinutes', { range: { from: -Infinity, to: 10 } }, 'Here buyers answered within 10 minutes bought 2.1x as often (38 of 310).'],
    ['answerMinutes', { range: { from: 60, to: 240 } }, 'Here buyers answered after 60 minutes to 4 hours bought 2.1x as often (38 of 310).'],
    ['arrivalHour', { range: { from: 21, to: Infinity } }, 'Here buyers who wrote between 21:00 and 24:00 bought 2.1x as often (38 of 310).'],
    ['price', { range: { from: 10_000, to: 15_000 } }, 'Here buyers who want a vehicle priced between $10,000 and $15,000 bought 2.1x as often (38 of 310).'],
    ['visits', { range: { from: 1, to: 2 } }, 'Here such buyers (once) bought 2.1x as often (38 of 310).'],
    ['visits', { range: { from: 3, to: 5 } }, 'Here such buyers (3 to 4 times) bought 2.1x as often (38 of 310).'],
    ['hoursSinceBuyer', { range: { from: 24, to: 72 } }, 'Here such buyers (24 to 72 h) bought 2.1x as often (38 of 310).'],
    ['vehicleAgeYears', { range: { from: 15, to: Infinity } }, 'Here such buyers (15 years or more) bought 2.1x as often (38 of 310).'],
  ])('says of %s with %j: %s', (name, overrides, sentence) => {
    expect(said(name, overrides)).toBe(sentence);
  }); // oxfmt-ignore
});

import { featureSchema, rowOf, type FeatureColumn, type FeatureVector } from '#features';
import { LeadsAlike } from '#model';
import { explain, type Reasons } from './explaining.js';

const dealership = { id: 'here', currency: 'USD' };
const columns = (count: number): FeatureColumn[] =>
  Array.from({ length: count }, (_, at) => ({
    name: `f${at}`,
    kind: 'numeric',
    label: `Feature ${at}`,
    because: 'a test needs it',
  }));

function explanationOf(contributions: number[]): Reasons {
  return explain(contributions, {
    row: contributions.map(() => 1),
    columns: columns(contributions.length),
    stage: 0,
    alike: LeadsAlike.none(),
    dealership,
  });
}

const sizes = (reasons: Reasons['for']): number[] => reasons.map(({ logOdds }) => logOdds);

/** Of a real schema, with counts of leads at the rooftop that asked about financing. */
function ofLead(
  byFeature: Record<string, number>,
  vector: FeatureVector,
  alike = LeadsAlike.none(),
): Reasons {
  const schema = featureSchema();
  const parts = schema.map(({ name }) => byFeature[name] ?? 0);
  const row = rowOf(vector, schema);
  return explain(parts, { row, columns: schema, stage: 0, alike, dealership });
}

const askedBought = (won: number): LeadsAlike => {
  const features = [['asksFinance', [['yes', 200, won, won / 200]]]] as [
    string,
    [string, number, number, number][],
  ][];
  const stages = [{ leads: 1000, won: 100, rate: 0.1, features }];
  return new LeadsAlike({ edges: [], places: [{ place: 'here', stages }] });
};

describe(explain.name, () => {
  it('tells the five loudest reasons of each side, loudest first', () => {
    const told = explanationOf([0.3, -0.1, 0.7, 0.2, 0.5, -0.9, 0.1, 0.6, -0.2, 0.4]);

    expect(sizes(told.for)).toEqual([0.7, 0.6, 0.5, 0.4, 0.3]);
    expect(sizes(told.against)).toEqual([-0.9, -0.2, -0.1]);
  });

  it('tells up to eight where the rest would be longer than the longest', () => {
    expect(explanationOf(Array.from({ length: 12 }, () => 0.3)).for).toHaveLength(8);
    expect(explanationOf([1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]).for).toHaveLength(5);
  });

  it('keeps the order of the features among equally loud ones', () => {
    const { for: reasons } = explanationOf([0.1, 0.2, 0.1, 0.2]);

    expect(reasons.map(({ feature }) => feature)).toEqual(['f1', 'f3', 'f0', 'f2']);
  });

  it('is silent about what only rounding moved', () => {
    expect(explanationOf([0.0009, -0.0009, 0])).toMatchObject({ for: [], against: [] });
  });

  it('tells one matter once, with all its features, by the one that speaks for the sum', () => {
    const { for: reasons, against } = ofLead(
      { answered: 0.5, answerMinutes: 0.2, waitingMinutes: -0.3 },
      { answered: 'yes', answerMinutes: 12, waitingMinutes: null },
    );

    expect(against).toEqual([]);
    expect(reasons).toMatchObject([
      {
        feature: 'answered',
        features: ['answered', 'answerMinutes', 'waitingMinutes'],
        phrase: 'Was answered by a person',
        logOdds: expect.closeTo(0.4, 9),
      },
    ]);
  });

  it('leaves what may not be said untold', () => {
    const told = ofLead({ emailKind: 0.8 }, { emailKind: 'none' });

    expect(told).toEqual({ for: [], against: [] });
  });

  it('gives the counts of leads alike, and no reason that they contradict', () => {
    const asked = { asksFinance: 'yes' };

    expect(ofLead({ asksFinance: 0.6 }, asked, askedBought(42)).for[0]?.evidence).toEqual({
      sentence: 'Here such buyers bought 2.1x as often (42 of 200).',
      leads: 200,
      won: 42,
      timesAsOften: expect.closeTo(2.1, 9),
      where: 'rooftop',
    });
    expect(ofLead({ asksFinance: 0.6 }, asked, askedBought(15)).for).toEqual([]);
    expect(ofLead({ asksFinance: -0.6 }, asked, askedBought(15)).against).toHaveLength(1);
  });
});

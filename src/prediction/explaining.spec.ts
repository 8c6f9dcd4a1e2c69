import type { FeatureColumn } from '#features';
import { explain } from './explaining.js';

const columns = (count: number): FeatureColumn[] =>
  Array.from({ length: count }, (_, at) => ({
    name: `f${at}`,
    kind: 'numeric',
    label: `Feature ${at}`,
    because: 'a test needs it',
  }));

const explained = (contributions: number[]): { for: number[]; against: number[] } => {
  const byFeature = Object.fromEntries(contributions.map((logOdds, at) => [`f${at}`, logOdds]));
  const found = explain({ logOdds: 0, bias: 0, byFeature }, {}, columns(contributions.length));
  return {
    for: found.for.map(({ logOdds }) => logOdds),
    against: found.against.map(({ logOdds }) => logOdds),
  };
};

describe(explain.name, () => {
  it('tells the five loudest reasons of each side, loudest first', () => {
    expect(explained([0.3, -0.1, 0.7, 0.2, 0.5, -0.9, 0.1, 0.6, -0.2, 0.4])).toEqual({
      for: [0.7, 0.6, 0.5, 0.4, 0.3],
      against: [-0.9, -0.2, -0.1],
    });
  });

  it('keeps the order of the features among equally loud ones', () => {
    const { for: reasons } = explain(
      { logOdds: 0, bias: 0, byFeature: { f0: 0.1, f1: 0.2, f2: 0.1, f3: 0.2 } },
      {},
      columns(4),
    );

    expect(reasons.map(({ feature }) => feature)).toEqual(['f1', 'f3', 'f0', 'f2']);
  });

  it('is silent about what only rounding moved', () => {
    expect(explained([0.0009, -0.0009, 0])).toEqual({ for: [], against: [] });
  });
});

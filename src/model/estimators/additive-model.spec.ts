import type { FeatureVector } from '#features';
import { tableOf } from '../../../test/factories/examples.js';
import { AdditiveModel, type AdditiveModelState } from './additive-model.js';

/** Positions: web, other, missing; then knots 0 and 10, missing, scaled. */
const state: AdditiveModelState = {
  encoding: [
    { name: 'source', encoder: { kind: 'categorical', levels: ['web'] } },
    { name: 'price', encoder: { kind: 'numeric', knots: [0, 10], centre: 0, spread: 0 } },
  ],
  weights: [1, -2, 4, 0, 8, -1, 0],
  intercept: 0.5,
  usual: [0.25, 3],
};

describe(AdditiveModel.name, () => {
  const model = new AdditiveModel(state);

  it('adds up intercept and curves, however they are centred', () => {
    const { logOdds, bias, byFeature } = model.explain({ source: 'web', price: 5 });

    expect(logOdds).toBeCloseTo(0.5 + 1 + 4, 12);
    expect(bias).toBeCloseTo(0.5 + 0.25 + 3, 12);
    expect(byFeature).toEqual({ source: 1 - 0.25, price: 4 - 3 });
  });

  it('answers for a table as for its vectors', () => {
    const vectors: FeatureVector[] = [
      { source: 'web', price: 2.5 },
      { source: 'fax', price: null },
      {},
    ];

    const columns = state.encoding.map(({ name, encoder: { kind } }) => ({
      name,
      kind,
      label: name,
      because: 'invented',
    }));
    expect(Array.from(model.logOdds(tableOf(vectors, columns)))).toEqual(
      vectors.map((vector) => model.explain(vector).logOdds),
    );
  });

  it('takes nothing from what every object has', () => {
    const inherited = Object.create({ source: 'web' }) as Record<string, string>;

    expect(model.explain(inherited).byFeature['source']).toBe(4 - 0.25);
  });

  it('refuses weights that do not fit their encoders', () => {
    expect(() => new AdditiveModel({ ...state, weights: [1] })).toThrow(/do not fit/);
    expect(() => new AdditiveModel({ ...state, intercept: Number.NaN })).toThrow(/not a number/);
  });
});

import type { FeatureColumn } from '#features';
import { tableOf } from '../../../test/factories/examples.js';
import type { Contributions } from '../estimator.js';
import { UsualLeads } from './usual-leads.js';

const COLUMNS: FeatureColumn[] = ['ageHours', 'calls'].map((name) => ({
  name,
  kind: 'numeric',
  label: name,
  because: 'invented',
}));
const ROOFTOP: FeatureColumn = {
  name: 'dealership',
  kind: 'categorical',
  label: 'D',
  because: 'invented',
};
const columns = [...COLUMNS, ROOFTOP];

/** A model that adds 1 a call, takes 0.01 an hour and gives `north` 0.5. */
function explain(vector: Record<string, unknown>): Contributions {
  const byFeature = {
    ageHours: -0.01 * Number(vector['ageHours']),
    calls: Number(vector['calls']),
    dealership: vector['dealership'] === 'north' ? 0.5 : 0,
  };
  const logOdds = -3 + byFeature.ageHours + byFeature.calls + byFeature.dealership;
  return { logOdds, bias: -3, byFeature };
}

const rows = (
  dealership: string,
  ageHours: number,
  calls: number,
): Record<string, string | number>[] =>
  Array.from({ length: 40 }, () => ({ dealership, ageHours, calls }));
const usual = (): Promise<UsualLeads> =>
  UsualLeads.of(
    tableOf([...rows('north', 0, 0), ...rows('north', 200, 2), ...rows('south', 0, 1)], columns),
    explain,
  );

describe(UsualLeads.name, () => {
  it('tells a lead against the usual one of its rooftop and stage, and keeps the sum', async () => {
    const vector = { dealership: 'north', ageHours: 200, calls: 3 };
    const told = (await usual()).relative(explain(vector), 'north', vector);

    expect(told.byFeature['calls']).toBeCloseTo(1, 9);
    expect(told.byFeature['ageHours']).toBeCloseTo(0, 9);
    const sum = Object.values(told.byFeature).reduce((all, one) => all + one, told.bias);
    expect(sum).toBeCloseTo(explain(vector).logOdds, 9);
  });

  it('counts what the rooftop adds as usual, at one never seen too', async () => {
    const vector = { dealership: 'north', ageHours: 0, calls: 0 };
    const told = (await usual()).relative(explain(vector), 'never seen', vector);

    expect(told.byFeature['dealership']).toBeCloseTo(0, 9);
    // The group's leads were called 0.5 times when fresh.
    expect(told.byFeature['calls']).toBeCloseTo(-0.5, 9);
    expect(told.bias).toBeCloseTo(-2, 9);
  });

  it('leaves contributions alone where nothing was learned of any usual lead', () => {
    const vector = { dealership: 'north', ageHours: 0, calls: 1 };
    expect(UsualLeads.none().relative(explain(vector), 'north', vector)).toEqual(explain(vector));
  });

  it('says the same after it was saved', async () => {
    const vector = { dealership: 'south', ageHours: 3, calls: 1 };
    const saved = JSON.parse(JSON.stringify((await usual()).toState())) as never;
    const told = (await usual()).relative(explain(vector), 'south', vector);
    expect(new UsualLeads(saved).relative(explain(vector), 'south', vector)).toEqual(told);
  });
});

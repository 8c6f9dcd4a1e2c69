import { lifeStage, type FeatureColumn } from '#features';
import { tableOf } from '../../../test/factories/examples.js';
import type { Contributions, RowContributions } from '../estimator.js';
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

type Lead = { dealership: string; ageHours: number; calls: number };

const explainRow = (lead: Lead): RowContributions => {
  const { byFeature, ...rest } = explain(lead);
  return { ...rest, parts: columns.map(({ name }) => byFeature[name]!) };
};

const told = (usual: UsualLeads, rooftop: string, lead: Lead): RowContributions =>
  usual.relative(explainRow(lead), rooftop, lifeStage(lead.ageHours));

const AGE = 0;
const CALLS = 1;
const DEALERSHIP = 2;

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
    const lead = { dealership: 'north', ageHours: 200, calls: 3 };
    const { parts, bias } = told(await usual(), 'north', lead);

    expect(parts[CALLS]).toBeCloseTo(1, 9);
    expect(parts[AGE]).toBeCloseTo(0, 9);
    const sum = parts.reduce((all, one) => all + one, bias);
    expect(sum).toBeCloseTo(explain(lead).logOdds, 9);
  });

  it('counts what the rooftop adds as usual, at one never seen too', async () => {
    const lead = { dealership: 'north', ageHours: 0, calls: 0 };
    const { parts, bias } = told(await usual(), 'never seen', lead);

    expect(parts[DEALERSHIP]).toBeCloseTo(0, 9);
    // The group's leads were called 0.5 times when fresh.
    expect(parts[CALLS]).toBeCloseTo(-0.5, 9);
    expect(bias).toBeCloseTo(-2, 9);
  });

  it('leaves contributions alone where nothing was learned of any usual lead', () => {
    const lead = { dealership: 'north', ageHours: 0, calls: 1 };

    expect(told(UsualLeads.none(), 'north', lead)).toEqual(explainRow(lead));
    expect(told(UsualLeads.none().inOrderOf(columns), 'north', lead)).toEqual(explainRow(lead));
  });

  it('says the same after it was saved', async () => {
    const lead = { dealership: 'south', ageHours: 3, calls: 1 };
    const saved = JSON.parse(JSON.stringify((await usual()).toState())) as never;

    expect(told(new UsualLeads(saved), 'south', lead)).toEqual(told(await usual(), 'south', lead));
  });

  it('says the same of columns in another order, and nothing of columns it has not seen', async () => {
    const lead = { dealership: 'north', ageHours: 200, calls: 3 };
    const [age, calls, dealership] = columns as [FeatureColumn, FeatureColumn, FeatureColumn];
    const unseen = { ...age, name: 'unseen' };
    const { logOdds, bias, parts } = explainRow(lead);
    const turned = [parts[DEALERSHIP]!, 7, parts[CALLS]!, parts[AGE]!];
    const ordered = (await usual()).inOrderOf([dealership, unseen, calls, age]);
    const expected = told(await usual(), 'north', lead);

    const relative = ordered.relative({ logOdds, bias, parts: turned }, 'north', lifeStage(200));

    expect(relative.parts).toEqual([
      expected.parts[DEALERSHIP],
      7,
      expected.parts[CALLS],
      expected.parts[AGE],
    ]);
    expect(relative.bias).toBeCloseTo(expected.bias, 9);
  });
});

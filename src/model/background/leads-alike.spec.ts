import type { FeatureColumn, FeatureVector } from '#features';
import { tableOf } from '../../../test/factories/examples.js';
import type { Examples } from '../estimator.js';
import { countLeadsAlike, LEAST_LEADS_TOLD } from './counting-alike.js';
import { LeadsAlike } from './leads-alike.js';

const because = 'invented';
const ASKS: FeatureColumn = { name: 'asks', kind: 'categorical', label: 'Asks', because };
const WAIT: FeatureColumn = { name: 'wait', kind: 'numeric', unit: 'min', label: 'Wait', because };
const COLUMNS: FeatureColumn[] = [
  ASKS,
  WAIT,
  { name: 'ageHours', kind: 'numeric', unit: 'h', label: 'Age', because },
  { name: 'dealership', kind: 'categorical', label: 'Dealership', because },
];

interface Kind extends FeatureVector {
  leads: number;
  won: number;
}

/** Leads of each kind with one row apiece at their arrival; or at each of `ages`. */
function examplesOf(kinds: Kind[], ages = [0]): Examples {
  const rows = kinds.flatMap(({ leads, won, ...vector }, kind) =>
    Array.from({ length: leads }, (_, lead) =>
      ages.map((ageHours) => ({ vector: { ...vector, ageHours }, lead: `${kind}/${lead}`, label: Number(lead < won) })),
    ).flat(),
  );
  return {
    table: tableOf(rows.map(({ vector }) => vector), COLUMNS),
    labels: Float64Array.from(rows, ({ label }) => label),
    groups: rows.map(({ lead }) => lead),
  };
} // oxfmt-ignore

const big = (asks: string, won: number): Kind => ({ dealership: 'big', asks, leads: 200, won });
const small = (asks: string, leads: number, won: number): Kind => ({
  dealership: 'small',
  asks,
  leads,
  won,
});
const alikeOf = async (...of: Parameters<typeof examplesOf>): Promise<LeadsAlike> =>
  new LeadsAlike(await countLeadsAlike(examplesOf(...of)));

describe(LeadsAlike.name, () => {
  it("tells the rooftop's own counts, and how often against all its leads", async () => {
    const alike = await alikeOf([big('yes', 40), big('no', 10)]);

    expect(alike.of('big', ASKS, { asks: 'yes', ageHours: 0 })).toMatchObject({
      leads: 200,
      won: 40,
      timesAsOften: expect.closeTo(1.6, 9),
      where: 'rooftop',
    });
  });

  it('speaks for the whole group where the rooftop has seen too few', async () => {
    const alike = await alikeOf([big('yes', 40), big('no', 10), small('yes', 20, 2)]);

    expect(alike.of('small', ASKS, { asks: 'yes', ageHours: 0 })).toMatchObject({
      leads: 220,
      won: 42,
      where: 'group',
    });
    expect(alike.of('never seen', ASKS, { asks: 'yes', ageHours: 0 })).toMatchObject({
      where: 'group',
    });
  });

  it('says nothing where too few of them would have bought by the usual rate: it would be chance', async () => {
    const alike = await alikeOf([big('yes', 1), big('no', 1)]);

    expect(alike.of('big', ASKS, { asks: 'yes', ageHours: 0 })).toBeUndefined();
  });

  it('keeps no count of fewer leads than ten, anywhere', async () => {
    const few = LEAST_LEADS_TOLD - 1;
    const examples = examplesOf([big('yes', 40), big('rare', 0), small('own words', few, 1)]);
    const state = await countLeadsAlike(examples);

    expect(JSON.stringify(state)).not.toContain('own words');
    const cells = state.places.flatMap(({ stages }) =>
      stages.flatMap(({ features }) => features.flatMap(([, each]) => each)),
    );
    expect(Math.min(...cells.map(([, leads]) => leads))).toBeGreaterThanOrEqual(LEAST_LEADS_TOLD);
  });

  it('counts a lead once however many of its cutoffs lie in one stage, and each stage apart', async () => {
    const alike = await alikeOf([big('yes', 40), big('no', 10)], [24, 72, 200]);

    for (const ageHours of [30, 400])
      expect(alike.of('big', ASKS, { asks: 'yes', ageHours })).toMatchObject({
        leads: 200,
        won: 40,
      });
    expect(alike.of('big', ASKS, { asks: 'yes', ageHours: 2 })).toBeUndefined();
  });

  it('tells the range a number fell into', async () => {
    const kinds = [
      { ...big('yes', 60), wait: 4 },
      { ...big('yes', 20), wait: 200 },
    ];
    const alike = await alikeOf(kinds);

    expect(alike.of('big', WAIT, { wait: 9, ageHours: 0 })).toMatchObject({
      won: 60,
      range: { from: -Infinity, to: 10 },
    });
    expect(alike.of('big', WAIT, { wait: null, ageHours: 0 })).toBeUndefined();
  });

  it('weighs the rate as the model weighed its labels', async () => {
    const examples = examplesOf([big('yes', 50), big('no', 50)]);
    const weights = Float64Array.from(examples.labels, (label, row) =>
      row < 200 && label ? 2 : 1,
    );
    const alike = new LeadsAlike(await countLeadsAlike({ ...examples, weights }));

    // 100 of 250 by weight, against 150 of 450.
    expect(alike.of('big', ASKS, { asks: 'yes', ageHours: 0 })?.timesAsOften).toBeCloseTo(1.2, 5);
  });
});

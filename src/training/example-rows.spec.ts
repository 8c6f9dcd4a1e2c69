import type { FeatureColumn } from '#features';

import type { LeadLabel } from './censoring.js';
import { ExampleRows } from './example-rows.js';
import { seededRandom } from './seeded-random.js';

const column = (name: string, kind: FeatureColumn['kind']): FeatureColumn => ({
  name,
  kind,
  label: name,
  because: 'invented',
});
const ARRIVED = new Date('2026-03-01T10:00:00Z');
const labelled = (...labels: LeadLabel[]): Map<string, LeadLabel> =>
  new Map(labels.map((label) => [label.leadId, label]));

describe(ExampleRows.name, () => {
  it('lays out the rows of labelled leads only, each with its lead, label and weight', () => {
    const rows = new ExampleRows();
    rows.add('a', { ageHours: 0, source: 'web' }, ARRIVED);
    rows.add('censored', { ageHours: 0, source: 'web' }, ARRIVED);
    rows.add('a', { ageHours: 24, source: null }, ARRIVED);
    rows.add('b', { ageHours: null, source: 'walk-in' }, ARRIVED);

    const { table, labels, weights, leadOf, groups } = rows.labelled(
      [column('ageHours', 'numeric'), column('source', 'categorical')],
      labelled({ leadId: 'a', label: 1, weight: 2 }, { leadId: 'b', label: 0, weight: 1 }),
    );

    expect(table.rowCount).toBe(3);
    expect([...table.numeric.get('ageHours')!]).toEqual([0, 24, Number.NaN]);
    expect(table.categorical.get('source')).toEqual(['web', null, 'walk-in']);
    expect([[...labels], [...weights], [...leadOf]]).toEqual([
      [1, 1, 0],
      [2, 2, 1],
      [0, 0, 1],
    ]);
    expect(groups).toEqual(['a', 'a', 'b']);
  });

  it('reads columns of another schema out of the same rows: unknown ones are missing, numbers become words', () => {
    const rows = new ExampleRows();
    for (let row = 0; row < 1000; row++)
      rows.add('a', row % 2 ? { 'custom.tier': 3 } : { 'custom.tier': 'gold' }, ARRIVED);

    const { table } = rows.labelled(
      [column('custom.tier', 'categorical'), column('custom.new', 'numeric')],
      labelled({ leadId: 'a', label: 1, weight: 1 }),
    );

    expect(table.categorical.get('custom.tier')!.slice(0, 2)).toEqual(['gold', '3']);
    expect(table.numeric.get('custom.new')!.every(Number.isNaN)).toBe(true);
  });

  it('keeps the rate at arrival right though quickly answered leads have fewer cutoffs', () => {
    // Losses come within a day (one cutoff), sales later (three): a shared weight would say 18 %, not 40 %.
    const random = seededRandom(9);
    const rows = new ExampleRows();
    const labels = new Map<string, LeadLabel>();
    let won = 0;
    for (let lead = 0; lead < 5000; lead++) {
      const wins = random() < 0.4;
      won += wins ? 1 : 0;
      const leadId = `${lead}`;
      for (const ageHours of wins ? [0, 24, 72] : [0]) rows.add(leadId, { ageHours }, ARRIVED);
      labels.set(leadId, { leadId, label: wins ? 1 : 0, weight: 1 });
    }

    const examples = rows.labelled([column('ageHours', 'numeric')], labels);

    const atArrival = [...examples.labels.keys()].filter(
      (row) => examples.table.numeric.get('ageHours')![row] === 0,
    );
    const weight = atArrival.reduce((sum, row) => sum + examples.weights[row]!, 0);
    const rate =
      atArrival.reduce((sum, row) => sum + examples.weights[row]! * examples.labels[row]!, 0) /
      weight;
    expect(rate).toBeCloseTo(won / 5000, 9);
  });
});

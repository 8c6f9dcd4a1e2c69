import { tableFromVectors } from './vector-table.js';
import type { FeatureColumn, FeatureVector } from './feature-table.js';
import { rowOf } from './feature-row.js';
import { clocksAt, rowClocks } from './lead-clocks.js';

const column = (name: string): FeatureColumn => ({
  name,
  kind: 'numeric',
  label: name,
  because: 'invented',
});
const COLUMNS = ['ageHours', 'hoursSinceBuyer', 'hoursSinceOurs'].map(column);

const VECTORS: [FeatureVector, { ageDays: number; silenceDays: number }][] = [
  [
    { ageHours: 48, hoursSinceBuyer: 36, hoursSinceOurs: 12 },
    { ageDays: 2, silenceDays: 0.5 },
  ],
  [
    { ageHours: 48, hoursSinceBuyer: 36, hoursSinceOurs: null },
    { ageDays: 2, silenceDays: 1.5 },
  ],
  [{ ageHours: null }, { ageDays: 0, silenceDays: 0 }],
];

describe('the clocks of a lead', () => {
  it.each(VECTORS)(
    'reads %j in days: its age, and how long nobody was heard of',
    (vector, clocks) => {
      expect(rowClocks(COLUMNS)(rowOf(vector, COLUMNS))).toEqual(clocks);
    },
  );

  it('reads the same from a table', () => {
    const table = tableFromVectors(
      COLUMNS,
      VECTORS.map(([vector]) => vector),
    );

    VECTORS.forEach(([, clocks], row) => expect(clocksAt(table, row)).toEqual(clocks));
  });
});

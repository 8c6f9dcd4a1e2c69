import type { FeatureColumn } from './feature-table.js';
import { MalformedVectorError } from './features.errors.js';
import { tableFromVectors, vectorAt } from './vector-table.js';

const columns: FeatureColumn[] = [
  { name: 'hours', kind: 'numeric', label: 'Hours', because: 'Time.' },
  { name: 'make', kind: 'categorical', label: 'Make', because: 'Taste.' },
];

describe(tableFromVectors.name, () => {
  it('lays vectors out by column, missing numbers as NaN and missing words as null', () => {
    const table = tableFromVectors(columns, [
      { hours: 1.5, make: 'Kia', extra: 1 },
      { hours: null },
      {},
    ]);

    expect(table.rowCount).toBe(3);
    expect(table.numeric.get('hours')).toEqual(Float64Array.of(1.5, NaN, NaN));
    expect(table.categorical.get('make')).toEqual(['Kia', null, null]);
    expect(table.numeric.has('extra')).toBe(false);
  });

  it('gives each row back as a vector', () => {
    const vectors = [
      { hours: 1.5, make: 'Kia' },
      { hours: null, make: null },
    ];
    const table = tableFromVectors(columns, vectors);

    expect([vectorAt(table, 0), vectorAt(table, 1)]).toEqual(vectors);
    expect(() => vectorAt(table, 2)).toThrow(RangeError);
  });

  it('lets no infinite number in', () => {
    const table = tableFromVectors(columns, [{ hours: Infinity, make: null }]);
    expect(table.numeric.get('hours')).toEqual(Float64Array.of(NaN));
  });

  it('names the value that does not fit its column', () => {
    expect(() => tableFromVectors(columns, [{ hours: 'soon' }])).toThrow(MalformedVectorError);
    expect(() => tableFromVectors(columns, [{ make: 7 }])).toThrow(
      "'make' should hold a text but holds number",
    );
  });

  it('holds no rows where there are no vectors', () => {
    expect(tableFromVectors(columns, [])).toMatchObject({ rowCount: 0 });
  });
});

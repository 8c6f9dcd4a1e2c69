import type { FeatureColumn } from '#features';
import { tableOf } from '../../../test/factories/examples.js';
import { TableEncoding } from './table-encoding.js';

const COLUMNS: FeatureColumn[] = [
  { name: 'region', kind: 'categorical', label: 'Region', because: 'invented' },
  { name: 'rooftop', kind: 'categorical', label: 'Rooftop', because: 'invented', within: 'region' },
];
const OPTIONS = { maxBins: 16, minRows: 10, maxPlainLevels: 64 };
const LEADS = 600;

/** Two rooftops of one region with 300 leads of two rows each; one of them sells, the other does not. */
function encoded(): ReturnType<typeof TableEncoding.fit> {
  const leads = Array.from({ length: LEADS * 2 }, (_, row) => Math.floor(row / 2));
  const vectors = leads.map((lead) => ({
    region: 'west',
    rooftop: lead % 2 === 0 ? 'seller' : 'idler',
  }));
  const labels = Float64Array.from(leads, (lead) => Number(lead % 4 === 0));
  const groups = leads.map((lead) => `lead ${lead}`);
  const weights = new Float64Array(leads.length).fill(1);
  return TableEncoding.fit({ table: tableOf(vectors, COLUMNS), labels, groups }, weights, OPTIONS);
}

describe('a feature that lies within another', () => {
  it('hides its level from about a tenth of the leads, with all their rows', () => {
    const { encoding, rows } = encoded();
    const unseen = encoding.encode(tableOf([{ region: 'west', rooftop: 'new' }], COLUMNS));
    const { slot } = encoding.features[1]!;
    const hides = (row: number): boolean =>
      rows.indices[row * rows.slots + slot] === unseen.indices[slot];

    const hidden = Array.from({ length: rows.rowCount }, (_, row) => row).filter(hides);

    expect(hidden.length / rows.rowCount).toBeGreaterThan(0.05);
    expect(hidden.length / rows.rowCount).toBeLessThan(0.15);
    expect(hidden.filter((row) => row % 2 === 0).map((row) => row + 1)).toEqual(
      hidden.filter((row) => row % 2 === 1),
    );
    expect(hidden.every((row) => rows.values[row * rows.slots + slot + 1] === 0)).toBe(true);
  });

  it('says of a level never seen what is said of its group', () => {
    const { encoding } = encoded();
    const row = encoding.encode(tableOf([{ region: 'west', rooftop: 'new' }], COLUMNS));
    const seller = encoding.encode(tableOf([{ region: 'west', rooftop: 'seller' }], COLUMNS));
    const { slot } = encoding.features[1]!;

    expect(row.values[slot + 1]).toBe(0);
    expect(seller.values[slot + 1]).toBeGreaterThan(0.3);
  });
});

import { examples, tableOf, vectorsOf } from '../../../test/factories/examples.js';
import { meanOneWeights } from '../examples.js';
import { OTHER_BIN } from './level-views.js';
import { MISSING_BIN } from './numeric-bins.js';
import { TableBinning } from './table-binning.js';

const OPTIONS = { maxBins: 254, minLevelRows: 5, maxPlainLevels: 8 };

describe(TableBinning.name, () => {
  const train = examples(2000, 1);
  const { binning, rows } = TableBinning.fit(train, meanOneWeights(train), OPTIONS);
  const viewsOf = (name: string): number[] => {
    const feature = binning.features.findIndex((one) => one.name === name);
    return binning.views.flatMap((view, at) => (view.feature === feature ? [at] : []));
  };
  const binsOf = (town: string | null): number[] => {
    const to = new Uint8Array(binning.views.length);
    binning.binVector({ town }, to);
    return viewsOf('town').map((view) => to[view]!);
  };

  it('looks at a number and at few levels one way, at many levels three ways', () => {
    expect(['ageHours', 'source', 'town'].map((name) => viewsOf(name).length)).toEqual([1, 1, 3]);
  });

  it('bins a lead as it bins tables', () => {
    const held = examples(100, 2);
    const { columns } = binning.bin(held.table);
    const to = new Uint8Array(binning.views.length);

    vectorsOf(held.table).forEach((vector, row) => {
      binning.binVector(vector, to);
      expect(Array.from(to)).toEqual(columns.map((column) => column[row]));
    });
  });

  it('has a bin for levels never seen, another for missing ones', () => {
    expect(binsOf('constructor')[0]).toBe(OTHER_BIN);
    expect(binsOf(null)).toEqual([MISSING_BIN, MISSING_BIN, MISSING_BIN]);
  });

  it('puts levels that sell more into higher bins of their statistic', () => {
    const labels = train.labels.map((_, row) => (row % 10 === 0 ? 1 : 0));
    const town = train.table.categorical.get('town')!;
    town.forEach((one, row) => {
      if (one === 'town 7') labels[row] = 1;
    });
    const fitted = TableBinning.fit({ ...train, labels }, meanOneWeights(train), OPTIONS);
    const to = new Uint8Array(fitted.binning.views.length);
    const statistic = (name: string): number => {
      fitted.binning.binVector({ town: name }, to);
      return to[viewsOf('town')[1]!]!;
    };

    expect(statistic('town 7')).toBeGreaterThan(statistic('town 8'));
    expect(statistic('town 7')).toBeGreaterThan(statistic('never seen'));
  });

  it('hides a training row’s own label from its statistic', () => {
    const statistic = viewsOf('town')[1]!;
    const scored = binning.bin(train.table).columns[statistic]!;
    const seen = rows.columns[statistic]!;
    const lift = (label: number): number => {
      let sum = 0;
      seen.forEach((bin, row) => {
        if (train.labels[row] === label) sum += scored[row]! - bin;
      });
      return sum;
    };

    expect(lift(1)).toBeGreaterThan(0);
    expect(lift(0)).toBeLessThan(0);
  });

  it('keeps no text that few leads carry', () => {
    const groups = Array.from({ length: 2000 }, (_, row) => `lead ${row % 100}`);
    const town = Array.from({ length: 2000 }, (_, row) => `secret of lead ${row % 100}`);
    const table = tableOf(vectorsOf(train.table).map((one, row) => ({ ...one, town: town[row]! })));
    const fitted = TableBinning.fit({ ...train, table, groups }, meanOneWeights(train), OPTIONS);

    expect(JSON.stringify(fitted.binning.features)).not.toContain('secret');
  });

  it('fits 256 bins, however many levels there are', () => {
    const columns = [{ name: 'stock', kind: 'categorical' as const, label: '', because: '' }];
    const vectors = Array.from({ length: 4000 }, (_, row) => ({ stock: `car ${row % 400}` }));
    const many = { table: tableOf(vectors, columns), labels: new Float64Array(4000) };

    const fitted = TableBinning.fit(many, meanOneWeights(many), OPTIONS);

    expect(fitted.binning.views[0]!.binCount).toBe(256);
    expect(fitted.rows.columns[0]!.filter((bin) => bin === OTHER_BIN)).toHaveLength(1460);
  });

  it('gives a bin no fewer rows than tell something', () => {
    const few = examples(600, 3);
    const fitted = TableBinning.fit(few, meanOneWeights(few), OPTIONS);

    expect(fitted.binning.views[0]!.binCount).toBeLessThanOrEqual(600 / 30 + 2);
  });

  it('pools rooftops within their region, and hides one lead in ten from theirs', () => {
    const columns = [
      { name: 'rooftop', kind: 'categorical' as const, label: '', because: '', within: 'region' },
      { name: 'region', kind: 'categorical' as const, label: '', because: '' },
      { name: 'ageHours', kind: 'numeric' as const, label: '', because: '' },
    ];
    const vectors = Array.from({ length: 2500 }, (_, row) => ({
      rooftop: row % 5 ? `large ${row % 5}` : `small ${row % 250}`,
      region: row % 2 ? 'north' : 'south',
      ageHours: row,
    }));
    const labels = Float64Array.from(vectors, ({ rooftop }) => (rooftop === 'large 3' ? 1 : 0));
    const leads = { table: tableOf(vectors, columns), labels };
    const pooled = TableBinning.fit(leads, meanOneWeights(leads), OPTIONS);

    const to = new Uint8Array(pooled.binning.views.length);
    const binsFor = (rooftop: string): number[] => {
      pooled.binning.binVector({ rooftop, region: 'north', ageHours: 1 }, to);
      return [to[0]!, to[1]!];
    };
    expect(binsFor('large 3')[0]).toBeGreaterThan(OTHER_BIN);
    expect(binsFor('large 3')[1]).toBeGreaterThan(binsFor('never seen')[1]!);
    expect(binsFor('small 0')[0]).toBe(OTHER_BIN);
    const hidden = vectors.filter(
      ({ rooftop }, row) =>
        rooftop.startsWith('large') && pooled.rows.columns[0]![row] === OTHER_BIN,
    );
    expect(hidden.length / 2000).toBeGreaterThan(0.05);
    expect(hidden.length / 2000).toBeLessThan(0.15);
  });
});

import { tableOf } from '../../../test/factories/examples.js';
import { seededRandom } from '../net/random.js';
import { driftReference, driftSince, type Drift } from './reference.js';
import { populationStability } from './stability.js';

const COLUMNS = [
  { name: 'km', kind: 'numeric' as const, label: 'Kilometres', because: 'invented' },
  { name: 'source', kind: 'categorical' as const, label: 'Source', because: 'invented' },
];

function leads(count: number, seed: number, change: { shift?: number; empty?: number } = {}) {
  const random = seededRandom(seed);
  const vectors = Array.from({ length: count }, () => ({
    km: random() < (change.empty ?? 0) ? null : 100 * random() + (change.shift ?? 0),
    source: ['marketplace', 'website', 'phone'][Math.floor(3 * random() ** 2)]!,
  }));
  return { vectors, table: tableOf(vectors, COLUMNS) };
}

const scoresOf = (count: number): Float64Array =>
  Float64Array.from({ length: count }, (_, row) => ((row % 100) + 0.5) / 100);

describe(populationStability.name, () => {
  it('agrees with an example by hand', () => {
    // Shares .5/.5 against .7/.3: 0.2 ln 1.4 + 0.2 ln (5/3), but for the smoothing.
    const { psi } = populationStability([50_000, 50_000], [70_000, 30_000]);

    expect(psi).toBeCloseTo(0.2 * Math.log(1.4) + 0.2 * Math.log(5 / 3), 4);
  });

  it('says steady, warn or act by the customary limits', () => {
    const told = [0.55, 0.68, 0.8].map(
      (share) => populationStability([5000, 5000], [1e4 * share, 1e4 * (1 - share)]).stability,
    );

    expect(told).toEqual(['steady', 'warn', 'act']);
  });

  it('does not alarm on what chance does with few leads, and is silent on hardly any', () => {
    const tenths = Array.from({ length: 10 }, () => 1000);
    const uneven = [3, 9, 5, 8, 2, 7, 9, 6, 8, 3];

    const few = populationStability(tenths, uneven);

    expect(few.psi).toBeGreaterThan(0.1);
    expect(few.stability).toBe('steady');
    expect(populationStability(tenths, [1, 0, 0, 0, 0, 0, 0, 0, 0, 30]).stability).toBe('too few');
  });

  it('stays finite where a bin is empty on either side', () => {
    expect(Number.isFinite(populationStability([100, 0], [0, 100]).psi)).toBe(true);
  });
});

describe(driftSince.name, () => {
  const before = leads(4000, 1);
  const reference = driftReference(before.table, scoresOf(4000));
  const since = (live: ReturnType<typeof leads>): Record<string, Drift> => {
    const count = live.vectors.length;
    const { features, score } = driftSince(reference, live.table, scoresOf(count));
    return Object.fromEntries([...features, score].map((each) => [each.feature, each]));
  };

  it('finds nothing where the same kind of leads comes', () => {
    const { km, source, score } = since(leads(1000, 2));

    expect([km, source, score].map((each) => each!.stability)).toEqual([
      'steady',
      'steady',
      'steady',
    ]);
  });

  it('finds a number that moved, one that went missing, and a level never seen', () => {
    const strange = leads(1000, 3);
    strange.table.categorical.get('source')!.fill('fax', 0, 500);

    expect(since(leads(1000, 4, { shift: 40 }))['km']!.stability).toBe('act');
    expect(since(leads(1000, 5, { empty: 0.3 }))['km']!.stability).toBe('act');
    expect(since(strange)['source']!.stability).toBe('act');
  });

  it('takes a feature that is no longer built for missing', () => {
    const bare = { ...leads(1000, 6).table, numeric: new Map<string, Float64Array>() };

    const { features } = driftSince(reference, bare, scoresOf(1000));

    expect(features.find(({ feature }) => feature === 'km')!.stability).toBe('act');
  });

  it('survives the trip through the store', () => {
    expect(JSON.parse(JSON.stringify(reference))).toEqual(reference);
  });

  it('gives a sound answer for a constant, and for nothing at all', () => {
    const constant = leads(300, 7);
    constant.table.numeric.get('km')!.fill(7);
    const empty = leads(0, 8);
    const own = driftReference(constant.table, scoresOf(300));

    expect(driftSince(own, constant.table, scoresOf(300)).features[0]!.stability).toBe('steady');
    expect(driftSince(own, empty.table, scoresOf(0)).features[0]!.stability).toBe('too few');
    expect(driftReference(empty.table, scoresOf(0)).features).toHaveLength(2);
  });
});

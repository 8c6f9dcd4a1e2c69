import { fitPooledStatistic } from './pooled-statistic.js';
import type { LevelOutcomes } from './target-statistic.js';

/** Leads of one rooftop in one region, of which so many were won. */
interface Rooftop {
  name: string;
  region: string;
  leads: number;
  won: number;
}

function outcomesOf(rooftops: Rooftop[]): LevelOutcomes {
  const rows = rooftops.flatMap(({ name, region, leads, won }) =>
    Array.from({ length: leads }, (_, lead) => ({ name, region, label: lead < won ? 1 : 0 })),
  );
  return {
    levels: rows.map(({ name }) => name),
    parents: rows.map(({ region }) => region),
    labels: Float64Array.from(rows, ({ label }) => label),
    weights: new Float64Array(rows.length).fill(1),
    folds: Int32Array.from(rows, (_, row) => row % 5),
    foldCount: 5,
  };
}

const statisticOf = (rooftops: Rooftop[]): Record<string, number> =>
  Object.fromEntries(
    fitPooledStatistic(
      outcomesOf(rooftops),
      rooftops.map(({ name }) => name),
    ).statistic,
  );

const usual = { name: 'usual', region: 'west', leads: 2000, won: 100 };

describe(fitPooledStatistic.name, () => {
  it('believes few leads of a level little and many of them almost wholly', () => {
    const { few, many } = statisticOf([
      usual,
      { name: 'few', region: 'west', leads: 10, won: 2 },
      { name: 'many', region: 'west', leads: 1000, won: 200 },
    ]);

    expect(few).toBeGreaterThan(0);
    expect(few!).toBeLessThan(0.5 * many!);
    // 200 of 1,000 against 302 of 3,010 in its region.
    expect(many!).toBeCloseTo(Math.log(0.2 / 0.8) - Math.log(302 / 2708), 1);
  });

  it('draws a new rooftop to its region, and tells only what lies beyond it', () => {
    const { chicago, tulsa } = statisticOf([
      { name: 'chicago', region: 'midwest', leads: 1000, won: 150 },
      { name: 'tulsa', region: 'south', leads: 1000, won: 20 },
    ]);

    // Each is its whole region, so the region's own statistic says nearly all of the 1.5 and more.
    expect(Math.abs(chicago!)).toBeLessThan(0.1);
    expect(Math.abs(tulsa!)).toBeLessThan(0.1);
  });

  it('shows a training row nothing of its own fold', () => {
    const outcomes = outcomesOf([usual, { name: 'few', region: 'west', leads: 5, won: 0 }]);
    const changed = { ...outcomes, labels: outcomes.labels.slice() };
    const row = outcomes.levels.indexOf('few');
    changed.labels[row] = 1;

    const seen = (of: LevelOutcomes): number => fitPooledStatistic(of, ['few']).crossFitted[row]!;

    expect(seen(changed)).toBe(seen(outcomes));
  });

  it('counts a lead once, however many rows it has', () => {
    const once = outcomesOf([usual, { name: 'few', region: 'west', leads: 20, won: 4 }]);
    const twice: LevelOutcomes = {
      levels: [...once.levels, ...once.levels],
      parents: [...once.parents!, ...once.parents!],
      labels: Float64Array.from([...once.labels, ...once.labels]),
      weights: new Float64Array(once.weights.length * 2).fill(1),
      folds: Int32Array.from([...once.folds, ...once.folds]),
      foldCount: 5,
      groups: [...once.levels.keys(), ...once.levels.keys()].map(String),
    };

    const [of, ofTwice] = [once, twice].map((seen) => fitPooledStatistic(seen, ['few']).statistic);

    expect(ofTwice![0]![1]).toBeCloseTo(of![0]![1], 9);
  });

  it('says nothing of a level it does not know', () => {
    expect(fitPooledStatistic(outcomesOf([usual]), []).crossFitted.every((one) => one === 0)).toBe(
      true,
    );
  });
});

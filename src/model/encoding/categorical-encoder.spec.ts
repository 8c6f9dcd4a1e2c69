import { CategoricalEncoder } from './categorical-encoder.js';
import type { RawValue } from './column-encoder.js';

const fit = (
  levels: (string | null)[],
  { labels = levels.map(() => 0), groups }: { labels?: number[]; groups?: string[] } = {},
): ReturnType<typeof CategoricalEncoder.fit> =>
  CategoricalEncoder.fit(
    {
      levels,
      labels: Float64Array.from(labels),
      weights: new Float64Array(levels.length).fill(1),
      folds: Int32Array.from(levels, (_, row) => row % 5),
      foldCount: 5,
      ...(groups && { groups }),
    },
    { minRows: 10, maxPlainLevels: 4 },
  );

const encode = (encoder: CategoricalEncoder, raw: RawValue): [number, number][] => {
  const sink = { indices: new Int32Array(encoder.slots), values: new Float64Array(encoder.slots) };
  encoder.encode(raw, sink, 0, 0);
  return Array.from(sink.indices, (at, slot) => [at, sink.values[slot]!]);
};

const times = (count: number, level: string | null): (string | null)[] =>
  Array.from({ length: count }, () => level);

describe(CategoricalEncoder.name, () => {
  it('has one position a frequent level, one for others, one for missing', () => {
    const { encoder } = fit([...times(10, 'web'), ...times(12, 'fax'), ...times(9, 'pigeon')]);

    expect(encode(encoder, 'fax')).toEqual([[0, 1]]);
    expect(encode(encoder, 'web')).toEqual([[1, 1]]);
    expect(encode(encoder, 'pigeon')).toEqual([[2, 1]]);
    expect(encode(encoder, 'never seen')).toEqual([[2, 1]]);
    expect(encode(encoder, null)).toEqual([[3, 1]]);
    expect(encoder.width).toBe(4);
  });

  it('carries a statistic where levels are many, pulled to the average by few rows', () => {
    const levels = ['a', 'b', 'c', 'd', 'e'].flatMap((level) => times(40, level));
    const labels = levels.map((level, row) => (level === 'a' || row % 10 === 0 ? 1 : 0));

    const { encoder } = fit(levels, { labels });

    const statisticOf = (level: string): number => encode(encoder, level)[1]![1];
    expect(statisticOf('a')).toBeGreaterThan(0.5);
    expect(statisticOf('b')).toBeLessThan(0);
    expect(statisticOf('never seen')).toBe(0);
  });

  it('hides a row’s own label from its statistic', () => {
    const levels = Array.from({ length: 100 }, (_, row) => `level ${row % 20}`);
    const labels = levels.map((_, row) => (row === 0 ? 1 : 0));

    const { encoder, crossFitted } = fit(levels, { labels });

    // the one positive lifts its level for everybody, but not for the row that holds it
    expect(encode(encoder, 'level 0')[1]![1]).toBeGreaterThan(0);
    expect(crossFitted![0]).toBeLessThanOrEqual(0);
  });

  it('counts leads, not rows', () => {
    const levels = [...times(30, 'one talkative lead'), ...times(10, 'web')];
    const groups = levels.map((level, row) => (level === 'web' ? `lead ${row}` : 'talker'));

    expect(fit(levels, { groups }).encoder.toState().levels).toEqual(['web']);
  });

  it.each([3, 30])('weighs each of %i levels as its slots add up', (count) => {
    const values = Array.from({ length: count * 12 }, (_, row) => `level ${row % count}`);
    const { encoder } = fit(values, { labels: values.map((_, row) => (row % 7 ? 0 : 1)) });
    const base = 2;
    const weights = Float64Array.from({ length: base + encoder.width }, (_, at) => Math.cos(at));

    for (const raw of ['level 0', 'level 2', 'never seen', null, undefined]) {
      const slots = encode(encoder, raw);
      const sum = slots.reduce((all, [at, value]) => all + value * weights[base + at]!, 0);

      expect(encoder.curve(weights, base)(raw)).toBeCloseTo(sum, 12);
    }
  });
});

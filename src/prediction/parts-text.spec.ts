import * as fc from 'fast-check';
import type { FeatureColumn } from '#features';
import { partsTextOf } from './parts-text.js';

const column = (name: string): FeatureColumn => ({
  name,
  kind: 'numeric',
  label: name,
  because: 'invented',
});

const read = (columns: FeatureColumn[], parts: number[]): Record<string, number> =>
  JSON.parse(partsTextOf(columns)(parts)) as Record<string, number>;

const sum = (values: number[]): number => values.reduce((all, one) => all + one, 0);

describe(partsTextOf.name, () => {
  it('names every part, in order, whatever a CRM calls its fields', () => {
    const names = [
      'ageHours',
      'custom.say "hi"',
      'custom.größe',
      'custom.走行距離',
      'custom.a\\b\n',
    ];
    const parts = [0.25, -1.5, 0, 9.999, -0.000000001];

    const told = read(names.map(column), parts);

    expect(Object.keys(told)).toEqual(names);
    expect(Object.values(told)).toEqual(parts);
  });

  it('is as exact as a sum within 1e-6 needs, of any size', () => {
    const columns = Array.from({ length: 100 }, (_, at) => column(`f${at}`));
    const part = fc.double({ min: -30, max: 30, noNaN: true });
    fc.assert(
      fc.property(fc.array(part, { minLength: 100, maxLength: 100 }), (parts) => {
        const told = Object.values(read(columns, parts));

        expect(Math.abs(sum(told) - sum(parts))).toBeLessThan(1e-7);
      }),
    );
  });

  it('keeps to each part within its last decimal, beside whole numbers too', () => {
    const columns = [column('one')];
    const part = fc.oneof(
      fc.double({ min: -9.9, max: 9.9, noNaN: true }),
      fc.integer({ min: -9, max: 9 }),
      fc.integer({ min: -8, max: 9 }).map((whole) => whole - 1e-12),
    );
    fc.assert(
      fc.property(part, (own) => {
        expect(Math.abs(read(columns, [own])['one']! - own)).toBeLessThanOrEqual(5.1e-10);
      }),
    );
  });

  it('says nothing of the score before', () => {
    const columns = [column('one'), column('other')];

    expect(read(columns, [-1.111111111, 0.5])).toEqual({ one: -1.111111111, other: 0.5 });
    expect(read(columns, [0, -0.25])).toEqual({ one: 0, other: -0.25 });
  });

  it('leaves no part out where there are none', () => {
    expect(read([], [])).toEqual({});
  });
});

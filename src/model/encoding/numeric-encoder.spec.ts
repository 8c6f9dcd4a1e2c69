import * as fc from 'fast-check';
import { NumericEncoder } from './numeric-encoder.js';
import type { RawValue } from './column-encoder.js';

/** Position to value, zeros left out. */
function encode(encoder: NumericEncoder, raw: RawValue): Record<number, number> {
  const sink = { indices: new Int32Array(3), values: new Float64Array(3) };
  encoder.encode(raw, sink, 0, 0);
  const found: Record<number, number> = {};
  sink.values.forEach((value, slot) => {
    if (value) found[sink.indices[slot]!] = (found[sink.indices[slot]!] ?? 0) + value;
  });
  return found;
}

describe(NumericEncoder.name, () => {
  const hundred = Float64Array.from({ length: 101 }, (_, value) => value);

  it('shares a weight of 1 between the two knots around a value', () => {
    const encoder = NumericEncoder.fit(hundred, { maxBins: 4 });
    const { knots } = encoder.toState();
    const between = knots[1]! + (knots[2]! - knots[1]!) / 4;

    const encoded = encode(encoder, between);

    expect(encoded[1]).toBeCloseTo(0.75, 9);
    expect(encoded[2]).toBeCloseTo(0.25, 9);
  });

  it('gives missing values a position of their own', () => {
    const encoder = NumericEncoder.fit(hundred, { maxBins: 4 });
    const missing = encoder.toState().knots.length;

    for (const raw of [Number.NaN, null, undefined, 'text']) {
      expect(encode(encoder, raw)).toEqual({ [missing]: 1 });
    }
  });

  it('may jump at a value that many rows share', () => {
    const values = Float64Array.from([...Array.from({ length: 80 }, () => 0), 1, 2, 5, 9, 20, 40]);

    const { knots } = NumericEncoder.fit(values, { maxBins: 8 }).toState();

    expect(knots.slice(0, 2)).toEqual([0, 1]);
  });

  it('has at most three knots a bin', () => {
    const values = Float64Array.from({ length: 5000 }, (_, at) => at % 40);

    expect(NumericEncoder.fit(values, { maxBins: 8 }).toState().knots.length).toBeLessThanOrEqual(
      27,
    );
  });

  it('makes nothing of a column without values, and little of one that never changes', () => {
    const empty = NumericEncoder.fit(new Float64Array(3).fill(Number.NaN), { maxBins: 4 });
    const constant = NumericEncoder.fit(new Float64Array(3).fill(7), { maxBins: 4 });

    expect(encode(empty, 5)).toEqual({ 0: 1 });
    expect(encode(constant, 5)).toEqual(encode(constant, 7));
  });

  it('answers finitely, and within its width, whatever it learned from and is asked', () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { maxLength: 60 }), fc.double(), (values, asked) => {
        const encoder = NumericEncoder.fit(Float64Array.from(values), { maxBins: 4 });
        const sink = { indices: new Int32Array(3), values: new Float64Array(3) };

        encoder.encode(asked, sink, 0, 0);

        expect(sink.values.every(Number.isFinite)).toBe(true);
        expect(sink.indices.every((at) => at >= 0 && at < encoder.width)).toBe(true);
        expect(sink.values[0]! + sink.values[1]!).toBeCloseTo(1, 9);
      }),
      // Differences between the largest numbers there are leave the range of numbers.
      { examples: [[[-2e293, Number.MAX_VALUE], Number.MAX_VALUE]] },
    );
  });

  it('weighs a value as its slots add up', () => {
    const encoder = NumericEncoder.fit(hundred, { maxBins: 4 });
    const base = 3;
    const weights = Float64Array.from({ length: base + encoder.width }, (_, at) =>
      Math.sin(at + 1),
    );
    const sink = { indices: new Int32Array(3), values: new Float64Array(3) };

    for (const raw of [-50, 0, 12.5, 50, 100, 1e9, Infinity, -Infinity, Number.NaN, null, 'text']) {
      encoder.encode(raw, sink, 0, base);
      const sum = sink.values.reduce(
        (all, value, at) => all + value * weights[sink.indices[at]!]!,
        0,
      );

      expect(encoder.curve(weights, base)(raw)).toBeCloseTo(sum, 12);
    }
  });
});

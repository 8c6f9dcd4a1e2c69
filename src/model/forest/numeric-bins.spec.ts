import * as fc from 'fast-check';
import { MISSING_BIN, NumericBins } from './numeric-bins.js';

const ramp = (count: number): Float64Array => Float64Array.from({ length: count }, (_, at) => at);

describe(NumericBins.name, () => {
  it('gives every value a bin of its own where they are few', () => {
    const bins = NumericBins.fit(Float64Array.of(5, 1, 1, 9, 5), 254);

    expect([1, 5, 9].map((value) => bins.binOf(value))).toEqual([1, 2, 3]);
    expect(bins.binCount).toBe(4);
  });

  it('fills bins about equally where values are many', () => {
    const bins = NumericBins.fit(ramp(1000), 10);

    const counts = Array.from({ length: bins.binCount }, () => 0);
    for (const value of ramp(1000)) counts[bins.binOf(value)]! += 1;
    expect(counts).toEqual([0, ...Array.from({ length: 10 }, () => 100)]);
  });

  it('leaves a value that many rows share alone in its bin', () => {
    const bins = NumericBins.fit(Float64Array.from([...new Float64Array(900), ...ramp(300)]), 8);

    expect(bins.binOf(0)).toBeLessThan(bins.binOf(1));
    expect(bins.binCount).toBeGreaterThan(6);
  });

  it('keeps missing values, and what is no number, apart', () => {
    const bins = NumericBins.fit(Float64Array.of(Number.NaN, 1, 2), 254);

    for (const raw of [Number.NaN, null, undefined, 'text']) {
      expect(bins.binOf(raw)).toBe(MISSING_BIN);
    }
    expect(bins.binOf(-1e300)).toBe(1);
  });

  it('puts larger values into no lower bin, whatever it learned from', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double(), { maxLength: 60 }),
        fc.double({ noNaN: true }),
        fc.double({ noNaN: true }),
        (values, one, other) => {
          const bins = NumericBins.fit(Float64Array.from(values), 8);
          const [low, high] = [Math.min(one, other), Math.max(one, other)];

          expect(bins.binOf(low)).toBeLessThanOrEqual(bins.binOf(high));
          expect(bins.binOf(high)).toBeLessThan(bins.binCount);
          expect(bins.edges.every(Number.isFinite)).toBe(true);
          expect(bins.binCount).toBeLessThanOrEqual(9);
        },
      ),
    );
  });
});

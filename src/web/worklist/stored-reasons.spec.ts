import { readReasons } from './stored-reasons.js';

const explanation = {
  bias: -2.4,
  contributions: { finance: 0.9, distance: -0.3, rest: 0.2 },
  for: [{ feature: 'finance', sentence: 'Asked about financing.', logOdds: 0.9 }],
  against: [{ feature: 'distance', sentence: 'Lives far away.', logOdds: -0.3 }],
};

describe(readReasons.name, () => {
  it('says in points what leads from the usual likelihood to this one', () => {
    const read = readReasons(explanation, -1.6);

    const points = [...read.for, ...read.against].reduce((sum, one) => sum + one.points, 0);
    expect(read.usualPercent + points + read.otherPoints).toBeCloseTo(100 / (1 + Math.exp(1.6)), 0);
    expect(read.for[0]?.points).toBeGreaterThan(0);
    expect(read.against[0]?.points).toBeLessThan(0);
  });
});

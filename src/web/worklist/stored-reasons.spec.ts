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

  it('says a reason by its phrase and evidence, and an older one by its sentence alone', () => {
    const sentence = 'Asked about financing: speaks for a sale.';
    const counted = 'Here such buyers bought 2.1x as often (38 of 310).';
    const evidence = {
      sentence: counted,
      leads: 310,
      won: 38,
      timesAsOften: 2.1,
      where: 'rooftop',
    } as const;
    const older = { feature: 'finance', sentence, logOdds: 0.9 };
    const newer = { ...older, phrase: 'Asked about financing', evidence };
    const said = readReasons({ ...explanation, for: [newer, older] }, -1.6).for;

    expect(said.map(({ phrase }) => phrase)).toEqual([
      'Asked about financing',
      'Asked about financing',
    ]);
    expect(said.map((one) => one.evidence)).toEqual([counted, null]);
  });
});

import { lossOfParts, onlyMember, weighMembers, type MemberAnswers } from './blend-weights.js';

/** A member that knows the truth, one that knows half of it, one that guesses. */
function answers(rows: number): MemberAnswers {
  const truth = Float64Array.from({ length: rows }, (_, row) => 3 * Math.sin(row * 1.7));
  const guess = truth.map((_, row) => 2 * Math.cos(row * 2.3));
  const labels = truth.map((logOdds, row) =>
    (row * 0.618_034) % 1 < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0,
  );
  return {
    logOdds: [truth, truth.map((one) => one / 2), guess],
    labels,
    rowWeights: new Float64Array(rows).fill(1),
  };
}

describe(weighMembers, () => {
  it('gives the most to who knows most, and nothing to who guesses', () => {
    const [knows, , guesses] = weighMembers(answers(5000));

    expect(knows!).toBeGreaterThan(0.7);
    expect(guesses!).toBeLessThan(0.05);
  });

  it('parts one whole, and nothing below it', () => {
    for (const rows of [3, 30, 5000]) {
      const parts = weighMembers(answers(rows));

      expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 9);
      expect(parts.every((part) => part >= 0)).toBe(true);
    }
  });

  it('comes lower than any member alone, where they know different things', () => {
    const { logOdds, ...rest } = answers(5000);
    const [truth, , guess] = logOdds as [Float64Array, Float64Array, Float64Array];
    const noise = (sign: number): Float64Array => truth.map((one, row) => one + sign * guess[row]!);
    const all = { ...rest, logOdds: [noise(1), noise(-1)] };

    const alone = [0, 1].map((at) => lossOfParts(all, onlyMember(all, at)));

    expect(lossOfParts(all, weighMembers(all))).toBeLessThan(Math.min(...alone) - 100);
  });

  it('gives equal members about equal parts', () => {
    const { logOdds, ...rest } = answers(30);

    const parts = weighMembers({ ...rest, logOdds: [logOdds[0]!, logOdds[0]!] });

    expect(parts[0]!).toBeCloseTo(parts[1]!, 3);
  });

  it('held to equal parts, leaves them for what many rows say, and hardly for what few say', () => {
    const [few] = weighMembers(answers(30), true);
    const [many] = weighMembers(answers(1500), true);

    expect(few!).toBeGreaterThan(1 / 3);
    expect(few!).toBeLessThan(0.6);
    expect(many!).toBeGreaterThan(0.7);
  });
});

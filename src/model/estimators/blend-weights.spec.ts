import { lossOfParts, weighMembers, type MemberAnswers } from './blend-weights.js';

/** A member that knows the truth, one that knows half of it, one that guesses. */
function answers(rows: number): MemberAnswers {
  const truth = Float64Array.from({ length: rows }, (_, row) => 3 * Math.sin(row * 1.7));
  const guess = truth.map((_, row) => 2 * Math.cos(row * 2.3));
  const labels = truth.map((logOdds, row) =>
    (row * 0.618_034) % 1 < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0,
  );
  return {
    above: [truth, truth.map((one) => one / 2), guess],
    labels,
    rowWeights: new Float64Array(rows).fill(1),
    baseLogOdds: 0,
  };
}

describe(weighMembers, () => {
  it('gives the most to who knows most, and nothing to who guesses', () => {
    const [knows, , guesses] = weighMembers(answers(5000));

    expect(knows!).toBeGreaterThan(0.7);
    expect(guesses!).toBeLessThan(0.05);
  });

  it('stretches an answer that is too cautious', () => {
    const { above, ...rest } = answers(5000);

    expect(weighMembers({ ...rest, above: [above[1]!] })[0]!).toBeCloseTo(2, 0);
  });

  it('comes lower than any member alone, on the rows it saw', () => {
    const all = answers(5000);

    const least = Math.min(
      ...[0, 1, 2].map((at) =>
        lossOfParts(
          all,
          [0, 1, 2].map((own) => (own === at ? 1 : 0)),
        ),
      ),
    );
    expect(lossOfParts(all, weighMembers(all))).toBeLessThan(least);
  });

  it('gives equal members about equal parts', () => {
    const { above, ...rest } = answers(30);

    const parts = weighMembers({ ...rest, above: [above[0]!, above[0]!] });

    expect(parts[0]!).toBeCloseTo(parts[1]!, 3);
  });
});

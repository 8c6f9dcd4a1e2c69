/**
 * How strongly two groupings of the same rows go together, 0..1, corrected for what chance alone
 * would show. Around 0.1 is small, 0.3 medium, 0.5 large.
 *
 * @param rows - those to be looked at; all others are left out.
 * @see Cramér 1946, section 21.9; Cohen 1988, chapter 7; Bergsma 2013 (the correction)
 */
export function association(
  one: { of: ArrayLike<number>; count: number },
  other: { of: ArrayLike<number>; count: number },
  rows: Int32Array,
): number {
  const both = new Float64Array(one.count * other.count);
  const [ones, others] = [new Float64Array(one.count), new Float64Array(other.count)];
  for (const row of rows) {
    both[one.of[row]! * other.count + other.of[row]!]!++;
    ones[one.of[row]!]!++;
    others[other.of[row]!]!++;
  }
  let chi2 = -rows.length;
  for (let at = 0; at < both.length; at++) {
    if (both[at]) {
      const expected = ones[Math.floor(at / other.count)]! * others[at % other.count]!;
      chi2 += (both[at]! ** 2 * rows.length) / expected;
    }
  }
  const [r, k] = [groupsIn(ones), groupsIn(others)];
  if (r < 2 || k < 2) return 0;
  const beyondChance = Math.max(0, chi2 - (r - 1) * (k - 1)) / rows.length;
  return Math.sqrt(beyondChance / (Math.min(r, k) - 1));
}

const groupsIn = (counts: Float64Array): number => counts.filter((count) => count > 0).length;

/** 5 % in either tail of the normal distribution. */
const Z90 = 1.6448536269514722;

/** A share seen, with the range its true value lies in 9 times out of 10. */
export interface ShareSeen {
  share: number;
  lower: number;
  upper: number;
}

/**
 * Score interval of a proportion: honest for small counts and for shares near 0, where the usual
 * one is not.
 *
 * @param share - 0..1.
 * @param trials - May be fractional (an effective count of weighted leads); above 0.
 * @see Wilson 1927; Brown, Cai & DasGupta 2001
 */
export function wilson(share: number, trials: number): ShareSeen {
  const z2 = Z90 ** 2;
  const middle = share + z2 / (2 * trials);
  const reach = Z90 * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials ** 2));
  const scale = 1 + z2 / trials;
  return {
    share,
    lower: Math.max(0, (middle - reach) / scale),
    upper: Math.min(1, (middle + reach) / scale),
  };
}

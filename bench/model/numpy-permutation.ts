const WORDS = 624;
const AHEAD = 397;

/**
 * The order that NumPy's `RandomState(seed).permutation(count)` deals, a Mersenne Twister behind it: the
 * draws of the peers' learning curves, so that both learn from the same rows.
 *
 * @param seed - a whole number from 0.
 * @returns 0 .. count - 1. Shape [count].
 * @see Matsumoto and Nishimura 1998, "Mersenne Twister"
 */
export function numpyPermutation(count: number, seed: number): Int32Array {
  const next = mersenneTwister(seed);
  const order = Int32Array.from({ length: count }, (_, row) => row);
  for (let last = count - 1; last > 0; last--) {
    const other = upTo(last, next);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

/** Evenly from 0 to `most`, both included: as many bits as that takes, drawn again where they say more. */
function upTo(most: number, next: () => number): number {
  const mask = 2 ** (32 - Math.clz32(most)) - 1;
  for (;;) {
    const value = (next() & mask) >>> 0;
    if (value <= most) return value;
  }
}

/** @returns whole numbers of 32 bits. */
function mersenneTwister(seed: number): () => number {
  const state = new Uint32Array(WORDS);
  state[0] = seed;
  for (let at = 1; at < WORDS; at++) {
    const before = state[at - 1]!;
    state[at] = Math.imul(1_812_433_253, before ^ (before >>> 30)) + at;
  }
  let at = WORDS;
  return () => {
    if (at === WORDS) {
      twist(state);
      at = 0;
    }
    return tempered(state[at++]!);
  };
}

function twist(state: Uint32Array): void {
  for (let at = 0; at < WORDS; at++) {
    const joined = (state[at]! & 0x80000000) | (state[(at + 1) % WORDS]! & 0x7fffffff);
    const odd = joined & 1 ? 0x9908b0df : 0;
    state[at] = state[(at + AHEAD) % WORDS]! ^ (joined >>> 1) ^ odd;
  }
}

function tempered(word: number): number {
  let value = word ^ (word >>> 11);
  value ^= (value << 7) & 0x9d2c5680;
  value ^= (value << 15) & 0xefc60000;
  return (value ^ (value >>> 18)) >>> 0;
}

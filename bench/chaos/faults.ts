import type { VendorFault } from '#simulator';

/** Share of requests that fail. */
export const FAULTS = 0.2;

const KINDS: VendorFault[] = [
  'too many requests',
  'server error',
  'server error',
  'half an answer',
  'a web page',
  'hangs up',
  'lost answer',
  'lost answer',
];

/** A share of requests meets a fault, always the same ones for a seed; one in twenty of these is never answered. */
export function chanceOf(share: number, seed: number): () => VendorFault | undefined {
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return () => {
    if (random() >= share) return undefined;
    return random() < 0.05 ? 'slow' : KINDS[Math.floor(random() * KINDS.length)];
  };
}

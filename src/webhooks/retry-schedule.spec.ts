import { nextAttemptAt } from './retry-schedule.js';

const NOW = new Date('2026-06-01T12:00:00Z');
const waitS = (attempts: number, random = 0, retryAfterMs = 0): number | undefined => {
  const next = nextAttemptAt(attempts, NOW, random, retryAfterMs);
  return next && (next.getTime() - NOW.getTime()) / 1000;
};

describe(nextAttemptAt.name, () => {
  it('waits as the specification says, ten tries over three days, and then gives up', () => {
    const waits = Array.from({ length: 10 }, (_, index) => waitS(index + 1));

    expect(waits).toEqual([5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400, undefined]);
    expect(waits.reduce<number>((sum, wait) => sum + (wait ?? 0), 0)).toBe(272_105);
  });

  it('stretches a wait by a tenth at most, and never comes back before it was asked to', () => {
    expect(waitS(2, 0.999)).toBeGreaterThan(300);
    expect(waitS(2, 0.999)).toBeLessThanOrEqual(330);
    expect(waitS(1, 0, 120_000)).toBe(120);
  });
});

import { backoffMs } from './backoff.js';
import { deliveryKey } from './delivery-key.js';
import { TokenBucket } from './token-bucket.js';

describe(backoffMs.name, () => {
  it('doubles from two seconds and stops growing at an hour', () => {
    expect([1, 2, 3, 4].map((attempts) => backoffMs(attempts, 0.999999))).toEqual([
      2000, 4000, 8000, 16_000,
    ]);
    expect(backoffMs(40, 1)).toBe(3_600_000);
    expect(backoffMs(2000, 0)).toBe(1_800_000);
  });

  it('scatters between half and the whole of the wait', () => {
    expect(backoffMs(3, 0)).toBe(4000);
    expect(backoffMs(3, 0.5)).toBe(6000);
  });

  it('never comes back before the CRM asked for it', () => {
    expect(backoffMs(1, 0.5, 30_000)).toBe(30_000);
    expect(backoffMs(8, 0.5, 1000)).toBeGreaterThan(1000);
  });
});

describe(TokenBucket.name, () => {
  it('lets a burst through, then makes the rest wait for the flow', () => {
    const bucket = new TokenBucket(10, 20, 0);

    expect(bucket.take(20, 0)).toBe(0);
    expect(bucket.take(10, 0)).toBe(1000);
    expect(bucket.take(10, 1000)).toBe(1000);
    expect(bucket.take(20, 60_000)).toBe(0);
  });

  it('never lets more than rate times time plus burst through', () => {
    const bucket = new TokenBucket(5, 5, 0);
    let now = 0;
    let taken = 0;
    while (now < 60_000) {
      now += bucket.take(3, now);
      if (now < 60_000) taken += 3;
    }

    expect(taken).toBeLessThanOrEqual(5 * 60 + 5);
    expect(taken).toBeGreaterThan(5 * 60 - 5);
  });

  it('does not flow backwards when the clock does', () => {
    const bucket = new TokenBucket(10, 10, 10_000);

    expect(bucket.take(10, 10_000)).toBe(0);
    expect(bucket.take(1, 5000)).toBe(100);
    expect(bucket.take(1, 10_000)).toBe(200);
  });
});

describe(deliveryKey.name, () => {
  it('is one per lead and prediction', () => {
    expect(deliveryKey('a', 'b')).toBe(deliveryKey('a', 'b'));
    expect(deliveryKey('a', 'b')).not.toBe(deliveryKey('a', 'c'));
    expect(deliveryKey('a', 'b')).toMatch(/^[0-9a-f]{32}$/);
  });
});

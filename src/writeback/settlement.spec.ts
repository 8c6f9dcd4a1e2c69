import type { PushResult } from '#crm';

import type { ClaimedDelivery } from './delivery.js';
import { settle } from './settlement.js';

const NOW = new Date('2026-06-01T12:00:00Z');
const after = (ms: number): Date => new Date(NOW.getTime() + ms);

const claimed = (key: string, changes: Partial<ClaimedDelivery> = {}): ClaimedDelivery => ({
  id: `id-${key}`,
  deliveryKey: key,
  predictionId: 'p',
  leadExternalId: `L-${key}`,
  score: 0.2,
  band: 'warm',
  attempts: 1,
  enqueuedAt: after(-60_000),
  ...changes,
});
const accepted = (deliveryKey: string): PushResult => ({ deliveryKey, status: 'accepted' });
const retry = (deliveryKey: string, retryAfterMs?: number): PushResult => ({
  deliveryKey,
  status: 'retry',
  reason: 'HTTP 429',
  ...(retryAfterMs !== undefined && { retryAfterMs }),
});
const run = (batch: ClaimedDelivery[], results: PushResult[]) =>
  settle(batch, results, NOW, () => 0.5);

describe(settle.name, () => {
  it('gives every record of a batch its own end, in whatever order results come', () => {
    const { settlements, pauseUntil } = run(
      [claimed('a'), claimed('b'), claimed('c')],
      [{ deliveryKey: 'c', status: 'refused', reason: 'no such lead' }, retry('b'), accepted('a')],
    );

    expect(settlements.map(({ state }) => state)).toEqual(['delivered', 'pending', 'dead']);
    expect(settlements[1]!.nextAttemptAt).toEqual(after(1500));
    expect(settlements[2]!.lastError).toBe('no such lead');
    expect(pauseUntil).toBeUndefined();
  });

  it('tries again what the CRM left out of its answer', () => {
    expect(run([claimed('a'), claimed('b')], [accepted('a')]).settlements[1]).toMatchObject({
      state: 'pending',
      lastError: 'The CRM gave no answer for this lead.',
    });
  });

  it('leaves the whole CRM alone for as long as it asked', () => {
    const { settlements, pauseUntil } = run(
      [claimed('a'), claimed('b')],
      [accepted('a'), retry('b', 30_000)],
    );

    expect(settlements[1]!.nextAttemptAt).toEqual(after(30_000));
    expect(pauseUntil).toEqual(after(30_000));
  });

  it('takes what was not sent for no try, and sends it with the first of those that failed', () => {
    const { settlements } = run(
      [claimed('a', { attempts: 9 }), claimed('b'), claimed('c', { attempts: 9 })],
      [accepted('x'), retry('b'), retry('a'), { ...retry('c'), untried: true } as PushResult],
    );

    expect(settlements.at(-1)).toMatchObject({
      id: 'id-c',
      state: 'pending',
      untried: true,
      nextAttemptAt: after(1500),
    });
  });

  it('takes a batch of nothing but retries for an outage', () => {
    expect(
      run([claimed('a'), claimed('b', { attempts: 3 })], [retry('a'), retry('b')]).pauseUntil,
    ).toEqual(after(1500));
  });

  it('gives up only after many tries over a day: an outage of hours kills nothing', () => {
    const old = { attempts: 30, enqueuedAt: after(-25 * 3_600_000) };
    const young = { attempts: 30, enqueuedAt: after(-5 * 3_600_000) };
    const few = { attempts: 3, enqueuedAt: after(-25 * 3_600_000) };

    const states = [old, young, few].map(
      (changes) => run([claimed('a', changes)], [retry('a')]).settlements[0]!.state,
    );

    expect(states).toEqual(['dead', 'pending', 'pending']);
  });
});
